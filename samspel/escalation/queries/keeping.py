"""What of escalations is not kept for ever: the numbers to call back, unless somebody holds them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Max, QuerySet

from samspel.core import holds
from samspel.escalation.models import OPEN_STATES, Escalation
from samspel.municipality import queries as municipality

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Over(TypedDict):
        """What the reads add to an escalation."""

        over: datetime


def kept_for() -> timedelta:
    """As long after the end as the municipality keeps contact details."""
    return timedelta(days=30 * municipality.numbers().contact_disposal_months)


def numbers_over(moment: datetime) -> "QuerySet[WithAnnotations[Escalation, Over]]":
    """Those closed so long before the moment, with a number still there; `over` is when the last part was closed."""
    closed = Escalation.objects.exclude(callback="").exclude(legs__state__in=OPEN_STATES)
    return closed.annotate(over=Max("legs__closed_at")).filter(over__lt=moment - kept_for()).order_by("over")


def held(one: Escalation, standing: holds.Standing) -> bool:
    """Whether somebody holds its number: by the alarm itself, the question that it was raised from, or the number."""
    question = one.question_id is not None and standing.stops("questions.question", one.question_id)
    return question or standing.stops("escalation.escalation", one.pk, one.callback)
