"""Observations as the pages draw them: rows of the list, the facts, the map, what has happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry import LineString

from samspel.core import actors, clock
from samspel.core.models import LogRow
from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries.pins import Pin
from samspel.observations import words
from samspel.observations.models import Observation
from samspel.observations.models.observation import OWN
from samspel.observations.permissions import Reach, may_read_whole
from samspel.ui.elements import AreaMap, Fact, TimelineEntry
from samspel.ui.projection import Projection


@dataclass(frozen=True)
class Line:
    """A row of the list with its address and words."""

    row: Observation
    url: str
    kind: str
    spot: str
    when: str
    felt: str
    told_by: str


def lines(rows: Sequence[Observation]) -> list[Line]:
    """The rows of the list."""
    return [
        Line(
            row=row,
            url=reverse("observations:one", args=[row.pk]),
            kind=words.kind(row.kind),
            spot=row.place_text or (row.place.name if row.place else ""),
            when=words.when_short(row),
            felt=words.felt(row),
            told_by=words.told_by(row),
        )
        for row in rows
    ]


def pin_of(reach: Reach, row: Observation) -> Pin | None:
    """The pin as the one who asks may see it: who reads without persons sees it roughly."""
    pin = pins.kept(row.latitude, row.longitude)
    return pin if pin is None or may_read_whole(reach, row) else pins.rough(pin)


def stretch_of(reach: Reach, row: Observation) -> list[Pin]:
    """The points of the stretch, for who may read it whole."""
    return [Pin(north, east) for north, east in row.stretch or []] if may_read_whole(reach, row) else []


def drawing(reach: Reach, row: Observation) -> AreaMap | None:
    """Where it was in its area, as the boundaries were then; None without a pin or boundaries."""
    pin = pin_of(reach, row)
    if pin is None:
        return None
    return pins.drawing(pin, clock.local(row.happened_from).date(), stretch_of(reach, row))


def facts(reach: Reach, row: Observation) -> list[Fact]:
    """When, where, how it felt, from whom."""
    return list(_facts(reach, row))


def _facts(reach: Reach, row: Observation) -> Iterator[Fact]:
    yield Fact(_("When"), words.when(row))
    yield from _where(reach, row)
    if row.felt:
        yield Fact(_("How it felt"), words.felt(row))
    if words.told_by(row):
        yield Fact(_("Told by"), words.told_by(row))
    if row.origin != OWN:
        yield Fact(_("Brought in from"), " ".join(filter(None, [row.origin, row.external_id])))


def _where(reach: Reach, row: Observation) -> Iterator[Fact]:
    if row.area:
        yield Fact(_("Area"), row.area.name)
    if row.place:
        yield Fact(_("Known place"), row.place.name)
    if row.place_text:
        yield Fact(_("Street or spot"), row.place_text)
    pin = pin_of(reach, row)
    if pin:
        yield Fact(_("Pin"), pins.words(pin), href=pins.address(pin))
    stretch = stretch_of(reach, row)
    if stretch:
        metres = round(_metres(stretch), -1)
        text = ngettext("%(count)s point, about %(metres)d m", "%(count)s points, about %(metres)d m", len(stretch))
        yield Fact(_("Along a stretch"), text % {"count": len(stretch), "metres": metres})


def _metres(points: Sequence[Pin]) -> float:
    """How long the way between the points is."""
    plane = Projection(points[0].north, points[0].east)
    return float(LineString([plane.metres(one.north, one.east) for one in points]).length)


def timeline(rows: Sequence[LogRow], observation: Observation) -> list[TimelineEntry]:
    """What has happened to it, newest first: who by function, and which parts of it; never the words."""
    return [_entry(row, observation) for row in rows]


def _entry(row: LogRow, observation: Observation) -> TimelineEntry:
    said = str(words.VERBS.get(row.verb, row.verb))
    changed = ", ".join(str(words.FIELDS[name]) for name in row.fields if name in words.FIELDS)
    text = observation.ended_because if row.verb == "observation.withdrawn" else ""
    if row.verb == "observation.corrected" and changed:
        text = _("Changed: %(fields)s.") % {"fields": changed}
    return TimelineEntry(when=row.at, title=f"{actors.said(row.actor_label)} {said}", text=text)
