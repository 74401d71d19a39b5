"""The list of questions as a file: exactly the rows and columns that the page shows."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import clock, sheets
from samspel.core.sheets import KINDS
from samspel.questions import words
from samspel.questions.queries import Row
from samspel.questions.rules import OPEN

__all__ = ["KINDS", "response"]


def response(kind: str, rows: Iterable[Row]) -> HttpResponse:
    """The file as an answer to save."""
    return sheets.response(_("questions"), kind, _columns(), map(_cells, rows))


def _columns() -> list[tuple[str, int]]:
    return [
        (pgettext("question", "Number"), 12),
        (_("Question"), 50),
        (pgettext("question", "Matter"), 24),
        (_("Area"), 18),
        (_("Leads"), 24),
        (_("Departments"), 32),
        (_("Status"), 18),
        (_("Came in"), 17),
        (_("Last day"), 12),
        (_("Ended"), 17),
    ]


def _cells(row: Row) -> list[str]:
    return [
        row.reference,
        row.subject,
        row.matter.name if row.matter else "",
        row.area.name if row.area else "",
        row.leads,
        ", ".join(row.departments),
        words.status(row.status, solved=row.solved).word,
        f"{clock.local(row.received_at):%Y-%m-%d %H:%M}",
        row.due_on.isoformat() if row.status in OPEN else "",
        f"{clock.local(row.ended_at):%Y-%m-%d %H:%M}" if row.ended_at else "",
    ]
