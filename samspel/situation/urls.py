"""Addresses under /situation/."""

from django.urls import URLPattern

app_name = "situation"

urlpatterns: list[URLPattern] = []
