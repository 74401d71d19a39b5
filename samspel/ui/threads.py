"""The red thread as a picture: columns of knots, words under the line, and edges that cross no word.

Pure functions. A knot stands at a whole number of half rows from the top. Edges run level at the height of the knot
that they leave, and turn in the last pixels before the next column; those that pass a column without stopping keep a
half row there, which those to the same knot share. The same thread always gives the same picture.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor
from statistics import fmean
from typing import Final, Literal

State = Literal["there", "waits", "over", "gap", "more"]
Tied = Literal["whole", "waits", "broken"]

WIDTH: Final = 1000.0
HALF: Final = 68
"""Units of height in half a row, sixteen to the rem."""
_KNOT_Y: Final = 14
_KNOT_X: Final = 8.0
_BETWEEN: Final = 23.0
_TURN: Final = 32.0
_INTO: Final = 8.0
_BEFORE_GAP: Final = 14.0
_ROUNDS: Final = 6
_BITS: Final = 8
_LIGHT: Final = 0.05


@dataclass(frozen=True, slots=True)
class ThreadKnot:
    """A thing on the thread: its column, its words and how it stands.

    `here` is the one that is read, `other` lies on another thread, `sum` is an amount. A knot that is a `gap` says in
    `note` what is missing, and `verb` with `verb_href` where it is mended. `lacks` is what the thing itself lacks.
    One that is `tall` has room for all its words.
    """

    key: str
    column: int
    label: str
    href: str = ""
    note: str = ""
    state: State = "there"
    here: bool = False
    other: bool = False
    sum: bool = False
    verb: str = ""
    verb_href: str = ""
    lacks: str = ""
    tall: bool = False

    @property
    def rows(self) -> int:
        """How many half rows it takes."""
        return 1 if self.state == "more" else 3 if self.tall else 2


@dataclass(frozen=True, slots=True)
class ThreadEdge:
    """A link from a knot to one in a later column, by their keys."""

    earlier: str
    later: str
    tied: Tied = "whole"
    other: bool = False


@dataclass(frozen=True, slots=True)
class ThreadPicture:
    """A thread: the heading of each column, its knots in their order, its edges, and the level of the headings.

    `nothing` says of a column, by its number, why it is empty.
    """

    stops: Sequence[str]
    knots: Sequence[ThreadKnot]
    edges: Sequence[ThreadEdge]
    level: int = 3
    nothing: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlacedKnot:
    """A knot, the half row where it stands, its number on the picture, and the knots that it is tied to each way."""

    knot: ThreadKnot
    at: int
    number: int = 0
    before: Sequence[tuple[int, str]] = ()
    after: Sequence[tuple[int, str]] = ()

    @property
    def place(self) -> str:
        """The half row as classes, one for each binary digit: no page says how it looks inline."""
        return " ".join(f"b{1 << bit}" for bit in range(_BITS) if self.at >> bit & 1)


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A column: its heading, and its knots from the top; `nothing` says why there are none."""

    heading: str
    knots: Sequence[PlacedKnot]
    nothing: str = ""

    @property
    def stands(self) -> Literal["", "none", "cut", "wait"]:
        """What its knot says where all of the column is one: "" where something is there."""
        states = {one.knot.state for one in self.knots}
        return "none" if not states else "cut" if states == {"gap"} else "wait" if states == {"waits"} else ""


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """An edge as an SVG path."""

    edge: ThreadEdge
    path: str


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """The picture ready to be drawn; `height` is in SVG units."""

    stops: Sequence[PlacedStop]
    edges: Sequence[PlacedEdge]
    height: int
    level: int

    @property
    def ems(self) -> float:
        """The height in letters of the root's size."""
        return self.height / 16

    @property
    def viewbox(self) -> str:
        """The SVG viewBox."""
        return f"0 0 {WIDTH:.0f} {self.height}"


Key = str | tuple[str, int]
"""A knot's key, or (knot, column) where what leads to the knot passes: edges to one knot share their way."""


