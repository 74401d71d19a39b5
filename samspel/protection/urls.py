"""Addresses under /protection/."""

from django.urls import path

from samspel.protection.views import disposals, extracts, looks

app_name = "protection"

urlpatterns = [
    path("", looks.looked, name="looks"),
    path("looks.<slug:kind>", looks.exported, name="export_looks"),
    path("disposals/", disposals.ahead, name="disposals"),
    path("disposals/done/", disposals.done, name="done"),
    path("disposals/done.<slug:kind>", disposals.exported, name="export_done"),
    path("holds/", disposals.holds, name="holds"),
    path("holds/new/", disposals.hold, name="hold"),
    path("holds/<int:pk>/lift/", disposals.lift, name="lift"),
    path("extract/", extracts.extract, name="extract"),
]
