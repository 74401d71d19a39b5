"""What waits for the one who asks: their measures that are late or silent, promises to follow up, plans to renew."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodySeat
from samspel.plans.models import AdoptedPlan, Agreement, Measure, Promise
from samspel.plans.permissions import Reach, may_follow_up
from samspel.plans.queries.filters import late, silent
from samspel.plans.queries.scope import adopted_visible_to, agreements_visible_to, visible_to
from samspel.plans.rules import months_before


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that is to be followed up, and of which agreement."""

    promise: Promise
    agreement: Agreement
    on: date


def due_measures(reach: Reach) -> QuerySet[Measure]:
    """Measures that they own and that are late or silent, the longest silent first."""
    if not (reach.departments or reach.bodies):
        return Measure.objects.none()
    seats = BodySeat.objects.filter(body__in=reach.bodies)
    own = Q(owner_department__in=reach.departments) | Q(owner_seat__in=seats.values("pk"))
    return visible_to(reach).filter(own).filter(late() | silent()).order_by("status_at", "number")


def due_agreements(reach: Reach) -> list[Due]:
    """Promises whose day of follow-up has come, that they may follow up, the oldest first."""
    if not (reach.drafts or reach.coordinated or reach.departments):
        return []
    rows = Promise.objects.filter(
        next_on__lte=clock.today(), retired_at=None, agreement__in=agreements_visible_to(reach).values("pk")
    )
    found = rows.select_related("agreement").prefetch_related("agreement__departments").order_by("next_on", "pk")
    return [
        Due(one, one.agreement, one.next_on) for one in found if one.next_on and may_follow_up(reach, one.agreement)
    ]


def due_plans(reach: Reach) -> list[AdoptedPlan]:
    """Adopted plans that are to be looked at again, for those who draft or adopt."""
    if not (reach.drafts or reach.adopts):
        return []
    rows = adopted_visible_to(reach).as_of(clock.today())
    months = municipality.numbers().picture_months
    return [one for one in rows.select_related("plan").defer("content") if is_due(one, months)]


def is_due(adopted: AdoptedPlan, months: int) -> bool:
    """Its own day has come, or, where none was set, so many months have passed as the municipality has said."""
    today = clock.today()
    if adopted.plan.retired_at:
        return False
    return adopted.next_due <= today if adopted.next_due else adopted.adopted_on <= months_before(today, months)
