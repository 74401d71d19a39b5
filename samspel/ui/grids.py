"""Two grids: weekday by hour as a table that is also the picture, and squares on the map. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from samspel.ui.elements import AreaMap, Place
from samspel.ui.geometry import Box, Label, place_labels
from samspel.ui.land import Frame, draw_land, path
from samspel.ui.projection import Projection

STEPS: Final = 4
NUMBERED: Final = 3
"""A square on the map with fewer than this has no number."""
MANY: Final = 6
_WIDTH, _HEIGHT = 420, 400
_MARGIN: Final = 400.0
_LEAST: Final = 2000.0
_MOST: Final = 5000.0
"""Metres: seen around the squares, and at least and at most in all."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the table: how many, the step of its ground (0: none), whether it is more than expected, and the text
    that says how many."""

    count: int
    step: int
    up: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of the table under its heading."""

    label: str
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True)
class Heat:
    """The table with the conclusion above it; `caption` says what is counted, `up` what a frame means."""

    title: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    corner: str = ""
    up: str = ""
    source: str = ""
    team: int | None = None


def heat_rows(
    labels: Sequence[str],
    columns: int,
    counted: Mapping[tuple[int, int], tuple[int, bool]],
    texts: Mapping[tuple[int, int], str] | None = None,
) -> list[HeatRow]:
    """The rows of a heat table out of what is counted by (column, row): how many, and whether it is framed; `texts`
    say how many where the number itself is not told."""
    said = texts or {}
    most = max((count for count, _up in counted.values()), default=0)
    return [
        HeatRow(
            label,
            [
                _heat_cell(*counted.get((column, row), (0, False)), most, said.get((column, row), ""))
                for column in range(columns)
            ],
        )
        for row, label in enumerate(labels)
    ]


def _heat_cell(count: int, up: bool, most: int, text: str) -> HeatCell:
    if not count:
        return HeatCell(0, 0)
    return HeatCell(count, 1 + ceil((STEPS - 1) * (count - 1) / max(most - 1, 1)), up, text or str(count))


@dataclass(frozen=True, slots=True)
class Square:
    """A square to be drawn: where it ends in degrees, how many, whether that is more than expected."""

    outline: BaseGeometry
    count: int
    up: bool = False


@dataclass(frozen=True, slots=True)
class DrawnSquare:
    """The square as it is drawn; its number is "" where it is small."""

    path: str
    step: int
    x: float
    y: float
    number: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place with its label."""

    x: float
    y: float
    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class SquareMap:
    """Land with squares on it: `land` is the map below, `up` the frame around what is more than expected."""

    title: str
    words: str
    land: AreaMap
    squares: Sequence[DrawnSquare]
    spots: Sequence[Spot]
    up: str = ""
    small: bool = False
    source: str = ""
    team: int | None = None


def square_frame(squares: Sequence[Square], centre: Place) -> Frame:
    """What is seen: all squares with ground around them; where that is so wide that numbers can't be read, those that
    hold most; the middle of the place where there are none."""
    seen = _around(squares, centre)
    if seen.metres * min(_WIDTH, _HEIGHT) <= _MOST:
        return seen
    many = _around([one for one in squares if one.count >= NUMBERED], centre)
    return Frame(many.middle, min(many.metres, _MOST / min(_WIDTH, _HEIGHT)), _WIDTH, _HEIGHT)


def _around(squares: Sequence[Square], centre: Place) -> Frame:
    shapes = [one.outline for one in squares] or [shapely.Point(centre.east, centre.north)]
    west, south, east, north = (float(number) for number in shapely.total_bounds(shapes))
    flat = Projection((south + north) / 2, (west + east) / 2)
    wide, high = (east - west) * flat.east_metres, (north - south) * flat.north_metres
    side = max(max(wide, high) + 2 * _MARGIN, _LEAST)
    return Frame(flat, side / min(_WIDTH, _HEIGHT), _WIDTH, _HEIGHT)


def land_under(places: Sequence[Place], seen: Frame, source: str = "") -> AreaMap:
    """The ground of a map of squares: areas whose boundaries are known; the others have no place on it."""
    return draw_land([one for one in places if one.outline is not None], seen, source=source)


def draw_squares(squares: Sequence[Square], seen: Frame) -> tuple[list[DrawnSquare], str]:
    """The squares, and the frame around those that are more than expected; those that touch have one frame."""
    drawn = []
    for one in squares:
        shape = seen.drawn(one.outline)
        if not _inside(shape.centroid, seen):
            continue
        step = 1 if one.count < NUMBERED else 2 if one.count < MANY else 3
        middle = shape.centroid
        number = str(one.count) if step > 1 else ""
        drawn.append(DrawnSquare(path(shape), step, round(middle.x, 1), round(middle.y + 5, 1), number))
    rising = [seen.drawn(one.outline).buffer(2, join_style="mitre") for one in squares if one.up]
    return drawn, path(shapely.union_all(rising)) if rising else ""


def _inside(point: shapely.Point, seen: Frame) -> bool:
    return not point.is_empty and 0 <= point.x <= seen.width and 0 <= point.y <= seen.height


def draw_spots(places: Sequence[Place], squares: Sequence[DrawnSquare], seen: Frame, around: AreaMap) -> list[Spot]:
    """Named places with labels that stand clear of the squares and of the names of the areas."""
    spots = [seen.spot(one.north, one.east) for one in places]
    inside = [(place, spot) for place, spot in zip(places, spots, strict=True) if _inside(shapely.Point(spot), seen)]
    taken = [Box(one.x - 16, one.y - 21, one.x + 16, one.y + 11) for one in squares]
    taken += [Box(one.label_x - 40, one.label_y - 16, one.label_x + 40, one.label_y + 4) for one in around.listed]
    texts = [" ".join(filter(None, [place.label, place.number])) for place, _spot in inside]
    labels = place_labels(
        texts, [spot for _place, spot in inside], [place.mine for place, _spot in inside],
        seen.width, seen.height, around=taken,
    )  # fmt: skip
    return [
        Spot(spot[0], spot[1], text, label) for (_place, spot), text, label in zip(inside, texts, labels, strict=True)
    ]
