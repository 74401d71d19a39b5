"""How an observation stands and what may happen to it, how sure its time is, how it felt. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How an observation stands."""

    REPORTED = "reported"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done with an observation."""

    CORRECT = "correct"
    WITHDRAW = "withdraw"


TABLE: Final[Mapping[tuple[State, Step], State]] = {
    (State.REPORTED, Step.CORRECT): State.CORRECTED,
    (State.REPORTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.CORRECTED, Step.CORRECT): State.CORRECTED,
    (State.CORRECTED, Step.WITHDRAW): State.WITHDRAWN,
}
"""What is not here can't be done: a withdrawn observation stays withdrawn, and who was wrong in that reports anew."""

STANDING: Final = frozenset({State.REPORTED, State.CORRECTED})
"""Those that are counted."""


def after(state: State, step: Step) -> State | None:
    """How it stands after the step; None when the table says no."""
    return TABLE.get((state, step))


class WhenKnown(StrEnum):
    """How much is known of when it was."""

    EXACT = "exact"
    SPAN = "span"
    DAY = "day"
    UNKNOWN = "unknown"


class Felt(StrEnum):
    """How it felt there, to the one who was there."""

    CALM = "calm"
    UNEASY = "uneasy"
    UNSAFE = "unsafe"


OLDEST: Final = timedelta(days=366 * 20)
"""Nothing is reported that was longer ago: such a date is a slip of the pen."""
AHEAD: Final = timedelta(minutes=10)
"""How much the clock of a phone may go before ours."""
LONGEST_WAIT: Final = timedelta(days=31)
"""How long what was written without a network may wait, and still be told from when it was written."""


@dataclass(frozen=True)
class Moment:
    """When something was: from and to in UTC, the same for a moment; what is known of it."""

    starts: datetime
    ends: datetime
    known: WhenKnown


class Fault(StrEnum):
    """Why a time can't be right."""

    AHEAD = "ahead"
    TOO_OLD = "too_old"
    BACKWARDS = "backwards"


def fault(moment: Moment, now: datetime) -> Fault | None:
    """What is wrong with the time; None when nothing is. A day that is not over yet is no time ahead."""
    if moment.ends < moment.starts:
        return Fault.BACKWARDS
    last = moment.starts if moment.known is WhenKnown.DAY else moment.ends
    if last > now + AHEAD:
        return Fault.AHEAD
    return Fault.TOO_OLD if moment.starts < now - OLDEST else None


def at(moment: datetime) -> Moment:
    """Just then."""
    return Moment(moment, moment, WhenKnown.EXACT)


def between(starts: datetime, ends: datetime) -> Moment:
    """Some time in a span; just then when it is none."""
    return Moment(starts, ends, WhenKnown.EXACT if starts == ends else WhenKnown.SPAN)


def some_time(day: date, zone: tzinfo) -> Moment:
    """Some time in a local day, to the last minute of it."""
    return Moment(datetime.combine(day, time(0), zone), datetime.combine(day, time(23, 59), zone), WhenKnown.DAY)


def unknown(reported: datetime) -> Moment:
    """When it was is not known: it is counted in the week when it was told, and in no hour."""
    return Moment(reported, reported, WhenKnown.UNKNOWN)


def written_at(said: datetime | None, now: datetime) -> datetime:
    """When a report was written, by the phone that kept it until there was a network; now when that can't be right."""
    return said if said is not None and now - LONGEST_WAIT <= said <= now else now
