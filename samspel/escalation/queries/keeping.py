"""What of escalations is not kept for ever: the numbers to call back, unless somebody holds them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Max, Q, QuerySet

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


def held() -> Q:
    """What somebody holds: the escalation itself, or the question that it was raised from."""
    return Q(pk__in=holds.held_keys("escalation.escalation")) | Q(question__in=holds.held_keys("questions.question"))
