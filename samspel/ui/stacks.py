"""Stacked bars: what a sum is made of, row by row, all rows in one scale; with its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SIDE: Final = 100.0
SHADES: Final = 5
"""Series that have a shade of their own; those after them share the last one."""


@dataclass(frozen=True, slots=True)
class StackRow:
    """A bar: its label, what each series has of it (in the series' order), and the sum in words."""

    label: str
    values: Sequence[int]
    words: Sequence[str]
    total: str


@dataclass(frozen=True, slots=True)
class Stacked:
    """Bars made of the same series. `title` is the conclusion, `step` is the heading of the labels."""

    title: str
    series: Sequence[str]
    rows: Sequence[StackRow]
    step: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar in a box 100 wide, with its shade (from 1)."""

    x: float
    width: float
    shade: int


@dataclass(frozen=True, slots=True)
class PlottedRow:
    """A row and the parts of its bar."""

    row: StackRow
    pieces: Sequence[Piece]


def shade_of(index: int) -> int:
    """The shade of a series by its place, from 1."""
    return min(index, SHADES - 1) + 1


def plot_stacked(chart: Stacked) -> list[PlottedRow]:
    """The bars' geometry: the longest one is as wide as the box."""
    longest = max((sum(row.values) for row in chart.rows), default=0) or 1
    return [PlottedRow(row, _pieces(row.values, longest)) for row in chart.rows]


def _pieces(values: Sequence[int], longest: int) -> list[Piece]:
    pieces, before = [], 0
    for index, value in enumerate(values):
        if value > 0:
            pieces.append(Piece(round(SIDE * before / longest, 2), round(SIDE * value / longest, 2), shade_of(index)))
            before += value
    return pieces
