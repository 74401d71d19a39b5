"""The list as a file: exactly the rows and columns that the page shows, in Excel's form or as CSV that Excel reads."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import clock
from samspel.questions import words
from samspel.questions.queries import Row
from samspel.questions.rules import OPEN

KINDS: Final = ("xlsx", "csv")
_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def response(kind: str, rows: Iterable[Row]) -> HttpResponse:
    """The file as an answer to save."""
    made = _xlsx(rows) if kind == "xlsx" else _csv(rows)
    answer = HttpResponse(made, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{_("questions")}-{clock.today():%Y-%m-%d}.{kind}"'
    return answer


def _header() -> list[str]:
    return [
        pgettext("question", "Number"),
        _("Question"),
        pgettext("question", "Matter"),
        _("Area"),
        _("Leads"),
        _("Departments"),
        _("Status"),
        _("Came in"),
        _("Last day"),
        _("Ended"),
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


def _xlsx(rows: Iterable[Row]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet(_("Questions")[:31])
        bold = book.add_format({"bold": True})
        _row(sheet, 0, _header(), bold)
        last = 0
        for last, row in enumerate(rows, 1):
            _row(sheet, last, _cells(row))
        sheet.autofilter(0, 0, last, len(_header()) - 1)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate((12, 50, 24, 18, 24, 32, 18, 17, 12, 17)):
            sheet.set_column(column, column, width)
    return made.getvalue()


def _row(
    sheet: "xlsxwriter.worksheet.Worksheet",
    at: int,
    cells: Sequence[str],
    how: "xlsxwriter.format.Format | None" = None,
) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(at, column, cell, how)


def _csv(rows: Iterable[Row]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    writer.writerow(_header())
    writer.writerows([_harmless(cell) for cell in _cells(row)] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like a formula for one: an apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
