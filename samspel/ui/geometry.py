"""A schematic map out of places on earth: directions are kept, distances are evened out so that every place has room.

Pure functions. Lengths are SVG units; y grows downwards. The same places always give the same map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, pi, radians, sin
from statistics import median
from typing import Final, Literal

from samspel.ui.elements import AreaMap, MapPoint, Place

Point = tuple[float, float]
Polygon = list[Point]
Side = Literal["start", "middle", "end"]

WIDTH: Final = 360
HEIGHT: Final = 340
_MARGIN: Final = 30
_EVENING: Final = 0.5  # power of the distance from the middle: 1 keeps it, 0 puts all places on a ring
_NEAREST: Final = 54.0  # places are pushed apart until they are this far from each other
_ROUNDS: Final = 120
_REACH: Final = 64.0  # a cell ends this far from its place where no neighbour is nearer
_CORNERS: Final = 40
_LETTER: Final = 7.4  # width of a letter of 14 units, on the generous side
_LINE: Final = 16.0
_DOT: Final = 7.0
_OUTSIDE: Final = 20.0  # cells end this far outside the frame, so that its edge is not drawn as a border


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that both take up."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def outside(self, width: float, height: float) -> float:
        """How far it sticks out of a frame, in all directions together."""
        return max(0, -self.left) + max(0, -self.top) + max(0, self.right - width) + max(0, self.bottom - height)


def draw_map(places: Sequence[Place], *, words: str = "", width: int = WIDTH, height: int = HEIGHT) -> AreaMap:
    """The places as a schematic map, one's own (`mine`) drawn last; `words` says what it shows."""
    spots = spread(project([(place.north, place.east) for place in places], width, height), width, height)
    cells = [cell(spot, spots, width, height) for spot in spots]
    labels = place_labels([_text(place) for place in places], spots, [place.mine for place in places], width, height)
    points = [
        MapPoint(
            x=spot[0], y=spot[1], label=place.label, number=place.number,
            team=place.team, mine=place.mine, href=place.href,
            cell=_path(shape), label_x=label.x, label_y=label.y, label_end=label.end, leader=label.leader,
        )
        for place, spot, shape, label in zip(places, spots, cells, labels, strict=True)
    ]  # fmt: skip
    return AreaMap(width=width, height=height, points=sorted(points, key=lambda point: point.mine), words=words)


def project(degrees: Sequence[Point], width: float = WIDTH, height: float = HEIGHT) -> list[Point]:
    """(north, east) in degrees -> points in the frame, north up, those far from the middle drawn nearer."""
    if not degrees:
        return []
    north, east = median(n for n, _ in degrees), median(e for _, e in degrees)
    flat = [((e - east) * cos(radians(north)), north - n) for n, e in degrees]
    evened = [_evened(point) for point in flat]
    left, right = min(x for x, _ in evened), max(x for x, _ in evened)
    top, bottom = min(y for _, y in evened), max(y for _, y in evened)
    scale = min((width - 2 * _MARGIN) / ((right - left) or 1), (height - 2 * _MARGIN) / ((bottom - top) or 1))
    middle = ((left + right) / 2, (top + bottom) / 2)
    return [((x - middle[0]) * scale + width / 2, (y - middle[1]) * scale + height / 2) for x, y in evened]


def spread(
    points: Sequence[Point], width: float = WIDTH, height: float = HEIGHT, nearest: float = _NEAREST
) -> list[Point]:
    """The points pushed apart, pair by pair, until each has room or no more can be done inside the frame."""
    spots = [list(point) for point in points]
    for _ in range(_ROUNDS):
        for number, (one, other) in enumerate(combinations(spots, 2)):
            _push(one, other, nearest, number)
        for spot in spots:
            spot[0] = min(max(spot[0], _MARGIN), width - _MARGIN)
            spot[1] = min(max(spot[1], _MARGIN), height - _MARGIN)
    return [(round(x, 1), round(y, 1)) for x, y in spots]


def cell(
    spot: Point, spots: Sequence[Point], width: float = WIDTH, height: float = HEIGHT, reach: float = _REACH
) -> Polygon:
    """What lies nearer to `spot` than to any other and within reach of it, as a polygon inside the frame."""
    turn = 2 * pi / _CORNERS
    shape = [(spot[0] + reach * cos(turn * i), spot[1] + reach * sin(turn * i)) for i in range(_CORNERS)]
    for other in spots:
        if other != spot:
            middle = ((spot[0] + other[0]) / 2, (spot[1] + other[1]) / 2)
            shape = _cut(shape, middle, (other[0] - spot[0], other[1] - spot[1]))
    near, right, low = -_OUTSIDE, width + _OUTSIDE, height + _OUTSIDE
    for edge, outwards in (((near, 0), (-1, 0)), ((0, near), (0, -1)), ((right, 0), (1, 0)), ((0, low), (0, 1))):
        shape = _cut(shape, edge, outwards)
    return shape


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label's text is anchored, by which end, what it takes up, and its leader line as a path ("": none)."""

    x: float
    y: float
    end: Side
    box: Box
    leader: str = ""


