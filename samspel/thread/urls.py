"""Addresses under /thread/."""

from django.urls import URLPattern, path

from samspel.thread import views

app_name = "thread"

urlpatterns: list[URLPattern] = [
    path("broken/", views.broken, name="broken"),
    path("law/", views.law, name="law"),
    path("area/<slug:code>/", views.area, name="area"),
    path("<slug:kind>/<str:thing>/", views.one, name="one"),
]
