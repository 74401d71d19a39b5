"""What a week was like: its figures, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samspel.core.expected import Certainty, Change, Expected, Judged
from samspel.municipality.models import Area
from samspel.observations.grid import Cell
from samspel.observations.models import Trait
from samspel.observations.week import Week

BLOCK: Final = 2
"""So many hours stand together on the page."""


class Sight(StrEnum):
    """How much somebody may be told."""

    WHOLE = "whole"
    NO_SMALL = "no_small"
    BANDS = "bands"


@dataclass(frozen=True)
class Line:
    """A thing that is counted: its id, how many (`most` is None where the band is open), what was expected of it.

    `felt`: how many said calm, uneasy, unsafe.
    """

    pk: int
    least: int
    most: int | None
    said: Judged
    felt: tuple[int, int, int] = (0, 0, 0)

    @property
    def exact(self) -> bool:
        """Whether it is a number, and no band."""
        return self.least == self.most


@dataclass(frozen=True)
class Square:
    """A square of a grid: how many (`most` is None where the band is open), and whether its past explains fewer."""

    least: int
    most: int | None
    up: bool


@dataclass(frozen=True)
class Point:
    """A week of the trend."""

    week: Week
    count: int
    expected: Expected | None


@dataclass(frozen=True)
class Figures:
    """What a week was like. `areas` only for the whole municipality, `cells` only for one area."""

    week: Week
    area: Area | None
    ended: bool
    sight: Sight
    total: Line
    trend: Sequence[Point] = ()
    areas: Sequence[Line] = ()
    kinds: Sequence[Line] = ()
    places: Sequence[Line] = ()
    times: Mapping[tuple[int, int], Square] | None = None
    cells: Mapping[Cell, Square] | None = None
    without_hour: int = 0
    without_day: int = 0
    reporters: int | None = None

    @property
    def told(self) -> list[tuple[Trait, Line]]:
        """What is new, rises or falls, or is usual, of all that is known by name; the most telling first."""
        rows = [
            *((Trait.ALL, one) for one in self.areas),
            *((Trait.KIND, one) for one in self.kinds),
            *((Trait.PLACE, one) for one in self.places),
        ]
        return sorted((row for row in rows if row[1].said.change is not Change.SAME), key=_telling)


_ORDER: Final = (Change.RISES, Change.NEW, Change.FALLS)


def _telling(row: tuple[Trait, Line]) -> tuple[bool, int, int]:
    said = row[1].said
    return said.certainty is not Certainty.CERTAIN, _ORDER.index(said.change), -row[1].least
