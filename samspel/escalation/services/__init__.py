"""Every change to an escalation, one verb each."""

from samspel.escalation.services.answering import (
    acknowledge,
    hand_over,
    not_settled,
    pass_on_unanswered,
    pass_on_undelivered,
    report_done,
    withdraw,
)
from samspel.escalation.services.morning import hand_over_night, receive_night
from samspel.escalation.services.sending import dispose_numbers, escalate

__all__ = [
    "acknowledge",
    "dispose_numbers",
    "escalate",
    "hand_over",
    "hand_over_night",
    "not_settled",
    "pass_on_unanswered",
    "pass_on_undelivered",
    "receive_night",
    "report_done",
    "withdraw",
]
