"""Addresses under /escalations/."""

from django.urls import path

from samspel.escalation.views import answering, duty, listing, sending

app_name = "escalation"

urlpatterns = [
    path("", listing.escalations, name="list"),
    path("new/", sending.new, name="new"),
    path("preview/", sending.preview, name="preview"),
    path("body/", listing.body, name="body"),
    path("duty/", duty.now, name="duty"),
    path("night/", duty.night, name="night"),
    path("handovers/", duty.handovers, name="handovers"),
    path("handovers/<int:pk>/", duty.handover, name="handover"),
    path("handovers/<int:pk>/receive/", duty.receive, name="receive"),
    path("<uuid:pk>/", answering.escalation, name="escalation"),
    path("legs/<int:pk>/acknowledge/", answering.acknowledge, name="acknowledge"),
    path("legs/<int:pk>/hand-over/", answering.hand_over, name="hand_over"),
    path("legs/<int:pk>/done/", answering.done, name="done"),
    path("legs/<int:pk>/not-settled/", answering.not_settled, name="not_settled"),
    path("legs/<int:pk>/withdraw/", answering.withdraw, name="withdraw"),
]
