"""A week of observations: its days, what is counted of each observation, and how a weekly picture stands.

Plain Python. Weeks are ISO weeks on the municipality's wall clock.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from samspel.observations.rules import WhenKnown

NO_DAY: Final = 7
"""Stands for the weekday of what was on a day that is not known."""
NO_HOUR: Final = 24
"""Stands for the hour of what was at an hour that is not known."""
FELT: Final[Mapping[str, int]] = {"": 0, "calm": 1, "uneasy": 2, "unsafe": 3}
"""How it felt, as it stands in the kept sums."""
_WRITTEN: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
FIRST_YEAR: Final = 2000


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week, by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week of a local day."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def read(cls, text: str) -> "Week | None":
        """`2026-W46` -> the week; None when there is no such week."""
        found = _WRITTEN.fullmatch(text)
        if found is None or int(found[1]) < FIRST_YEAR:
            return None
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return None

    def __str__(self) -> str:
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        """1 to 53."""
        return self.monday.isocalendar().week

    @property
    def year(self) -> int:
        """The ISO year that its number is of."""
        return self.monday.isocalendar().year

    def plus(self, weeks: int) -> "Week":
        """So many weeks later, or earlier when negative."""
        return Week(self.monday + timedelta(weeks=weeks))

    def back(self, count: int) -> list["Week"]:
        """So many weeks up to this one, which is the last."""
        return [self.plus(-weeks) for weeks in range(count - 1, -1, -1)]


def when(known: WhenKnown, first: datetime, last: datetime) -> tuple[int, int]:
    """The weekday (0 is Monday) and the hour of what was from `first` to `last` by wall clock, as far as it is known.

    A span that does not lie within one hour has no hour, one over midnight no weekday: nothing is guessed.
    """
    if known is WhenKnown.UNKNOWN or first.date() != _last_day(first, last):
        return NO_DAY, NO_HOUR
    if known is WhenKnown.DAY or last > first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1):
        return first.weekday(), NO_HOUR
    return first.weekday(), first.hour


def _last_day(first: datetime, last: datetime) -> date:
    """The day of the end; a span that ends at midnight ends on the day before."""
    return (last - timedelta(microseconds=1)).date() if last > first else last.date()


class PictureState(StrEnum):
    """How a weekly picture stands."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class PictureStep(StrEnum):
    """What can be done with it."""

    EDIT = "edit"
    FREEZE = "freeze"
    SEND = "send"
    WITHDRAW = "withdraw"


PICTURE_TABLE: Final[Mapping[tuple[PictureState, PictureStep], PictureState]] = {
    (PictureState.DRAFT, PictureStep.EDIT): PictureState.DRAFT,
    (PictureState.DRAFT, PictureStep.FREEZE): PictureState.DRAFT,
    (PictureState.DRAFT, PictureStep.SEND): PictureState.SENT,
    (PictureState.DRAFT, PictureStep.WITHDRAW): PictureState.WITHDRAWN,
    (PictureState.SENT, PictureStep.SEND): PictureState.SENT,
    (PictureState.SENT, PictureStep.WITHDRAW): PictureState.WITHDRAWN,
}
"""What is not here can't be done: what was sent keeps its words, and is withdrawn when they were wrong."""


def after(state: PictureState, step: PictureStep) -> PictureState | None:
    """How it stands after the step; None when the table says no."""
    return PICTURE_TABLE.get((state, step))


def weeks_between(first: date, last: date) -> Iterator[Week]:
    """Every week from the one of a day to the one of another."""
    week = Week.of(first)
    while week.monday <= last:
        yield week
        week = week.plus(1)


SHOWN: Final = 26
"""So many weeks stand in the trend."""
LAST: Final = 12
"""A week is compared with so many before it ..."""
AROUND: Final = 2
"""... and with the same week last year, so many before and after it counted too."""
YEAR: Final = 52


def past_of(week: Week) -> list[Week]:
    """The weeks that a week is compared with: the twelve before it, and five of last year."""
    last_year = [week.plus(-YEAR + step) for step in range(-AROUND, AROUND + 1)]
    return [*last_year, *week.plus(-1).back(LAST)]


def read_back(week: Week) -> Week:
    """The first week of the past of the first week of the trend."""
    return week.plus(-(SHOWN - 1) - YEAR - AROUND)


LEAST: Final = 3
"""Fewer than this at a place are not told to who may not read the observations themselves."""
BANDS: Final = (LEAST, 6, 11)


def band(count: int) -> tuple[int, int | None]:
    """The least and the most of the band that a count lies in: what is told, instead of the count, to who may not read
    the observations; so that no small number can be had by taking the others from the whole."""
    starts = [0, *BANDS]
    index = max(number for number, start in enumerate(starts) if count >= start)
    return starts[index], starts[index + 1] - 1 if index + 1 < len(starts) else None


def leaves_room(whole: int | None, told: Collection[tuple[int, int | None]], others: int | None = None) -> bool:
    """Whether any part of which nothing is told may hold any small number, by what is told: else it could be worked
    out. `whole`: the most that there are in all (None: no upper end); `told`: the bands of the parts that are told;
    `others`: how many parts there are besides, where the parts make up the whole."""
    if whole is None:
        return True
    if sum(least for least, _most in told) + LEAST - 1 > whole:
        return False
    if not others:
        return True
    most = [end for _least, end in told]
    return None in most or sum(filter(None, most)) + (LEAST - 1) * (others - 1) >= whole
