"""Where the week and its pictures are, under /observations/week/."""

from django.urls import path

from samspel.observations.views import week, weekly

urlpatterns = [
    path("week/", week.week, name="week"),
    path("week/export.<slug:kind>", week.exported, name="week_export"),
    path("week/write/", weekly.write, name="weekly_write"),
    path("week/pictures/", weekly.listing, name="weeklies"),
    path("week/pictures/<uuid:picture>/", weekly.one, name="weekly"),
    path("week/pictures/<uuid:picture>/edit/", weekly.edit, name="weekly_edit"),
    path("week/pictures/<uuid:picture>/send/", weekly.send, name="weekly_send"),
    path("week/pictures/<uuid:picture>/freeze/", weekly.freeze, name="weekly_freeze"),
    path("week/pictures/<uuid:picture>/withdraw/", weekly.withdraw, name="weekly_withdraw"),
]
