"""What the duty officer's page and the morning's handover read."""

from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty.models import DutyShift
from samspel.escalation.models import OPEN_STATES, HandoverLine, HandoverNote, Leg
from samspel.escalation.permissions import Reach
from samspel.escalation.queries.scope import visible_to
from samspel.escalation.rules import SECURITY_ROLES, State

HANDOVER_GRACE = timedelta(hours=6)
"""How long after a shift its night can be handed over."""


def active(who: Who | Reach) -> list[Leg]:
    """The security legs that are open, for the head of security and the one on duty; those who wait first."""
    legs = _security(who).filter(state__in=OPEN_STATES).order_by("received_at", "pk")
    return sorted(legs, key=lambda one: one.stands is not State.WAITING)


def active_count(who: Who | Reach) -> int:
    """How many escalations have an open security leg, as far as the one who asks may see them."""
    open_legs = Leg.objects.filter(role__in=SECURITY_ROLES, state__in=OPEN_STATES)
    return visible_to(who).filter(pk__in=open_legs.values("escalation")).count()


def closed_since(who: Who | Reach, at: datetime) -> list[Leg]:
    """The security legs that were closed since a moment, the latest first."""
    return list(_security(who).filter(closed_at__gte=at).order_by("-closed_at"))


def _security(who: Who | Reach) -> QuerySet[Leg]:
    return (
        Leg.objects.filter(escalation__in=visible_to(who), role__in=SECURITY_ROLES)
        .select_related("escalation__created_by", "acknowledged_by")
        .prefetch_related("escalation__departments", "escalation__legs")
    )


def shift_to_hand_over(who: Who) -> DutyShift | None:
    """The shift whose night the one who asks can hand over: the one going on, or one that ended a short time ago."""
    if not who.holds(Function.DUTY_OFFICER):
        return None
    since = clock.now() - HANDOVER_GRACE
    return (
        DutyShift.objects.filter(user=who.user, span__startswith__lte=clock.now(), span__endswith__gt=since)
        .order_by("span")
        .last()
    )


def night_begins(shift: DutyShift) -> datetime:
    """From when a handover tells: the start of the shift, or the last handover within it."""
    given = HandoverNote.objects.filter(shift=shift, written_by=shift.user).order_by("-ends").first()
    return given.ends if given else shift.starts


def night(starts: datetime, ends: datetime) -> list[Leg]:
    """The security legs that were open some time between two moments, the oldest first."""
    return list(
        Leg.objects.filter(role__in=SECURITY_ROLES, escalation__created_at__lt=ends)
        .filter(Q(closed_at=None) | Q(closed_at__gte=starts))
        .select_related("escalation")
        .order_by("escalation__created_at", "pk")
    )


def handovers(who: Who) -> QuerySet[HandoverNote]:
    """The head of security reads every night that was handed over; a duty officer their own."""
    rows = HandoverNote.objects.prefetch_related(
        Prefetch("lines", HandoverLine.objects.select_related("leg__escalation"))
    )
    if who.holds(Function.HEAD_OF_SECURITY):
        return rows.all()
    return rows.filter(written_by=who.user) if who.holds(Function.DUTY_OFFICER) else rows.none()