@dataclass(slots=True)
class _Column:
    """What stands in a column from the top, and how many half rows each takes; what only passes takes one."""

    order: list[Key] = field(default_factory=list)
    rows: dict[Key, int] = field(default_factory=dict)

    def add(self, key: Key, rows: int = 1) -> None:
        if key not in self.rows:
            self.order.append(key)
            self.rows[key] = rows

    def size(self, key: Key) -> int:
        return self.rows[key]


def lay(picture: ThreadPicture) -> PlacedThread:
    """Where everything stands. ValueError for an edge that does not lead to a later column."""
    columns = [_Column() for _stop in picture.stops]
    knots = {knot.key: knot for knot in picture.knots}
    for knot in picture.knots:
        columns[knot.column].add(knot.key, knot.rows)
    routes = [_route(edge, knots) for edge in picture.edges]
    thin: dict[Key, bool] = {key: knot.other for key, knot in knots.items()}
    for route, edge in zip(routes, picture.edges, strict=True):
        for key in route[1:-1]:
            columns[_column_of(key, knots)].add(key)
            thin[key] = edge.other and thin.get(key, True)
    beside = _beside(routes)
    _sort(columns, beside, thin)
    heights = _heights(columns, beside)
    placed = _placed(picture, columns, heights)
    stops = [
        PlacedStop(
            heading,
            [placed[key] for key in column.order if isinstance(key, str)],
            picture.nothing.get(number, ""),
        )
        for number, (heading, column) in enumerate(zip(picture.stops, columns, strict=True))
    ]
    edges = [
        PlacedEdge(edge, _path([(_x(_column_of(key, knots), len(columns)), _y(heights[key])) for key in route], edge))
        for edge, route in zip(picture.edges, routes, strict=True)
    ]
    ends = [heights[key] + column.size(key) for column in columns for key in column.order]
    return PlacedThread(stops, edges, max(ends, default=2) * HALF, picture.level)


def _placed(picture: ThreadPicture, columns: Sequence[_Column], heights: Mapping[Key, int]) -> dict[str, PlacedKnot]:
    """The knots by key, numbered column by column from the top, each with those that it is tied to by an edge."""
    keys = [key for column in columns for key in column.order if isinstance(key, str)]
    numbers = {key: number for number, key in enumerate(keys, start=1)}
    knots = {knot.key: knot for knot in picture.knots}
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for edge in picture.edges:
        before[edge.later].append(edge.earlier)
        after[edge.earlier].append(edge.later)

    def named(tied: Sequence[str]) -> list[tuple[int, str]]:
        words = {key: (knots[key].label or knots[key].note).replace("\u00ad", "") for key in tied}
        return sorted((numbers[key], told) for key, told in words.items())

    return {
        key: PlacedKnot(knots[key], heights[key], numbers[key], named(before[key]), named(after[key])) for key in keys
    }


def _route(edge: ThreadEdge, knots: Mapping[str, ThreadKnot]) -> list[Key]:
    """The edge from knot to knot, with what it passes on the way."""
    first, last = knots[edge.earlier].column, knots[edge.later].column
    if first >= last:
        raise ValueError(f"{edge.earlier} -> {edge.later} does not lead onwards")
    return [edge.earlier, *((edge.later, column) for column in range(first + 1, last)), edge.later]


