from django.urls import path
from django.views.generic import View
app_name = "portal"
urlpatterns = [path("code/", View.as_view(), name="code")]
