"""A list as a file: the rows that a page shows, in Excel's form or as CSV that Excel reads; no cell is a formula.

A number is a number there and a day a day, so that they can be summed and sorted.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Final

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from samspel.core import clock

KINDS: Final = ("xlsx", "csv")
_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""Signs that a formula begins with, and those that a spreadsheet skips or takes for them (OWASP, CSV injection)."""
_LOOKS: Final = {
    "whole": {"num_format": "#,##0"},
    "ore": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd"},
}
_PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | int | Decimal | date
"""Text, a whole number, an amount in kronor (whole, or with its öre), or a day."""
Rows = Iterable[Sequence[Cell]]
Columns = Sequence[tuple[str, int]]
"""The heading of each, and how wide it is."""


def response(name: str, kind: str, columns: Columns, rows: Rows) -> HttpResponse:
    """The file as an answer to save; `kind` is one of KINDS."""
    return answer(made(name, kind, columns, rows), name, kind)


def made(name: str, kind: str, columns: Columns, rows: Rows) -> bytes:
    """The file itself."""
    return _xlsx(name, columns, rows) if kind == "xlsx" else b"".join(_csv_lines(columns, rows))


def answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """What was made, as an answer to save."""
    found = HttpResponse(content, content_type=_TYPES[kind])
    found["Content-Disposition"] = content_disposition_header(True, _file_name(name, kind)) or ""
    return found


def large(name: str, kind: str, columns: Columns, rows: Rows) -> StreamingHttpResponse:
    """The same as `response` for any number of rows, in memory that does not grow with them."""
    if kind == "csv":
        found = StreamingHttpResponse(_csv_lines(columns, rows), content_type=_TYPES[kind])
        found["Content-Disposition"] = content_disposition_header(True, _file_name(name, kind)) or ""
        return found
    held = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    _write(held, name, columns, rows)
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=_file_name(name, kind), content_type=_TYPES[kind])


def _file_name(name: str, kind: str) -> str:
    return f"{name}-{clock.today():%Y-%m-%d}.{kind}"


def _xlsx(name: str, columns: Columns, rows: Rows) -> bytes:
    held = io.BytesIO()
    _write(held, name, columns, rows)
    return held.getvalue()


def _write(held: IO[bytes], name: str, columns: Columns, rows: Rows) -> None:
    """A workbook, row by row: each is put aside in a file as soon as the next begins."""
    with xlsxwriter.Workbook(held, {**_PLAIN, "constant_memory": True}) as book:
        sheet = book.add_worksheet(name.capitalize()[:31])
        looks = {one: book.add_format(how) for one, how in _LOOKS.items()}
        _row(sheet, 0, [heading for heading, _width in columns], {"text": book.add_format({"bold": True})})
        last = 0
        for last, row in enumerate(rows, 1):
            _row(sheet, last, row, looks)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        for column, (_heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)


def _row(
    sheet: "xlsxwriter.worksheet.Worksheet",
    at: int,
    cells: Sequence[Cell],
    looks: "Mapping[str, xlsxwriter.format.Format]",
) -> None:
    for column, cell in enumerate(cells):
        match cell:
            case str():
                sheet.write_string(at, column, cell, looks.get("text"))
            case date():
                sheet.write_datetime(at, column, datetime.combine(cell, time()), looks["day"])
            case Decimal():
                sheet.write_number(at, column, float(cell), looks["whole" if cell == int(cell) else "ore"])
            case int():
                sheet.write_number(at, column, cell)


def _csv_lines(columns: Columns, rows: Rows) -> Iterator[bytes]:
    writer = csv.writer(_Echo(), delimiter=";")

    def line(cells: Iterable[Cell]) -> bytes:
        return bytes(writer.writerow(map(_plain, cells)))

    yield codecs.BOM_UTF8 + line(heading for heading, _width in columns)
    yield from map(line, rows)


class _Echo:
    """What is written comes back at once, as bytes."""

    def write(self, line: str) -> bytes:
        """A line as it is sent."""
        return line.encode()


def _plain(cell: Cell) -> str:
    """A cell as text: a number with a decimal comma, a day as 2026-01-31."""
    match cell:
        case str():
            return _harmless(cell)
        case Decimal():
            return f"{cell.normalize():f}" if cell == int(cell) else f"{cell:.2f}".replace(".", ",")
        case _:
            return str(cell)


def kronor(ore: int) -> Decimal:
    """Whole öre as the amount of a cell."""
    return Decimal(ore) / 100


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like a formula for one: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def unharmed(cell: str) -> str:
    """A cell of our own CSV as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ").startswith(_FORMULA) else cell
