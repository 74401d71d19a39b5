"""The list of observations as a file: the rows that the page shows, however many. It can be imported again."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import clock, sheets
from samspel.core.sheets import KINDS
from samspel.observations import words
from samspel.observations.models import Observation
from samspel.observations.permissions import Reach
from samspel.observations.rules import WhenKnown
from samspel.observations.shown import pin_of

__all__ = ["KINDS", "response"]


def response(kind: str, rows: Iterable[Observation], reach: Reach) -> StreamingHttpResponse:
    """The file as an answer to save; the rows are read while it is written."""
    return sheets.large(_("observations"), kind, _columns(), (_cells(row, reach) for row in rows))


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
        (pgettext("observation", "Number"), 38),
        (_("Latitude"), 11),
        (_("Longitude"), 11),
    ]


def _cells(row: Observation, reach: Reach) -> list[str]:
    known, pin = row.when_known != WhenKnown.UNKNOWN, pin_of(reach, row)
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
        str(pin.north) if pin else "",
        str(pin.east) if pin else "",
    ]
