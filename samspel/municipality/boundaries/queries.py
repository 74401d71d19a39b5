"""Reads of boundaries: those in force on a day, where a point lies, and what has been imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import hypot
from typing import Final
from uuid import UUID

import shapely
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from samspel.core import clock
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries.checking import Described
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.boundaries.ground import Centre
from samspel.municipality.boundaries.told import MUNICIPALITY
from samspel.municipality.known import known
from samspel.municipality.models import Area, Boundary, BoundaryFile, BoundaryVersion, Place
from samspel.ui.projection import Projection

FILE_KEPT: Final = timedelta(days=1)
NEAR: Final = 500.0
"""Metres: so near is a known place to be named with a point."""


def in_force(on: date | None = None) -> tuple[int, ...]:
    """The ids of the boundaries that hold on a day (today): for each area the latest that began, not taken back."""
    return _in_force(on or clock.today())


@known
def _in_force(day: date) -> tuple[int, ...]:
    rows = Boundary.objects.filter(version__withdrawn_at=None, version__starts__lte=day)
    kept = rows.exclude(area__retired_on__lte=day).order_by("area_id", "-version__starts", "-version_id")
    return tuple(kept.distinct("area_id").values_list("pk", flat=True))


def coverage(on: date | None = None) -> Coverage:
    """The boundaries of a day (today), ready to be asked. One small read; the geometry is read once and kept."""
    return _built(in_force(on))


@lru_cache(maxsize=8)
def _built(boundaries: tuple[int, ...]) -> Coverage:
    if not boundaries:
        return Coverage({})
    rows = Boundary.objects.filter(pk__in=boundaries).annotate(text=Cast("geometry", TextField()))
    found = rows.order_by("area__code").values_list("area_id", "text")
    shapes: dict[int | None, BaseGeometry] = {area: _geometry(text) for area, text in found}
    sources = dict.fromkeys(rows.order_by("version_id").values_list("version__source", flat=True))
    areas = {pk: shape for pk, shape in shapes.items() if pk is not None}
    return Coverage(areas, shapes.get(None), "; ".join(filter(None, sources)))


def _geometry(text: str) -> BaseGeometry:
    """Stored GeoJSON -> geometry; the rings that the tables hold are sound."""
    shape: BaseGeometry | None = shapely.from_geojson(text)
    if shape is None:
        raise ValueError("a stored boundary is no geometry")
    return shape


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a point lies: its area, whether it is outside the municipality (None: not known), and the known place
    near it with the distance in metres."""

    area: Area | None
    outside: bool | None
    place: Place | None = None
    metres: float = 0.0


def placed(north: float, east: float, on: date | None = None) -> Placed:
    """Where a point in degrees lies on a day (today)."""
    day = on or clock.today()
    found = coverage(day)
    pk = found.at(north, east) if found.areas else None
    area = next((one for one in municipality.areas(day) if one.pk == pk), None)
    near = _nearest(north, east)
    return Placed(area, found.outside(north, east), near[1] if near else None, near[0] if near else 0.0)


def _nearest(north: float, east: float) -> tuple[float, Place] | None:
    """The nearest known place and how far it is, when it is near."""
    here = Projection(north, east)
    far = [(hypot(*here.metres(place.latitude, place.longitude)), place) for place in municipality.places()]
    nearest = min(far, key=lambda one: one[0], default=None)
    return nearest if nearest and nearest[0] <= NEAR else None


def described(on: date | None = None) -> Described:
    """What a file is looked through against, as of a day (today)."""
    day, whole = on or clock.today(), municipality.the_municipality()
    areas = municipality.areas(day)
    codes = {area.pk: area.code for area in areas}
    now = coverage(day)
    shapes = {codes[pk]: _several(shape) for pk, shape in now.areas.items() if pk in codes}
    if now.municipality is not None:
        shapes[MUNICIPALITY] = _several(now.municipality)
    return Described(
        municipality=(whole.name, whole.short_name),
        areas={area.code: Centre(area.name, area.latitude, area.longitude) for area in areas},
        in_force=shapes,
    )


def _several(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([one for one in shapely.get_parts(shape) if isinstance(one, Polygon)])


def versions() -> Sequence[BoundaryVersion]:
    """Every import, the latest to begin first, each with how many areas it brought as `areas`."""
    return list(BoundaryVersion.objects.annotate(areas=Count("boundaries", filter=Q(boundaries__area__isnull=False))))


def rows(on: date | None = None) -> Sequence[Boundary]:
    """The boundaries that hold on a day (today), with area and version, without their geometry."""
    found = Boundary.objects.filter(pk__in=in_force(on)).select_related("area", "version").defer("geometry")
    return list(found.order_by("area__sort_key"))


def file(pk: UUID) -> BoundaryFile:
    """A file that is looked through; raises Missing when it is not there any longer."""
    found = BoundaryFile.objects.filter(pk=pk, at__gte=clock.now() - FILE_KEPT).first()
    if found is None:
        raise Missing
    return found