def place_labels(
    texts: Sequence[str],
    spots: Sequence[Point],
    first: Sequence[bool],
    width: float = WIDTH,
    height: float = HEIGHT,
    *,
    around: Sequence[Box] = (),
) -> list[Label]:
    """A label for each spot, those in `first` choosing before others.

    Under, over or beside it where there is room, else farther off with a leader line, so that texts overlap neither
    each other, a dot nor what stands `around` while there is such a place.
    """
    dots = [Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in spots]
    taken: list[Box] = list(around)
    placed: dict[int, Label] = {}
    for index in sorted(range(len(spots)), key=lambda i: (not first[i], spots[i][1], spots[i][0])):
        others = [*taken, *(dot for i, dot in enumerate(dots) if i != index)]
        strangers = [spot for i, spot in enumerate(spots) if i != index]
        candidates = _candidates(texts[index], spots[index], width)
        costs = [
            4 * rank
            + 2 * sum(label.box.overlap(box) for box in others)
            + 50 * label.box.outside(width, height)
            + (60 if _misleads(label, spots[index], strangers) else 0)
            for rank, label in enumerate(candidates)
        ]
        placed[index] = candidates[costs.index(min(costs))]
        taken.append(placed[index].box)
    return [placed[index] for index in range(len(spots))]


def _misleads(label: Label, own: Point, strangers: Sequence[Point]) -> bool:
    """True when the middle of the text is nearer to another place than to its own."""
    middle = ((label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2)
    distance = hypot(middle[0] - own[0], middle[1] - own[1])
    return any(hypot(middle[0] - x, middle[1] - y) < distance for x, y in strangers)


def _text(place: Place) -> str:
    return f"{place.label} {place.number}".strip()


def _evened(point: Point) -> Point:
    distance = hypot(*point)
    factor = distance ** (_EVENING - 1) if distance else 0.0
    return point[0] * factor, point[1] * factor


def _push(one: list[float], other: list[float], nearest: float, number: int) -> None:
    """Moves both of a pair half of what is missing between them; two on one spot part in a direction of their own."""
    x, y = other[0] - one[0], other[1] - one[1]
    distance = hypot(x, y)
    if distance >= nearest:
        return
    if distance < 0.01:
        x, y, distance = cos(number), sin(number), 1.0
        missing = nearest / 2
    else:
        missing = (nearest - distance) / 2
    one[0], one[1] = one[0] - x / distance * missing, one[1] - y / distance * missing
    other[0], other[1] = other[0] + x / distance * missing, other[1] + y / distance * missing


def _cut(shape: Polygon, edge: Point, outwards: Point) -> Polygon:
    """The part of a convex polygon inside the line through `edge` across `outwards` (Sutherland and Hodgman)."""
    sides = [(x - edge[0]) * outwards[0] + (y - edge[1]) * outwards[1] for x, y in shape]
    kept: Polygon = []
    for index, point in enumerate(shape):
        before, here, there = shape[index - 1], sides[index], sides[index - 1]
        if (here > 0) != (there > 0):
            share = there / (there - here)
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if here <= 0:
            kept.append(point)
    return kept


def _path(shape: Polygon) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shape) + "Z" if shape else ""


def _candidates(text: str, spot: Point, width: float) -> list[Label]:
    """Places for a label, the best first: under, over, right, left, and then farther off, aslant too."""
    near = [_label(text, spot, step, width, led=False) for step in ((0, 17), (0, -15), (11, 0), (-11, 0))]
    far = [
        _label(text, spot, (out * x, out * y), width, led=True)
        for out in (26, 36, 48)
        for x, y in ((0, 1), (0, -1), (0.8, -0.7), (-0.8, -0.7), (0.8, 0.7), (-0.8, 0.7))
    ]
    return near + far


def _label(text: str, spot: Point, step: Point, width: float, *, led: bool) -> Label:
    x, y = spot[0] + step[0], spot[1] + step[1]
    end: Side = "middle" if step[0] == 0 else "start" if step[0] > 0 else "end"
    long = len(text) * _LETTER
    if end == "middle":  # a text over or under its place may be moved along to stay inside
        x = min(max(x, long / 2 + 3), width - long / 2 - 3)
    left = x - long / 2 if end == "middle" else x if end == "start" else x - long
    box = Box(left - 2, y - _LINE / 2, left + long + 2, y + _LINE / 2)
    leader = _leader(spot, (x, y), step) if led else ""
    return Label(round(x, 1), round(y + 5, 1), end, box, leader)


def _leader(spot: Point, label: Point, step: Point) -> str:
    """From the edge of the dot to just before the text."""
    length = hypot(*step)
    x, y = step[0] / length, step[1] / length
    start = (spot[0] + x * _DOT, spot[1] + y * _DOT)
    stop = (label[0] - x * 4, label[1] - y * (9 if step[0] == 0 else 4))
    return f"M{start[0]:.1f} {start[1]:.1f}L{stop[0]:.1f} {stop[1]:.1f}"
