"""One shape put right where that is safe: closed, freed from crossings and specks; else refused, and said why."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry import MultiPolygon
from shapely.geometry import Polygon as Shapely
from shapely.geometry.base import BaseGeometry

from samspel.municipality.boundaries.reading import Point, Polygon, Ring, Shape
from samspel.municipality.boundaries.told import Told, mended, refused
from samspel.ui.projection import DECIMALS, Projection, around, square_metres

SPECK: Final = 100.0
"""Square metres: a part or a hole below that is a slip of the hand."""
TOLERANCE: Final = 0.01
"""How much of its area a mended shape may gain or lose."""


def mend(shape: Shape, name: str) -> tuple[MultiPolygon | None, list[Told]]:
    """The shape as valid polygons, and what was done to it; None when it can't be mended safely."""
    told: list[Told] = []
    polygons = [_ringed(polygon, name, told) for polygon in shape.polygons]
    parts = [_valid(one, name, told) for one in polygons if one]
    if not any(polygons):
        return None, [refused(name, _("has no polygon with an area"))]
    kept = [part for part in parts if part is not None]
    if len(kept) < len(parts):
        return None, told
    whole = _without_specks(polygonal(shapely.union_all(kept)), name, told)
    if whole.is_empty:
        return None, [refused(name, _("has no polygon with an area"))]
    return whole, told


def polygonal(shape: BaseGeometry) -> MultiPolygon:
    """What of a geometry has an area, turned as RFC 7946 says (outer rings against the clock)."""
    parts = [one for one in shapely.get_parts(shapely.make_valid(shape)) if isinstance(one, Shapely)]
    parts += [
        inner
        for one in shapely.get_parts(shapely.make_valid(shape))
        if isinstance(one, MultiPolygon)
        for inner in one.geoms
    ]
    return MultiPolygon([shapely.orient_polygons(one) for one in parts if one.area > 0])


def _ringed(polygon: Polygon, name: str, told: list[Told]) -> Polygon:
    """The rings closed and rounded; those that enclose nothing left out. Empty without an outer ring."""
    rings = [_closed(ring, name, told) for ring in polygon]
    if not rings or len(rings[0]) < 4:
        return []
    return [rings[0], *(ring for ring in rings[1:] if len(ring) >= 4)]


def _closed(ring: Ring, name: str, told: list[Told]) -> Ring:
    rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    plain = rounded[:1] + [after for before, after in pairwise(rounded) if after != before]
    if len(set(plain)) < 3:
        return []
    if plain[0] != plain[-1]:
        plain.append(plain[0])
        told.append(mended(name, _("a ring that was open is closed")))
    return plain


def _valid(polygon: Polygon, name: str, told: list[Told]) -> BaseGeometry | None:
    """The polygon without crossings; None, told, when it can't be known what was meant."""
    drawn = Shapely(polygon[0], polygon[1:])
    if drawn.is_valid:
        return drawn
    mended_ = polygonal(shapely.make_valid(drawn, method="structure", keep_collapsed=False))
    meant, got = _drawn_area(polygon), square_metres(mended_)
    if abs(got - meant) > TOLERANCE * max(meant, got):
        told.append(refused(name, _("crosses itself, so that it can't be known what is inside. Draw it anew.")))
        return None
    told.append(mended(name, _("a place where the boundary crossed itself is put right")))
    return mended_


def _drawn_area(polygon: Polygon) -> float:
    """Square metres by the way that the rings turn (shoelace): what crosses itself takes from its own area."""
    here = around(Shapely(polygon[0]))
    outer, *holes = (_shoelace(ring, here) for ring in polygon)
    return outer - sum(holes)


def _shoelace(ring: Sequence[Point], here: Projection) -> float:
    flat = [here.metres(north, east) for east, north in ring]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(flat))) / 2


def _without_specks(whole: MultiPolygon, name: str, told: list[Told]) -> MultiPolygon:
    """Without parts and holes that are too small to be meant."""
    parts = [part for part in whole.geoms if square_metres(part) >= SPECK]
    plain = [
        Shapely(part.exterior, [hole for hole in part.interiors if square_metres(Shapely(hole)) >= SPECK])
        for part in parts
    ]
    lost = len(whole.geoms) - len(parts)
    filled = sum(len(part.interiors) for part in parts) - sum(len(part.interiors) for part in plain)
    if lost:
        text = ngettext("%(count)d speck is taken away", "%(count)d specks are taken away", lost)
        told.append(mended(name, text % {"count": lost}))
    if filled:
        text = ngettext("%(count)d tiny hole is filled", "%(count)d tiny holes are filled", filled)
        told.append(mended(name, text % {"count": filled}))
    return MultiPolygon(plain)
