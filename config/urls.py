"""All addresses: the frame's, which takes in each module's."""

from django.urls import include, path

urlpatterns = [path("", include("samspel.web.urls"))]
handler400 = "samspel.web.views.errors.bad_request"
handler403 = "samspel.web.views.errors.forbidden"
handler404 = "samspel.web.views.errors.not_found"
handler500 = "samspel.web.views.errors.broken"
