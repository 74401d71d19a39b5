"""Addresses under /duty/."""

from django.urls import path

from samspel.duty import views

app_name = "duty"

urlpatterns = [
    path("", views.roster, name="roster"),
    path("plan/", views.plan, name="plan"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/end/", views.end_calendar, name="end_calendar"),
    path("calendar/<str:secret>/shifts.ics", views.feed, name="feed"),
    path("<int:pk>/", views.shift, name="shift"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/swap/", views.swap, name="swap"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
