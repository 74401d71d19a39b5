"""What the maps in browsers read, under /maps/."""

from django.urls import path

from samspel.municipality import views

app_name = "municipality"

urlpatterns = [
    path("areas.json", views.areas, name="areas"),
    path("place.json", views.placed, name="placed"),
]
