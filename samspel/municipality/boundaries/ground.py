"""The shapes against each other: nobody's ground, ground that two have, and what lies where it can't."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from samspel.municipality.boundaries.mending import polygonal
from samspel.municipality.boundaries.told import Told, mended, noted, refused
from samspel.ui.projection import Projection, around, square_metres

EDGE: Final = 50.0
"""Metres: so far may two drawings of one border lie from each other."""
_NARROW: Final = 30.0
_SMALL_SHARE: Final = 0.02
_FAR: Final = 50_000.0
_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Centre:
    """What the municipality's description says about an area: its name and its centre point in degrees."""

    name: str
    north: float
    east: float


Shapes = Mapping[str, MultiPolygon]


def km2(square_metres_: float) -> str:
    """12.3 km², with more figures the smaller it is; below a hectare in square metres."""
    if square_metres_ < 10_000:
        return f"{number_format(square_metres_, 0)}\N{NO-BREAK SPACE}m²"
    square_km = square_metres_ / 1e6
    decimals = 0 if square_km >= 100 else 1 if square_km >= 1 else 2
    return f"{number_format(square_km, decimals)}\N{NO-BREAK SPACE}km²"


def apart(shapes: Shapes, names: Mapping[str, str]) -> tuple[dict[str, MultiPolygon], list[Told]]:
    """The shapes without narrow strips that two of them have; what two have that is more than a strip is refused."""
    kept, told = dict(shapes), list[Told]()
    for one, other in combinations(sorted(kept, key=lambda code: square_metres(kept[code])), 2):
        small, large = kept[one], kept[other]
        if not shapely.intersects(small, large):
            continue
        common = polygonal(small & large)
        words = {"other": names[other], "area": km2(square_metres(common))}
        if square_metres(common) < 1:
            continue
        if not more_than_strip(common, small):
            kept[other] = polygonal(large - small)
            text = _("a strip of %(area)s along the border with %(other)s was in both; it is kept here alone")
            told.append(mended(names[one], text % words))
        else:
            told.append(refused(names[one], _("lies over %(other)s: %(area)s are in both") % words))
    return kept, told


def more_than_strip(common: MultiPolygon, small: MultiPolygon) -> bool:
    """Whether what two have is wide somewhere, or much of the smaller one."""
    flat = around(small).flat(common)
    wide = any(2 * part.area / part.length > _NARROW for part in shapely.get_parts(flat))
    return wide or square_metres(common) > _SMALL_SHARE * square_metres(small)


def astray(shapes: Shapes, centres: Mapping[str, Centre]) -> list[Told]:
    """Shapes that lie far from where their area is, or beside its centre point."""
    told = []
    for code, shape in shapes.items():
        centre = centres[code]
        here = Projection(centre.north, centre.east)
        distance = here.flat(shape).distance(Point(0, 0))
        words = {"distance": _distance(distance)}
        if distance > _FAR:
            told.append(refused(centre.name, _("lies %(distance)s from the area's centre point") % words))
        elif distance > EDGE:
            text = _("does not hold the area's centre point, which lies %(distance)s away")
            told.append(noted(centre.name, text % words))
    return told


def _distance(metres: float) -> str:
    if metres >= 1000:
        return f"{number_format(metres / 1000, 0 if metres >= 10_000 else 1)}\N{NO-BREAK SPACE}km"
    return f"{number_format(metres, 0)}\N{NO-BREAK SPACE}m"


def against_municipality(shapes: Shapes, names: Mapping[str, str], whole: MultiPolygon | None) -> list[Told]:
    """What of the municipality is in no area, and what of the areas lies outside it; strips along edges not told.

    Without the municipality's own boundary, the holes between the areas are nobody's ground.
    """
    if not shapes:
        return []
    together = shapely.union_all(list(shapes.values()))
    if whole is None:
        return _nobodys(_holes(together))
    outside = [(code, _thick(shape - whole)) for code, shape in shapes.items()]
    told = [_beyond(names[code], beyond, shapes[code]) for code, beyond in outside if not beyond.is_empty]
    return [*told, *_nobodys(_thick(whole - together))]


def _beyond(name: str, beyond: BaseGeometry, shape: MultiPolygon) -> Told:
    words = {"area": km2(square_metres(beyond))}
    if square_metres(beyond) > 0.5 * square_metres(shape):
        return refused(name, _("lies outside the municipality: %(area)s of it") % words)
    return noted(name, _("reaches outside the municipality: %(area)s of it") % words)


def _thick(shape: BaseGeometry) -> BaseGeometry:
    """What remains of a geometry in degrees when strips that are no wider than two edges are taken away."""
    if shape.is_empty:
        return shape
    here = around(shape)
    opened = here.flat(polygonal(shape)).buffer(-EDGE, quad_segs=2).buffer(EDGE, quad_segs=2)
    return here.round(opened)


def _holes(together: BaseGeometry) -> BaseGeometry:
    parts = [one for one in shapely.get_parts(together) if isinstance(one, shapely.Polygon)]
    return _thick(MultiPolygon([shapely.Polygon(hole) for part in parts for hole in part.interiors]))


def _nobodys(gaps: BaseGeometry) -> list[Told]:
    """The largest gaps, one by one, and how many more there are."""
    pieces = sorted((one for one in shapely.get_parts(gaps) if not one.is_empty), key=square_metres, reverse=True)
    told = []
    for piece in pieces[:_MOST_TOLD]:
        middle = piece.representative_point()
        words = {"area": km2(square_metres(piece)), "north": f"{middle.y:.4f}", "east": f"{middle.x:.4f}"}
        told.append(noted("", _("%(area)s belong to no area, at %(north)s, %(east)s") % words))
    more = len(pieces) - len(told)
    if more > 0:
        text = ngettext("%(count)d more gap is smaller", "%(count)d more gaps are smaller", more)
        told.append(noted("", text % {"count": more}))
    return told
