"""The funding as a file."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samspel.commissions import shown
from samspel.commissions.models import Funding
from samspel.core import sheets


def response(kind: str, rows: Iterable[Funding]) -> HttpResponse:
    """The file as an answer to save; amounts in kronor."""
    columns = [
        (_("Year"), 8),
        (_("From"), 36),
        (_("Committee"), 30),
        (_("Kind of money"), 24),
        (_("For what"), 40),
        (_("Amount, kronor"), 16),
        (_("Ends"), 12),
        (_("Pays for the commission"), 36),
        (_("Where it comes from"), 24),
    ]
    return sheets.response(_("funding"), kind, columns, map(_cells, rows))


def _cells(row: Funding) -> list[sheets.Cell]:
    return [
        row.year,
        row.giver,
        row.committee.name if row.committee else "",
        shown.kind_of(row),
        row.purpose,
        sheets.kronor(row.amount_ore),
        row.ends_on or "",
        row.commission.name if row.commission else "",
        row.source,
    ]
