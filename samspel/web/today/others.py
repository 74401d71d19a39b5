"""What else stands on the first page: gaps in the roster, nights handed over, and accounts to mend."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.models import Assignment, User
from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty import queries as duty
from samspel.duty.permissions import may_plan
from samspel.duty.rules import Period
from samspel.escalation import queries as escalations
from samspel.protection import queries as protection
from samspel.protection.permissions import may_protect
from samspel.ui import words
from samspel.ui.elements import Status as Mark
from samspel.ui.elements import TodoRow
from samspel.web.today.rows import Item, Press

ENDS_SOON = timedelta(days=30)
MOST_GAPS = 5


def said(period: Period) -> str:
    """A period in words: "friday 20 November at 20.00–23.00", with both days when they differ."""
    starts, ends = clock.local(period.starts), clock.local(period.ends)
    if starts.date() == ends.date():
        return f"{words.weekday(starts)} {words.at(starts)}–{words.clock(ends)}"
    return f"{words.weekday(starts)} {words.at(starts)} – {words.weekday(ends)} {words.at(ends)}"


def roster(who: Who) -> list[Item]:
    """Gaps ahead, for those who plan the roster."""
    if not may_plan(who):
        return []
    name = duty.fallback().name
    return [
        Item(
            Press.MINE,
            TodoRow(
                status=Mark("gap", _("Nobody on duty")),
                title=said(gap)[:1].upper() + said(gap)[1:],
                href=reverse("duty:roster"),
                text=_("Until somebody is put on duty, alarms go to %(name)s.") % {"name": name},
                verb=_("Fill the gap"),
            ),
        )
        for gap in duty.gaps_ahead()[:MOST_GAPS]
    ]


def nights(who: Who) -> list[Item]:
    """Nights that were handed over and not yet received, for the head of security."""
    if not who.holds(Function.HEAD_OF_SECURITY):
        return []
    return [
        Item(
            Press.MINE,
            TodoRow(
                status=Mark("ring", _("Handed over %(when)s") % {"when": words.when_short(note.given_at)}),
                title=_("The night to %(day)s") % {"day": words.weekday(note.ends)},
                href=reverse("escalation:handover", args=[note.pk]),
                text=note.text[:160],
                verb=_("Read and receive"),
            ),
        )
        for note in escalations.handovers(who).filter(received_at=None)
    ]


def accounts(who: Who) -> list[Item]:
    """Accounts to mend, for the administrator: functions that end soon, users without any."""
    if not who.holds(Function.ADMINISTRATOR):
        return []
    return [*_ending(), *_without()]


def _ending() -> list[Item]:
    today = clock.today()
    soon = (
        Assignment.objects.on(today)
        .filter(ends__lte=today + ENDS_SOON, user__is_active=True)
        .select_related("user", "team", "department", "body", "organisation")
        .order_by("ends", "user__username")
    )
    return [
        Item(
            Press.MINE,
            TodoRow(
                status=Mark("pause", _("Ends %(day)s") % {"day": words.day_short(row.ends)} if row.ends else ""),
                title=row.user.username,
                href=reverse("accounts:person", args=[row.user_id]),
                text=", ".join(filter(None, [str(Function(row.function).label), str(row.place or "")])),
                verb=_("Prolong or end"),
            ),
        )
        for row in soon
    ]


def _without() -> list[Item]:
    today = clock.today()
    held = Assignment.objects.on(today).filter(user=OuterRef("pk"))
    lacking = User.objects.filter(~Exists(held), is_active=True).order_by("username")
    return [
        Item(
            Press.KNOW,
            TodoRow(
                status=Mark("gap", _("Without function")),
                title=user.username,
                href=reverse("accounts:person", args=[user.pk]),
                text=_("May sign in, and sees nothing."),
                verb=_("Give a function"),
            ),
        )
        for user in lacking
    ]


def holds(who: Who) -> list[Item]:
    """Holds that run out soon, for the data protection officer."""
    if not may_protect(who):
        return []
    soon = protection.holds(who).filter(lifted_at=None, until__range=(clock.today(), clock.today() + ENDS_SOON))
    return [
        Item(
            Press.MINE,
            TodoRow(
                status=Mark("pause", _("Ends %(day)s") % {"day": words.day_short(row.until)}),
                title=_("A hold on a disposal runs out"),
                href=reverse("protection:holds"),
                text=row.reason,
                verb=_("See the holds"),
            ),
        )
        for row in soon.order_by("until")
    ]


def shifts(who: Who) -> list[str]:
    """The next shifts of the one who asks, in words."""
    if who.user is None or not who.holds(Function.DUTY_OFFICER):
        return []
    return [said(shift.period) for shift in duty.next_shifts(who.user)]


def gap_ahead() -> str:
    """The next gap in the roster in words; "" when there is none as far as the municipality looks ahead."""
    gaps = duty.gaps_ahead()
    return said(gaps[0]) if gaps else ""
