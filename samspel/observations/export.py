"""The list of observations as a file: exactly the rows that the page shows."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samspel.core import clock, sheets
from samspel.core.sheets import KINDS
from samspel.observations import words
from samspel.observations.models import Observation
from samspel.observations.rules import WhenKnown

__all__ = ["KINDS", "response"]


def response(kind: str, rows: Iterable[Observation]) -> HttpResponse:
    """The file as an answer to save."""
    return sheets.response(_("observations"), kind, _columns(), map(_cells, rows))


def _columns() -> list[tuple[str, int]]:
    return [
        (_("What"), 28),
        (_("Area"), 18),
        (_("Known place"), 24),
        (_("Street or spot"), 28),
        (_("From"), 17),
        (_("To"), 17),
        (_("Known of the time"), 18),
        (_("How it felt"), 12),
        (_("More about it"), 60),
        (_("Told by"), 24),
        (_("Status"), 14),
        (_("Number"), 38),
    ]


def _cells(row: Observation) -> list[str]:
    known = row.when_known != WhenKnown.UNKNOWN
    return [
        words.kind(row.kind),
        row.area.name if row.area else "",
        row.place.name if row.place else "",
        row.place_text,
        f"{clock.local(row.happened_from):%Y-%m-%d %H:%M}" if known else "",
        f"{clock.local(row.happened_to):%Y-%m-%d %H:%M}" if known else "",
        row.get_when_known_display(),
        words.felt(row),
        row.text,
        words.told_by(row),
        row.get_state_display(),
        str(row.pk),
    ]
