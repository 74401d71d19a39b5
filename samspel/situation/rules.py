"""How a challenge and a draft picture may move, what a period is, and which numbers are too small to be shown."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final


class ChallengeState(StrEnum):
    """How a challenge stands."""

    OPEN = "open"
    CLOSED = "closed"


class ChallengeStep(StrEnum):
    """What can be done with a challenge as a whole."""

    CLOSE = "close"
    REOPEN = "reopen"


class PictureState(StrEnum):
    """How a draft of a situation picture stands."""

    DRAFT = "draft"
    COMMENTS = "comments"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class PictureStep(StrEnum):
    """What can be done with a draft as a whole."""

    WRITE = "write"
    ASK = "ask"
    COMMENT = "comment"
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    ADOPT = "adopt"
    DROP = "drop"


_C, _CS = ChallengeState, ChallengeStep
CHALLENGE_TABLE: Final[Mapping[tuple[ChallengeState, ChallengeStep], ChallengeState]] = {
    (_C.OPEN, _CS.CLOSE): _C.CLOSED,
    (_C.CLOSED, _CS.REOPEN): _C.OPEN,
}

_P, _PS = PictureState, PictureStep
PICTURE_TABLE: Final[Mapping[tuple[PictureState, PictureStep], PictureState]] = {
    (_P.DRAFT, _PS.WRITE): _P.DRAFT,
    (_P.DRAFT, _PS.ASK): _P.COMMENTS,
    (_P.DRAFT, _PS.ANSWER): _P.DRAFT,
    (_P.DRAFT, _PS.ADOPT): _P.ADOPTED,
    (_P.DRAFT, _PS.DROP): _P.DROPPED,
    (_P.COMMENTS, _PS.WRITE): _P.COMMENTS,
    (_P.COMMENTS, _PS.COMMENT): _P.COMMENTS,
    (_P.COMMENTS, _PS.ANSWER): _P.COMMENTS,
    (_P.COMMENTS, _PS.TAKE_BACK): _P.DRAFT,
    (_P.COMMENTS, _PS.ADOPT): _P.ADOPTED,
    (_P.COMMENTS, _PS.DROP): _P.DROPPED,
}
MOST_MONTHS: Final = 24
"""The act asks for a situation picture that is looked at again at least every other year (2023:196)."""
AT_WORK: Final = frozenset({_P.DRAFT, _P.COMMENTS})
"""A draft that somebody is still at work with; an area has at most one."""


def challenge_after(state: ChallengeState, step: ChallengeStep) -> ChallengeState | None:
    """How a challenge stands after the step; None when the step can't be taken."""
    return CHALLENGE_TABLE.get((state, step))


def picture_after(state: PictureState, step: PictureStep) -> PictureState | None:
    """How a draft stands after the step; None when the step can't be taken."""
    return PICTURE_TABLE.get((state, step))


class SectionCode(StrEnum):
    """The parts of a situation picture that the act names (2023:196)."""

    SURVEY = "survey"
    OTHER = "other"
    ANALYSIS = "analysis"


FEWEST_ASKED: Final = 10
"""A value that rests on fewer answers than this is not shown: it could tell of one person."""


def too_few(asked: int | None) -> bool:
    """Whether a value rests on so few that it is not shown. Where nobody was asked (a register), it is."""
    return asked is not None and asked < FEWEST_ASKED


def told(counts: Mapping[int, int], least: int) -> dict[int, str]:
    """Each count as a text, "" where it is under `least`; and where that would leave one alone, which could be had by
    taking the others from the whole, the smallest of the others is left out too."""
    hidden = {key for key, count in counts.items() if 0 < count < least}
    others = sorted((count, key) for key, count in counts.items() if count and key not in hidden)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return {key: "" if key in hidden or not count else str(count) for key, count in counts.items()}


# ---------- Values

_PER_CENT: Final = frozenset({"%", "procent", "percent", "per cent"})
_COUNTS: Final = ("antal", "per ", "poäng", "st", "kr", "tkr", "number", "points")
MOST_PER_CENT: Final = Decimal(100)


def is_per_cent(unit: str) -> bool:
    """Whether a unit says that values are shares of a whole."""
    return unit.strip().casefold() in _PER_CENT


def bounds(unit: str) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value that a unit allows, None for no end: a share lies between 0 and 100, and what is
    counted is never less than none. Other units (an index) say nothing."""
    if is_per_cent(unit):
        return Decimal(0), MOST_PER_CENT
    return (Decimal(0) if f"{unit.strip().casefold()} ".startswith(_COUNTS) else None), None


class Wrong(StrEnum):
    """What makes a value impossible."""

    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    NOT_BEGUN = "not_begun"


def wrong(unit: str, value: Decimal, starts: date, today: date) -> Wrong | None:
    """Why a value of the unit for a period that begins on `starts` can't be; None for one that can."""
    least, most = bounds(unit)
    if starts > today:
        return Wrong.NOT_BEGUN
    if least is not None and value < least:
        return Wrong.TOO_LOW
    return Wrong.TOO_HIGH if most is not None and value > most else None


# ---------- Periods

_SPAN = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")
_QUARTER = re.compile(r"(\d{4})[\s-]?[KQ]([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:M|-)(\d{2})", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?[WV](\d{2})", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time that a value is about: its first and last day, and its code (2025, 2025-Q3, 2025-11, 2025-W46,
    2023-2024)."""

    starts: date
    ends: date
    code: str


def period(text: str) -> Period | None:
    """The period that a text says, in the forms of Kolada, SCB and people; None when it says none."""
    said = text.strip()
    for form, read in ((_SPAN, _span), (_QUARTER, _quarter), (_WEEK, _week), (_MONTH, _month), (_YEAR, _year)):
        found = form.fullmatch(said)
        if found:
            try:
                made = read(found)
            except ValueError:
                return None
            return made if made.starts.year >= _EARLIEST and made.ends.year <= _LATEST else None
    return None


def _year(found: re.Match[str]) -> Period:
    year = int(found[0])
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def _span(found: re.Match[str]) -> Period:
    first, last = int(found[1]), int(found[2])
    if last <= first:
        raise ValueError(found[0])
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first:04d}-{last:04d}")


def _quarter(found: re.Match[str]) -> Period:
    year, quarter = int(found[1]), int(found[2])
    month = quarter * 3
    return Period(date(year, month - 2, 1), date(year, month, monthrange(year, month)[1]), f"{year:04d}-Q{quarter}")


def _month(found: re.Match[str]) -> Period:
    year, month = int(found[1]), int(found[2])
    first = date(year, month, 1)
    return Period(first, first.replace(day=monthrange(year, month)[1]), f"{year:04d}-{month:02d}")


def _week(found: re.Match[str]) -> Period:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return Period(monday, monday + timedelta(days=6), f"{found[1]}-W{found[2]}")


# ---------- Causes as a tree


def under(parents: Mapping[int, int | None], top: int) -> frozenset[int]:
    """A cause and all that stands under it; `parents` says of each cause which one it stands under."""
    found = {top}
    grown = True
    while grown:
        more = {one for one, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def may_move(parents: Mapping[int, int | None], cause: int, to: int | None) -> bool:
    """A cause can stand under any other of its challenge, but not under itself or what stands under it."""
    return to is None or (to in parents and to not in under(parents, cause))


def in_order(parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """Each cause with its depth, every one followed by those that stand under it; siblings as they come."""
    below: dict[int | None, list[int]] = {}
    for one, parent in parents.items():
        below.setdefault(parent, []).append(one)
    found: list[tuple[int, int]] = []
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(one, []))]
    return found
