"""When the office is open, and the days off ahead, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import ClosedEve, OfficeHours, SpecialDay
from samspel.municipality.rules import holiday_names

DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that differs from the week: its name or reason, when it is open if at all, and whose word it is."""

    day: date
    name: str
    hours: str
    source: str
    assumption: bool
    by_law: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's week, and the days ahead that differ from it."""

    week: Sequence[tuple[date, Sequence[OfficeHours]]]
    ahead: Sequence[DayOff]


def hours() -> Hours:
    """The office's hours with their sources, and what differs from them in the coming year."""
    rows, eves, special = municipality.office_hours()
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    week = [(monday + timedelta(days=weekday), [row for row in rows if row.weekday == weekday]) for weekday in range(7)]
    open_on = {row.weekday for row in rows}
    return Hours(week=week, ahead=_ahead(today, open_on, eves, special))


def _ahead(today: date, open_on: set[int], eves: Sequence[ClosedEve], special: Sequence[SpecialDay]) -> list[DayOff]:
    set_apart = {row.day: row for row in special}
    closed = {row.name: row for row in eves}
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [found for day in days if (found := _off(day, set_apart.get(day), closed, day.weekday() in open_on))]


def _off(day: date, special: SpecialDay | None, closed: dict[str, ClosedEve], else_open: bool) -> DayOff | None:
    """The day when it differs: what the municipality sets for the single day goes before holiday and eve."""
    if special:
        open_between = f"{special.opens:%H:%M}–{special.closes:%H:%M}" if special.opens and special.closes else ""
        return DayOff(day, special.reason, open_between, special.source, special.assumption, by_law=False)
    names, public = holiday_names(day.year).get(day, ((), False))
    if not names or not else_open:
        return None
    if public:
        return DayOff(day, names[0], "", "", assumption=False, by_law=True)
    eve = next((closed[name] for name in names if name in closed), None)
    return DayOff(day, eve.name, "", eve.source, eve.assumption, by_law=False) if eve else None
