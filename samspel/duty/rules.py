"""Periods of time, and what is left of them: which hours need somebody on duty, and which of those have nobody."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONGEST_SHIFT = timedelta(days=31)
MOST_REPETITIONS = 26
FURTHEST_AHEAD = timedelta(days=5 * 366)


class Period(NamedTuple):
    """From a moment up to, not including, another; both in UTC, where hours can be counted and compared."""

    starts: datetime
    ends: datetime

    @property
    def hours(self) -> float:
        """How long it is in real hours; a night when the clocks change has one more or one less."""
        return (self.ends - self.starts) / timedelta(hours=1)

    @property
    def whole_hours(self) -> int:
        """The same to the nearest hour, for reading."""
        return round(self.hours)


class NoSuchTime(ValueError):
    """The clocks skip this time: it is not on the wall that day."""


def wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A day and a time on the wall as a moment in UTC; the first of the two where a time comes twice in autumn."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """As `wall`, but raises NoSuchTime for a time that the clocks skip in spring."""
    found = wall(day, at, zone)
    if found.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, at):
        raise NoSuchTime
    return found


def repeated(period: Period, *, times: int, every_weeks: int, zone: ZoneInfo) -> list[Period]:
    """The period and its repetitions at the same times on the wall, some weeks apart. Raises NoSuchTime."""
    first, last = period.starts.astimezone(zone), period.ends.astimezone(zone)
    steps = [timedelta(weeks=every_weeks * step) for step in range(times)]
    return [
        Period(moment(first.date() + step, first.time(), zone), moment(last.date() + step, last.time(), zone))
        for step in steps
    ]


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same time as few periods, in order; those that touch become one."""
    found: list[Period] = []
    for one in sorted(periods):
        if found and one.starts <= found[-1].ends:
            found[-1] = Period(found[-1].starts, max(found[-1].ends, one.ends))
        elif one.starts < one.ends:
            found.append(one)
    return found


def common(left: Iterable[Period], right: Iterable[Period]) -> list[Period]:
    """The time that both have."""
    right = list(right)
    pairs = (Period(max(a.starts, b.starts), min(a.ends, b.ends)) for a in left for b in right)
    return merged(one for one in pairs if one.starts < one.ends)


def without(periods: Iterable[Period], taken: Iterable[Period]) -> list[Period]:
    """The time of `periods` that is in none of `taken`."""
    holes = merged(taken)
    return [piece for one in merged(periods) for piece in _pieces(one, holes)]


def _pieces(whole: Period, holes: list[Period]) -> Iterator[Period]:
    starts = whole.starts
    for hole in holes:
        if hole.ends <= starts or hole.starts >= whole.ends:
            continue
        if hole.starts > starts:
            yield Period(starts, hole.starts)
        starts = hole.ends
    if starts < whole.ends:
        yield Period(starts, whole.ends)
