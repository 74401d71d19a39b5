"""A map drawn from boundaries: north up, distances true, as many points as can be seen. Pure functions.

Lengths are SVG units; y grows downwards. What has no boundary stands in its place as a ring.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import shapely
from shapely.geometry import Point as Spot
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from samspel.ui.elements import AreaMap, MapPoint, Place, TeamLand
from samspel.ui.geometry import Box, Label, Point, place_labels
from samspel.ui.projection import Projection

_LETTER: Final = 7.6
_LINE: Final = 18.0
_SPILL: Final = 12.0
"""Shapes are cut so far outside the frame, so that its edge is not drawn as a border."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the earth is drawn: the middle in degrees, metres to an SVG unit, and the picture's size."""

    middle: Projection
    metres: float
    width: int
    height: int

    def drawn(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees -> SVG units, cut to the frame."""
        flat = self.middle.flat(shape)
        turned = shapely.transform(flat, lambda points: points * (1 / self.metres, -1 / self.metres) + self._origin)
        edges = (-_SPILL, -_SPILL, self.width + _SPILL, self.height + _SPILL)
        return (turned if turned.is_valid else shapely.make_valid(turned)) & box(*edges)

    def spot(self, north: float, east: float) -> Point:
        """A point in degrees -> SVG units."""
        x, y = self.middle.metres(north, east)
        return round(x / self.metres + self._origin[0], 1), round(self._origin[1] - y / self.metres, 1)

    def degrees(self, x: float, y: float) -> Point:
        """SVG units -> degrees (north, east)."""
        return self.middle.degrees((x - self._origin[0]) * self.metres, (self._origin[1] - y) * self.metres)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """South, west, north and east of what is seen, in degrees."""
        (south, west), (north, east) = self.degrees(0, self.height), self.degrees(self.width, 0)
        return round(south, 5), round(west, 5), round(north, 5), round(east, 5)

    @property
    def tolerance(self) -> float:
        """Metres that a border may be moved without being seen: half a unit, in steps that few maps differ in."""
        step = 1.0
        while step * 2 <= self.metres / 2:
            step *= 2
        return step

    @property
    def _origin(self) -> Point:
        return self.width / 2, self.height / 2


Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def frame(bounds: Bounds, width: int, height: int, margin: float = 14, *, at: float = 0.5, fits: bool = True) -> Frame:
    """The frame that holds the bounds, no higher than `height`; `at` says where across their middle stands.

    `fits` makes it as low as what it holds, not lower than half its width.
    """
    west, south, east, north = bounds
    middle = Projection((south + north) / 2, (west + east) / 2)
    wide, high = (east - west) * middle.east_metres or 1.0, (north - south) * middle.north_metres or 1.0
    metres = max(wide / (width - 2 * margin), high / (height - 2 * margin))
    low = min(height, max(round(high / metres + 2 * margin), width // 2)) if fits else height
    moved = Projection(middle.north, middle.degrees((0.5 - at) * width * metres, 0)[1])
    return Frame(moved, metres, width, low)


def bounds_of(places: Sequence[Place]) -> Bounds:
    """What the places take up: their outlines, or their points."""
    shapes = [place.outline or Spot(place.east, place.north) for place in places]
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def draw_land(
    places: Sequence[Place],
    seen: Frame,
    *,
    words: str = "",
    source: str = "",
    whole: BaseGeometry | None = None,
    teams: bool = False,
    poster: bool = False,
) -> AreaMap:
    """The places in the frame, one's own drawn last; `whole` is the municipality, `teams` tints each team's ground."""
    shapes = [seen.drawn(place.outline) if place.outline is not None else None for place in places]
    spots = [_middle(place, shape, seen) for place, shape in zip(places, shapes, strict=True)]
    labels = {} if poster else _labels(places, shapes, spots, seen)
    if poster:
        places = [_faded(place, shape, seen) for place, shape in zip(places, shapes, strict=True)]
    points = [
        _point(place, shape, spots[index], labels.get(index), teams=teams)
        for index, (place, shape) in enumerate(zip(places, shapes, strict=True))
        if shape is None or not shape.is_empty
    ]
    return AreaMap(
        width=seen.width,
        height=seen.height,
        points=sorted(points, key=lambda point: point.mine),
        words=words,
        kind="both" if any(place.outline is None for place in places) else "boundaries",
        teams=list(_teams(places, shapes)) if teams else (),
        edge=path(seen.drawn(whole)) if whole is not None else "",
        source=source,
        cut=f"0 0 {seen.width} {seen.height}" if poster else "",
        corners=seen.corners,
    )


def _faded(place: Place, shape: BaseGeometry | None, seen: Frame) -> Place:
    """A neighbour that reaches towards the name of the poster is a line there, no ground: its end would be a cut."""
    reaches = shape is not None and not shape.is_empty and shape.bounds[0] < seen.width / 4
    return replace(place, team=None) if reaches and not place.mine else place


def path(shape: BaseGeometry) -> str:
    """A geometry in SVG units as a path; points that fall on each other are one."""
    rings = [ring for part in _polygons(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(shapely.get_coordinates(ring).round(1).tolist()) for ring in rings)


def _ring(points: Sequence[Sequence[float]]) -> str:
    plain = [point for index, point in enumerate(points[:-1]) if point != points[index - 1] or index == 0]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in plain) + "Z" if len(plain) > 2 else ""


def _polygons(shape: BaseGeometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            if not part.is_empty:
                yield part
        elif hasattr(part, "geoms"):
            yield from _polygons(part)


def _middle(place: Place, shape: BaseGeometry | None, seen: Frame) -> Point:
    """Where the place's name belongs: in the widest part of what is seen of it, or at its point."""
    if shape is None:
        return seen.spot(place.north, place.east)
    visible = shapely.MultiPolygon(list(_polygons(shape & box(0, 0, seen.width, seen.height))))
    if visible.is_empty:
        return seen.spot(place.north, place.east)
    radius = shapely.maximum_inscribed_circle(visible, tolerance=1.0)
    x, y = shapely.get_coordinates(radius)[0]
    return round(float(x), 1), round(float(y), 1)


def _labels(
    places: Sequence[Place], shapes: Sequence[BaseGeometry | None], spots: Sequence[Point], seen: Frame
) -> dict[int, Label]:
    """A label for each named place: inside it where there is room, else beside its dot or led to it."""
    named = [i for i, place in enumerate(places) if place.named and _inside(spots[i], seen)]
    fitting: dict[int, Label] = {}
    for i in sorted(named, key=lambda one: not places[one].mine):
        label = _fitting(places[i], shapes[i], spots[i])
        if label is not None and not any(label.box.overlap(other.box) for other in fitting.values()):
            fitting[i] = label
    rest = [i for i in named if i not in fitting]
    others = place_labels(
        [_text(places[i]) for i in rest], [spots[i] for i in rest], [places[i].mine for i in rest],
        seen.width, seen.height, around=[label.box for label in fitting.values()],
    )  # fmt: skip
    return {**fitting, **dict(zip(rest, others, strict=True))}


def _inside(spot: Point, seen: Frame) -> bool:
    return 0 <= spot[0] <= seen.width and 0 <= spot[1] <= seen.height


def _text(place: Place) -> str:
    return f"{place.label} {place.number}".strip()


def _fitting(place: Place, shape: BaseGeometry | None, spot: Point) -> Label | None:
    """The label in the middle of its place, when it has room there."""
    long = len(_text(place)) * _LETTER
    room = Box(spot[0] - long / 2, spot[1] - _LINE / 2, spot[0] + long / 2, spot[1] + _LINE / 2)
    # A name may touch its border: it has a halo.
    core = box(spot[0] - 0.42 * long, spot[1] - 6, spot[0] + 0.42 * long, spot[1] + 6)
    if shape is None or not shapely.contains(shape, core):
        return None
    return Label(spot[0], round(spot[1] + 5, 1), "middle", room)


def _point(place: Place, shape: BaseGeometry | None, spot: Point, label: Label | None, *, teams: bool) -> MapPoint:
    beside = label is not None and (label.x, label.end) != (spot[0], "middle")
    away = label is not None and abs(label.y - 5 - spot[1]) > 1
    mark: Literal["dot", "ring", "shape", ""] = "ring" if shape is None else "" if not (beside or away) else "dot"
    if mark == "dot" and teams:
        mark = "shape"
    return MapPoint(
        x=spot[0], y=spot[1], label=place.label, number=place.number, team=place.team, mine=place.mine,
        href=place.href, cell=path(shape) if shape is not None else "",
        label_x=label.x if label else 0.0, label_y=label.y if label else 0.0,
        label_end=label.end if label else "middle", leader=label.leader if label else "",
        mark=mark if place.named else "", named=place.named and label is not None,
        far=not place.named,
    )  # fmt: skip


def _teams(places: Sequence[Place], shapes: Sequence[BaseGeometry | None]) -> Iterator[TeamLand]:
    for team in sorted({place.team for place in places if place.team}):
        own = [shape for place, shape in zip(places, shapes, strict=True) if place.team == team and shape is not None]
        if own:
            yield TeamLand(team, path(shapely.union_all(own)))
