"""Boundaries as the administrator's pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon

from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries
from samspel.municipality.boundaries.checking import Checked, Described, check
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.boundaries.ground import km2
from samspel.municipality.boundaries.services import digest
from samspel.municipality.boundaries.told import MUNICIPALITY, Kind, Told
from samspel.municipality.models import Boundary, BoundaryFile
from samspel.ui import words as dates
from samspel.ui.elements import AreaMap
from samspel.ui.projection import square_metres
from samspel.web.queries.maps import Counted, whole_map


@dataclass(frozen=True, slots=True)
class Line:
    """A boundary in words: what it bounds, how large it is, and how it differs from what holds."""

    name: str
    size: str
    note: str = ""


@dataclass(frozen=True)
class Look:
    """A file looked through as of a day, with what its names were said to be by hand."""

    file: BoundaryFile
    day: date
    by_hand: Mapping[str, str]

    @cached_property
    def described(self) -> Described:
        """What it is looked through against."""
        return queries.described(self.day)

    @cached_property
    def checked(self) -> Checked:
        """What was found."""
        return check(self.file.content.encode(), self.described, self.by_hand)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a name of the file can be."""
        areas = [(code, centre.name) for code, centre in self.described.areas.items()]
        return [*areas, (MUNICIPALITY, _("The municipality itself"))]

    @property
    def told(self) -> list[tuple[str, Sequence[Told]]]:
        """What is told, by kind, what stops first."""
        words = {Kind.REFUSED: _("Stops the import"), Kind.MENDED: _("Mended"), Kind.NOTED: _("Worth knowing")}
        rows = [(words[kind], [one for one in self.checked.told if one.kind is kind]) for kind in words]
        return [(heading, told) for heading, told in rows if told]

    @property
    def lines(self) -> list[Line]:
        """What would hold, beside what holds."""
        labels = self.described.labels
        return [
            Line(labels[code], km2(square_metres(shape)), _compared(shape, self.described.in_force.get(code)))
            for code, shape in self.checked.shapes.items()
        ]

    @property
    def drawing(self) -> AreaMap | None:
        """The areas as they would be."""
        ids = {area.code: area.pk for area in municipality.areas(self.day)}
        shapes = {**self.described.in_force, **self.checked.shapes}
        known = Coverage({ids[code]: shape for code, shape in shapes.items() if code in ids}, shapes.get(MUNICIPALITY))
        words = _("Map of the areas as they would be. The table below says the same.")
        return whole_map(municipality.areas(self.day), Counted(words), known) if known else None


def _compared(shape: MultiPolygon, held: MultiPolygon | None) -> str:
    if held is None:
        return _("new")
    if digest(shape) == digest(held):
        return _("as it is")
    moved = square_metres(shape ^ held)
    return _("changes %(area)s") % {"area": km2(moved)}


def held(rows: Sequence[Boundary]) -> list[Line]:
    """What holds today."""
    return [
        Line(
            name=row.area.name if row.area else _("The municipality itself"),
            size=km2(row.square_km * 1e6),
            note=dates.day(row.version.starts),
        )
        for row in rows
    ]