def _column_of(key: Key, knots: Mapping[str, ThreadKnot]) -> int:
    return knots[key].column if isinstance(key, str) else key[1]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What each thing is tied to in the column before it and in the column after it."""

    before: Mapping[Key, Sequence[Key]]
    after: Mapping[Key, Sequence[Key]]


def _beside(routes: Sequence[Sequence[Key]]) -> _Beside:
    before: dict[Key, list[Key]] = defaultdict(list)
    after: dict[Key, list[Key]] = defaultdict(list)
    for one, other in dict.fromkeys(pair for route in routes for pair in pairwise(route)):
        after[one].append(other)
        before[other].append(one)
    return _Beside(before, after)


def _sort(columns: Sequence[_Column], beside: _Beside, thin: Mapping[Key, bool]) -> None:
    """Each column in the order of what it is tied to, back and forth, one's own thread above the others."""
    for _round in range(_ROUNDS):
        for ties, ordered in ((beside.before, columns), (beside.after, columns[::-1])):
            places: dict[Key, float] = {}
            for column in ordered:
                own = {key: float(place) for place, key in enumerate(column.order)}
                means = {key: fmean([places[one] for one in ties.get(key, ())] or [own[key]]) for key in column.order}
                column.order.sort(key=lambda key: (thin[key], means[key], own[key]))
                places |= {key: float(place) for place, key in enumerate(column.order)}


def _heights(columns: Sequence[_Column], beside: _Beside) -> dict[Key, int]:
    """The half row of everything: as near to the middle of what it is tied to as the order in the column allows."""
    at: dict[Key, float] = {}
    for column in columns:
        at |= _stacked(column, dict.fromkeys(column.order, 0.0))
    for _round in range(_ROUNDS):
        for ties, ordered in ((beside.before, columns), (beside.after, columns[::-1])):
            for column in ordered:
                wished = {key: _wish(key, ties.get(key, ()), at) for key in column.order}
                at |= _stacked(column, wished)
    top = min(at.values(), default=0.0)
    return {key: place for column in columns for key, place in _rounded(column, at, top).items()}


def _wish(key: Key, ties: Sequence[Key], at: Mapping[Key, float]) -> float:
    """The middle of what it is tied to. What passes by weighs little on a knot, so that its main line is straight."""
    weights = [_LIGHT if isinstance(key, str) and not isinstance(one, str) else 1.0 for one in ties]
    return fmean([at[one] for one in ties], weights) if ties else at[key]


def _stacked(column: _Column, wished: Mapping[Key, float]) -> dict[Key, float]:
    """The places nearest to those wished for (least squares) in which nothing overlaps: neighbours that push each
    other move as one block, to the mean of what they wish."""
    offsets: list[float] = []
    blocks: list[tuple[float, int]] = []
    end = 0.0
    for key in column.order:
        offsets.append(end)
        block = (wished[key] - end, 1)
        end += column.size(key)
        while blocks and blocks[-1][0] > block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    places = [mean for mean, count in blocks for _one in range(count)]
    return {key: place + offset for key, place, offset in zip(column.order, places, offsets, strict=True)}


def _rounded(column: _Column, at: Mapping[Key, float], top: float) -> dict[Key, int]:
    """Whole half rows, in the same order and without overlaps."""
    found: dict[Key, int] = {}
    end = 0
    for key in column.order:
        found[key] = max(end, floor(at[key] - top + 0.499))
        end = found[key] + column.size(key)
    return found


def _x(column: int, columns: int) -> float:
    wide = (WIDTH - (columns - 1) * _BETWEEN) / columns
    return column * (wide + _BETWEEN) + _KNOT_X


def _y(half_rows: int) -> float:
    return half_rows * HALF + _KNOT_Y


def _path(points: Sequence[tuple[float, float]], edge: ThreadEdge) -> str:
    """Level out of each point, and a turn just before the next. A broken edge keeps off the knots."""
    (x, y), *rest = points
    last = len(rest) - 1
    start = x + (_BEFORE_GAP if edge.tied == "broken" else 0)
    parts = [f"M{start:.1f} {y:.0f}"]
    for index, (to_x, to_y) in enumerate(rest):
        if to_y != y:
            turn, into = to_x - _TURN, to_x - _INTO
            parts.append(f"H{turn:.1f}C{turn + 18:.1f} {y:.0f} {into - 18:.1f} {to_y:.0f} {into:.1f} {to_y:.0f}")
        parts.append(f"H{to_x - (_BEFORE_GAP if edge.tied == 'broken' and index == last else 0):.1f}")
        y = to_y
    return "".join(parts)
