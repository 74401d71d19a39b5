"""The ground as data for the maps in browsers. Where the areas end is no secret: residents put their pins on it."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import shapely
from django import forms
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from samspel.core.errors import Missing
from samspel.core.pages import ANYONE, page
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.boundaries.queries import Placed

_TOLERANCE: Final = 16.0
_DECIMALS: Final = 5
_AROUND: Final = 0.05
"""Degrees around the centre points, where no boundary says how far the ground goes."""


@page(ANYONE, methods=("GET",))
def areas(request: HttpRequest) -> JsonResponse:
    """The areas of today with their boundaries, the known places, and the tiles under them, if the operator has any.

    Where no boundary is known at all the areas have no `parts`, and are drawn schematically `at` their centre points.
    """
    rows, known = municipality.areas(), queries.coverage()
    outlines = _outlines(known)
    return JsonResponse(
        {
            "areas": [
                {
                    "name": row.name,
                    "team": row.team.number if row.team else None,
                    "parts": outlines.get(row.pk, []),
                    "at": [row.latitude, row.longitude],
                }
                for row in rows
                if row.pk in outlines or not outlines
            ],
            "places": [
                {"name": place.name, "at": [place.latitude, place.longitude]} for place in municipality.places()
            ],
            "bounds": _bounds(known, [(row.latitude, row.longitude) for row in rows]),
            "tiles": _tiles(),
        }
    )


@page(ANYONE, methods=("GET",))
def placed(request: HttpRequest) -> JsonResponse:
    """Where a point lies, in words too."""
    form = PointForm(request.GET)
    if not form.is_valid():
        raise Missing
    found = _by_place(queries.placed(form.cleaned_data["lat"], form.cleaned_data["lon"]))
    return JsonResponse(
        {
            "area": found.area.code if found.area else "",
            "bounded": bool(queries.coverage().areas),
            "place": found.place.name if found.place else "",
            "outside": found.outside,
            "text": words(found),
        }
    )


def _by_place(found: Placed) -> Placed:
    """Where no boundaries are known the area is offered by the known place that is near; whoever asks may change it."""
    near = found.place.area if found.place and not queries.coverage().areas else None
    return replace(found, area=near) if near else found


class PointForm(forms.Form):
    """A point in degrees."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)


def words(found: Placed) -> str:
    """Where a point lies, in a sentence."""
    if found.outside:
        return _("The pin lies outside the municipality. Move it, or take it away.")
    area, place = found.area, found.place
    if area and place:
        return _("The pin lies in %(area)s, near %(place)s.") % {"area": area.name, "place": place.name}
    if area:
        return _("The pin lies in %(area)s.") % {"area": area.name}
    if place:
        return _("The pin lies near %(place)s.") % {"place": place.name}
    if not queries.coverage().areas:
        return _("The pin is in its place. No boundaries are known here, so choose the area too.")
    return _("The pin is in its place.")


@lru_cache(maxsize=4)
def _outlines(known: Coverage) -> dict[int, list[list[list[list[float]]]]]:
    return {pk: _parts(shape) for pk, shape in known.outlines(_TOLERANCE).items()}


def _parts(shape: BaseGeometry) -> list[list[list[list[float]]]]:
    """Polygons of rings of points, latitude first."""
    polygons = [one for one in shapely.get_parts(shape) if isinstance(one, shapely.Polygon)]
    return [[_ring(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in polygons]


def _ring(ring: BaseGeometry) -> list[list[float]]:
    return [[round(y, _DECIMALS), round(x, _DECIMALS)] for x, y in shapely.get_coordinates(ring).tolist()]


def _bounds(known: Coverage, centres: list[tuple[float, float]]) -> list[list[float]] | None:
    """South-west and north-east of all that is drawn; around the centre points when nothing is bounded."""
    shapes = list(known.areas.values())
    if shapes:
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
        return [[south, west], [north, east]]
    if not centres:
        return None
    norths, easts = [north for north, _east in centres], [east for _north, east in centres]
    return [[min(norths) - _AROUND, min(easts) - _AROUND], [max(norths) + _AROUND, max(easts) + _AROUND]]


def _tiles() -> dict[str, Any] | None:
    """Where the operator takes map tiles from, and whom to name for them."""
    return {"url": settings.TILES, "attribution": settings.TILES_ATTRIBUTION} if settings.TILES else None
