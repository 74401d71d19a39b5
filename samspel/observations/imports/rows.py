"""What a row of a file says: when and where something was, put in order."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from samspel.core import clock
from samspel.core.imports import Fault, Values
from samspel.municipality.boundaries import queries as boundaries
from samspel.observations import grid, rules

_DAY: Final = timedelta(days=1)


def together(values: dict[str, Any]) -> dict[str, Any]:
    """When and where it was, in order; raises Fault where that can't be.

    One whose time is not known has no `starts`: it is counted when it is taken in.
    """
    moment = _moment(values)
    fault = rules.fault(moment, clock.now()) if moment else None
    if moment and fault is not None:
        raise Fault(_TIMES[fault], starts=f"{clock.local(moment.starts):%Y-%m-%d %H:%M}")
    point = _point(values)
    if point and boundaries.coverage().outside(*point):
        raise Fault(_OUTSIDE)
    if not (point or values["area"] or values["place"] or values["spot"]):
        raise Fault(gettext_noop("Nothing says where it was. Fill in an area, a place or coordinates."))
    latitude, longitude = point or (None, None)
    span = {"starts": moment.starts, "ends": moment.ends, "known": moment.known.value} if moment else {"starts": None}
    return {**values, **span, "latitude": latitude, "longitude": longitude, "north": None, "east": None}


_OUTSIDE: Final = gettext_noop(
    "The coordinates lie outside the municipality. Look whether each stands in the right column."
)
_TIMES: Final = {
    rules.Fault.AHEAD: gettext_noop("%(starts)s has not come yet. Look at the year."),
    rules.Fault.TOO_OLD: gettext_noop("%(starts)s is too long ago. Look at the year."),
    rules.Fault.BACKWARDS: gettext_noop("It ended before it began (%(starts)s). Look at both times."),
}


def _moment(values: Values) -> rules.Moment | None:
    """A moment, a span, a day, or a span of days, by what is told; None when it is not known, as the file says."""
    if values["from"] is None:
        if values["known"] == rules.WhenKnown.UNKNOWN:
            return None
        raise Fault(gettext_noop("Nothing says when it was. Fill in the day."))
    start, exact = _joined(values["from"], values["from_time"])
    if values["known"] == rules.WhenKnown.DAY:
        return _day(start)
    if values["to"] is None and values["to_time"] is None:
        return rules.at(start) if exact else _day(start)
    end, ends_exact = _joined(values["to"] or values["from"], values["to_time"])
    if values["to"] is None and end < start:
        # From 23 to 02 and no other day told: the night went on.
        end += _DAY
    if not ends_exact:
        end = clock.midnight(clock.local(end).date() + _DAY) - timedelta(minutes=1)
    if not exact and not ends_exact and end - start < _DAY:
        return _day(start)
    return rules.between(start, end)


def _day(start: datetime) -> rules.Moment:
    return rules.some_time(clock.local(start).date(), timezone.get_current_timezone())


def _joined(day: datetime | date, at: time | None) -> tuple[datetime, bool]:
    """A day and a time as one moment, and whether the time is told."""
    if isinstance(day, datetime):
        return (timezone.make_aware(datetime.combine(clock.local(day), at)), True) if at else (day, True)
    if at is None:
        return clock.midnight(day), False
    return timezone.make_aware(datetime.combine(day, at)), True


def _point(values: Values) -> tuple[float, float] | None:
    """The coordinates in degrees, north first; raises Fault for half of them."""
    for north, east in (("latitude", "longitude"), ("north", "east")):
        if (values[north] is None) is not (values[east] is None):
            raise Fault(gettext_noop("One of the two coordinates is missing. Fill in both, or neither."))
    if values["latitude"] is not None:
        return float(values["latitude"]), float(values["longitude"])
    if values["north"] is not None:
        return grid.degrees(float(values["east"]), float(values["north"]))
    return None
