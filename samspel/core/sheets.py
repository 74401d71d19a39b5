"""A list as a file: the rows that a page shows, in Excel's form or as CSV that Excel reads; no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter
from django.http import HttpResponse

from samspel.core import clock

KINDS: Final = ("xlsx", "csv")
_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""Signs that a formula begins with, and those that a spreadsheet skips or takes for them (OWASP, CSV injection)."""
PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How every workbook of ours is written: nothing in it is a formula, a link or a number that was text."""

Rows = Iterable[Sequence[str]]
Columns = Sequence[tuple[str, int]]
"""The heading of each, and how wide it is."""


def response(name: str, kind: str, columns: Columns, rows: Rows) -> HttpResponse:
    """The file as an answer to save; `kind` is one of KINDS."""
    made = _xlsx(name, columns, rows) if kind == "xlsx" else _csv(columns, rows)
    answer = HttpResponse(made, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.{kind}"'
    return answer


def _xlsx(name: str, columns: Columns, rows: Rows) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, PLAIN) as book:
        sheet = book.add_worksheet(name.capitalize()[:31])
        bold = book.add_format({"bold": True})
        _row(sheet, 0, [heading for heading, _width in columns], bold)
        last = 0
        for last, row in enumerate(rows, 1):
            _row(sheet, last, row)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        for column, (_heading, width) in enumerate(columns):
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


def _csv(columns: Columns, rows: Rows) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    writer.writerow([heading for heading, _width in columns])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like a formula for one: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
