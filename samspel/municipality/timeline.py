"""Which team has an area, day by day: how what the files say becomes rows without rewriting the past. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Validity:
    """A team has the area from a day, to and including a day (none: until further notice)."""

    team: str
    starts: date
    ends: date | None
    source: str = ""
    assumption: bool = False


def revised(kept: Sequence[Validity], wanted: Sequence[Validity], today: date) -> list[Validity]:
    """The new rows of an area: what is kept before the first wanted day, then what is wanted.

    Whoever only writes another team on an old row, without a new date, means from today: the past stays.
    """
    later = _from_today(kept, sorted(wanted, key=lambda one: one.starts), today)
    if not later:
        return closed(kept, today)
    first = later[0].starts
    return [*_before(kept, first), *later]


def closed(kept: Sequence[Validity], today: date) -> list[Validity]:
    """The rows of an area that is no longer in the files: they end yesterday."""
    return _before(kept, today)


def _before(rows: Sequence[Validity], day: date) -> list[Validity]:
    """The rows cut off so that they end before the day."""
    return [
        replace(row, ends=day - _DAY) if row.ends is None or row.ends >= day else row
        for row in sorted(rows, key=lambda one: one.starts)
        if row.starts < day
    ]


def _from_today(kept: Sequence[Validity], wanted: Sequence[Validity], today: date) -> list[Validity]:
    """Wanted rows; one that contradicts a kept row of the same first day begins when the change was first applied."""
    rows = []
    for one in wanted:
        old = next((row for row in kept if row.starts == one.starts and row.team != one.team), None)
        if old is None or old.starts >= today:
            rows.append(one)
        elif one.ends is None or one.ends >= today:
            rows.append(replace(one, starts=_since(kept, one.team, today)))
    return rows


def _since(kept: Sequence[Validity], team: str, today: date) -> date:
    """Since when the team has had the area without a break; today if it does not have it."""
    current = next((row for row in kept if row.starts <= today and (row.ends is None or row.ends >= today)), None)
    return current.starts if current and current.team == team else today
