"""Boundaries are imported as versions from a day, and a version that was a mistake is taken back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry import MultiPolygon

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.boundaries import queries
from samspel.municipality.boundaries.checking import Checked, check
from samspel.municipality.boundaries.reading import clean
from samspel.municipality.boundaries.told import MUNICIPALITY, Unreadable
from samspel.municipality.models import Area, Boundary, BoundaryFile, BoundaryVersion
from samspel.ui.projection import square_metres


@service
def take_in(name: str, content: bytes, *, by: Actor) -> BoundaryFile:
    """Keep an uploaded file for a day, to be looked through. Raises Refused (field `file`) when it can't be read."""
    try:
        check(content, queries.described())
    except Unreadable as no:
        raise Refused(no.message, field="file") from no
    BoundaryFile.objects.filter(at__lt=clock.now() - queries.FILE_KEPT).delete()
    text = content.decode("utf-8-sig")
    kept = BoundaryFile.objects.create(name=clean(name) or "?", content=text, at=clock.now())
    log.record("boundaries.uploaded", kept, by=by)
    return kept


def bring_in(checked: Checked, starts: date, *, file_name: str, source: str = "", by: Actor) -> BoundaryVersion | None:
    """Let the shapes of a checked file hold from a day. None, and nothing written, when they hold already.

    Raises Refused when the check stops it.
    """
    if checked.stopped:
        raise Refused(_("The boundaries can't be imported as they are. What stops them is told first."))
    digests = {code: digest(shape) for code, shape in checked.shapes.items()}
    return (
        None
        if digests.items() <= _known(starts).items()
        else _write(checked.shapes, digests, starts, file_name, source, by=by)
    )


def digest(shape: MultiPolygon) -> str:
    """Equal for shapes that are drawn alike, wherever their rings begin."""
    return hashlib.sha256(shapely.to_wkb(shapely.normalize(shape))).hexdigest()


def _known(on: date) -> dict[str, str]:
    """The digests of what holds on a day, by code."""
    rows = Boundary.objects.filter(pk__in=queries.in_force(on)).values_list("area__code", "digest")
    return {code or MUNICIPALITY: mark for code, mark in rows}


@service
def _write(
    shapes: Mapping[str, MultiPolygon],
    digests: Mapping[str, str],
    starts: date,
    file_name: str,
    source: str,
    *,
    by: Actor,
) -> BoundaryVersion:
    version = BoundaryVersion.objects.create(
        starts=starts,
        file_name=clean(file_name) or "?",
        source=clean(source),
        imported_at=clock.now(),
        imported_by=by.label[:200],
    )
    areas = dict(Area.objects.filter(code__in=shapes).values_list("code", "pk"))
    Boundary.objects.bulk_create(
        Boundary(
            version=version,
            area_id=areas.get(code),
            geometry=json.loads(shapely.to_geojson(shape)),
            digest=digests[code],
            square_km=square_metres(shape) / 1e6,
        )
        for code, shape in shapes.items()
    )
    log.record("boundaries.imported", version, by=by, fields=sorted(shapes))
    return version


@service
def take_back(version: int, *, by: Actor) -> BoundaryVersion:
    """Let a version hold no longer: what it covered comes back. Raises Missing, and Refused when it was done before."""
    found = BoundaryVersion.objects.select_for_update().filter(pk=version).first()
    if found is None:
        raise Missing
    if found.withdrawn_at is not None:
        raise Refused(_("These boundaries have been taken back already."))
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    log.record("boundaries.taken_back", found, by=by, fields=["withdrawn_at"])
    return found


@service
def let_go(file: BoundaryFile, *, by: Actor) -> None:
    """Remove a file that has been looked through."""
    log.record("boundaries.let_go", file, by=by)
    file.delete()
