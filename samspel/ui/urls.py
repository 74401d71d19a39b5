"""Addresses of ui: the living page of elements, and the choice of light or dark."""

from django.urls import path

from samspel.ui import views

app_name = "ui"
urlpatterns = [
    path("elements/", views.elements, name="elements"),
    path("theme/", views.choose_theme, name="theme"),
]
