"""Every read of the roster. A shift counts only while its user holds the function and may sign in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from samspel.accounts import queries as accounts
from samspel.accounts.models import Assignment, User
from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty import permissions
from samspel.duty.models import DutyShift
from samspel.duty.rules import Period, common, merged, wall, without
from samspel.municipality import queries as municipality
from samspel.municipality.models import ReceiverRole
from samspel.municipality.rules import OfficeCalendar

LONGEST_GAP = timedelta(weeks=2)
"""Offices are not closed for longer; a gap that reaches further than a page of the roster is shown so far."""


@dataclass(frozen=True)
class Fallback:
    """Who gets what comes while the roster has a gap, as the municipality's data names them."""

    name: str
    phone: str


@dataclass(frozen=True)
class RosterRow:
    """A shift or a gap, as it stands in the roster."""

    kind: Literal["shift", "gap"]
    period: Period
    shift: DutyShift | None = None


@dataclass(frozen=True)
class RosterWeek:
    """A week of the roster, from Monday; a row stands in the week where it begins (or in the first one shown)."""

    monday: date
    rows: Sequence[RosterRow]


def zone() -> ZoneInfo:
    """The municipality's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def visible_to(who: Who) -> QuerySet[DutyShift]:
    """The shifts that the one who asks may see: all or none."""
    shifts = DutyShift.objects.select_related("user")
    return shifts.all() if permissions.may_see_roster(who) else shifts.none()


def shift_at(at: datetime | None = None) -> DutyShift | None:
    """The shift that holds at the moment (now); None in a gap."""
    moment = at or clock.now()
    held = Assignment.objects.on(clock.local(moment).date()).filter(
        user=OuterRef("user"), function=Function.DUTY_OFFICER
    )
    return DutyShift.objects.at(moment).filter(Exists(held), user__is_active=True).select_related("user").first()


def on_duty(at: datetime | None = None) -> User | None:
    """Who is on duty at the moment (now); None in a gap, which falls to `fallback()`."""
    shift = shift_at(at)
    return shift.user if shift else None


def is_on_duty(who: Who, at: datetime | None = None) -> bool:
    """Whether the one who asks is the one on duty at the moment (now)."""
    return who.user is not None and who.holds(Function.DUTY_OFFICER) and on_duty(at) == who.user


def fallback() -> Fallback:
    """Who a gap falls to: first in the duty officer's line, or the duty officer's own number where there is no line."""
    receiver = municipality.receiver(ReceiverRole.DUTY_OFFICER)
    steps = sorted(receiver.line.all(), key=lambda step: step.position)
    for step in steps:
        return Fallback(step.name, step.phone or (step.passes_to.phone if step.passes_to else ""))
    return Fallback(receiver.name, receiver.phone)


def next_shifts(user: User, count: int = 3) -> list[DutyShift]:
    """The shifts of a user that are not over, the soonest first."""
    return list(DutyShift.objects.filter(user=user, span__endswith__gt=clock.now()).order_by("span")[:count])


def officers() -> list[User]:
    """Those who can be put on duty today or later, by name."""
    held = Assignment.objects.filter(user=OuterRef("pk"), function=Function.DUTY_OFFICER).exclude(
        ends__lt=clock.today()
    )
    return list(User.objects.filter(Exists(held), is_active=True).order_by("name", "pk"))


def may_be_on_duty(user: User, period: Period) -> bool:
    """Whether the user holds the function on every day of the period."""
    return without([period], _held([user.pk]).get(user.pk, [])) == []


def needed(starts: datetime, ends: datetime, calendar: OfficeCalendar) -> list[Period]:
    """When somebody must be on duty from `starts` up to `ends`: whenever the office is closed."""
    first, last = starts.astimezone(zone()).date(), ends.astimezone(zone()).date()
    days = (first + timedelta(days=day) for day in range((last - first).days + 1))
    opened = [
        Period(wall(day, span.opens, zone()), wall(day, span.closes, zone()))
        for day in days
        for span in calendar.spans(day)
    ]
    return without([Period(starts, ends)], opened)


def covered(starts: datetime, ends: datetime) -> list[Period]:
    """When somebody is on duty from `starts` up to `ends`, by shifts of users who hold the function then."""
    shifts = list(DutyShift.objects.within(starts, ends).filter(user__is_active=True))
    held = _held({shift.user_id for shift in shifts})
    counted = [piece for shift in shifts for piece in common([shift.period], held.get(shift.user_id, []))]
    return common(counted, [Period(starts, ends)])


def gaps(starts: datetime, ends: datetime) -> list[Period]:
    """When nobody is on duty although the office is closed, from `starts` up to `ends`, in order."""
    return without(needed(starts, ends, municipality.calendar()), covered(starts, ends))


def gaps_ahead(weeks: int | None = None) -> list[Period]:
    """The gaps from now and as many weeks ahead as the municipality wants to be warned."""
    ahead = municipality.numbers().roster_warning_weeks if weeks is None else weeks
    return gaps(clock.now(), clock.now() + timedelta(weeks=ahead))


def roster(who: Who, first: date, weeks: int) -> list[RosterWeek]:
    """Shifts and gaps by week, from the Monday of the week that `first` lies in. Gaps that have passed are left out."""
    monday = first - timedelta(days=first.weekday())
    starts = wall(monday, time(), zone())
    ends = wall(monday + timedelta(weeks=weeks), time(), zone())
    shifts = visible_to(who).within(starts, ends)  # type: ignore[attr-defined]
    rows = [RosterRow("shift", shift.period, shift) for shift in shifts]
    if permissions.may_see_roster(who) and ends > clock.now():
        # A gap is shown whole in the week where it begins, so the look goes on past the last week.
        found = gaps(max(starts, clock.now()), ends + LONGEST_GAP)
        rows += [RosterRow("gap", gap) for gap in found if gap.starts < ends]
    by_week: dict[date, list[RosterRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.period):
        day = max(row.period.starts, starts).astimezone(zone()).date()
        by_week[day - timedelta(days=day.weekday())].append(row)
    mondays = [monday + timedelta(weeks=week) for week in range(weeks)]
    return [RosterWeek(day, by_week[day]) for day in mondays]


def _held(users: Iterable[int]) -> dict[int, list[Period]]:
    """When each user holds the duty officer's function."""
    far = datetime.max.replace(tzinfo=UTC) - timedelta(days=366)
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Assignment.objects.filter(user__in=list(users), function=Function.DUTY_OFFICER)
    for row in rows:
        starts = wall(row.starts, time(), zone())
        ends = wall(row.ends + timedelta(days=1), time(), zone()) if row.ends else far
        found[row.user_id].append(Period(starts, ends))
    return {user: merged(periods) for user, periods in found.items()}


def holders_to_warn() -> list[User]:
    """Who plans the roster and is told of its gaps: the head of security, or who stands in."""
    return accounts.reachable(accounts.holders_of(Function.HEAD_OF_SECURITY))
