"""How a measure, a plan and a promise stand, and when somebody is late. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """How a measure stands."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    ONGOING = "ongoing"
    PAUSED = "paused"
    DONE = "done"
    DROPPED = "dropped"


LEADS_TO: Final[Mapping[Status, frozenset[Status]]] = {
    Status.PROPOSED: frozenset({Status.DECIDED, Status.DROPPED}),
    Status.DECIDED: frozenset({Status.ONGOING, Status.PAUSED, Status.DROPPED, Status.PROPOSED}),
    Status.ONGOING: frozenset({Status.PAUSED, Status.DONE, Status.DROPPED}),
    Status.PAUSED: frozenset({Status.ONGOING, Status.DROPPED}),
    Status.DONE: frozenset({Status.ONGOING}),
    Status.DROPPED: frozenset({Status.PROPOSED}),
}
"""Where a measure can go from where it stands. What is done can be taken up again, what was dropped proposed anew."""

LIVE: Final = frozenset({Status.PROPOSED, Status.DECIDED, Status.ONGOING, Status.PAUSED})
"""Measures that somebody still owes something."""
AT_WORK: Final = frozenset({Status.DECIDED, Status.ONGOING})
"""Measures of which somebody shall tell how they go."""
NEEDS_COMMENT: Final = frozenset({Status.PAUSED, Status.DROPPED, Status.DONE})
"""What one says why about."""

COMMENT_MONTHS: Final = 6
"""So long after the last word a measure at work is silent: twice a year, as the interventions are asked about."""


def may_become(now: Status, then: Status) -> bool:
    """Whether the table has the step; to say how it goes without a step is always allowed."""
    return now == then or then in LEADS_TO[now]


class Funding(StrEnum):
    """Where the money of a measure stands."""

    UNKNOWN = "unknown"
    NONE_NEEDED = "none_needed"
    FUNDED = "funded"
    PARTLY = "partly"
    UNFUNDED = "unfunded"


@dataclass(frozen=True)
class Standing:
    """What is asked of a measure: how it stands, its years, when somebody last said something of it."""

    status: Status
    to_year: int | None
    said_on: date
    commented: bool


def is_late(measure: Standing, today: date) -> bool:
    """Its last year is over, and it is neither done nor dropped."""
    return measure.status in LIVE and measure.to_year is not None and measure.to_year < today.year


def is_silent(measure: Standing, today: date) -> bool:
    """It is at work, and nobody has said how it goes, or not for half a year."""
    if measure.status not in AT_WORK:
        return False
    return not measure.commented or months_before(today, COMMENT_MONTHS) >= measure.said_on


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of a month that has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


class Outcome(StrEnum):
    """What became of a promise, as far as can be seen."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    TOO_EARLY = "too_early"


SETTLED: Final = frozenset({Outcome.KEPT, Outcome.NOT_KEPT})
"""What needs no further follow-up."""


def needs_next(outcome: Outcome, ends: date | None, today: date) -> bool:
    """A promise that is not settled is looked at again, as long as the agreement runs."""
    return outcome not in SETTLED and (ends is None or ends > today)
