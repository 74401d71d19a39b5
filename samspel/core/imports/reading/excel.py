"""Excel workbooks, row by row by openpyxl: the values that Excel last saw, and what stands where there is none."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any, Final

from django.utils.translation import gettext_noop as _
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from samspel.core.imports.faults import Fault
from samspel.core.imports.reading.archive import NO_EXCEL, TOO_LARGE, Merged, Seen, glance, look_through
from samspel.core.imports.reading.book import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Book, Line, Odd, Unreadable

_LAST_ROW: Final = 1_048_576
_MOST_CELLS: Final = 60_000_000
_AT_A_TIME: Final = 500
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_NO_VALUE: Final = Odd(
    Fault(_("The cell holds a formula that has not been calculated. Open the file in Excel and save it."))
)
_JOINED: Final = Odd(
    Fault(_("The cell is merged with another, so that only the first has a value. Unmerge them and fill in each."))
)


def read_excel(content: bytes) -> Book:
    """The workbook; raises Unreadable."""
    archive = look_through(content)
    book = _loaded(content, values=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Unreadable(_("Every sheet of the file is hidden. Show the one with the rows, and save it."))

    def lines(name: str) -> Iterator[Line]:
        return _lines(content, archive, name)

    return Book("Excel", [sheet.title for sheet in sheets], len(book.worksheets) - len(sheets), lines)


def _loaded(content: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # What openpyxl does not know of (validation, pictures) is nothing that we read.
            warnings.simplefilter("ignore")
            book: Workbook = load_workbook(  # type: ignore[no-untyped-call]
                io.BytesIO(content), read_only=True, data_only=values, keep_links=False
            )
    except Exception as no:
        raise Unreadable(NO_EXCEL) from no
    return book


def _lines(content: bytes, archive: zipfile.ZipFile, name: str) -> Iterator[Line]:
    rows, seen = _sheet(content, archive, name)
    formulas = _rows(_loaded(content, values=False), name)[0] if seen.formulas else repeat(())
    joined = _Joined(seen.merged)
    said = cells_read = 0
    for number, (row, written) in enumerate(zip(_without_faults(rows), chain(formulas, repeat(())), strict=False), 1):
        cells_read += len(row)
        if number > _LAST_ROW or cells_read > _MOST_CELLS:
            raise Unreadable(TOO_LARGE)
        merged = joined.at(number)
        cells = _cells(row, written, merged) if row else ()
        if cells:
            said += 1
            if said > MOST_ROWS:
                raise Unreadable(
                    _("The file has more than %(most)d rows. Divide it into several, for example by year."),
                    most=MOST_ROWS,
                )
            yield number, cells


def _sheet(content: bytes, archive: zipfile.ZipFile, name: str) -> tuple[Iterator[Sequence[Any]], Seen]:
    rows, part = _rows(_loaded(content, values=True), name)
    try:
        return rows, glance(archive, part)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError) as no:
        raise Unreadable(NO_EXCEL) from no


def _rows(book: Workbook, name: str) -> tuple[Iterator[Sequence[Any]], str]:
    """The rows of a sheet and the part of the archive that it is."""
    sheet = next((one for one in book.worksheets if one.title == name), None)
    if sheet is None:
        raise Unreadable(_("The sheet %(name)s is not there. Choose another."), name=name)
    # What a sheet says of its own size is often wrong: each row ends where its last cell is.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(values_only=True)), str(sheet._worksheet_path)  # noqa: SLF001 - told nowhere else


def _without_faults(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows, where whatever goes wrong in a damaged file is told as such."""
    read = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(rows, _AT_A_TIME))
        except Exception as no:
            raise Unreadable(
                _("The sheet is damaged after row %(row)d. Open the file in Excel, save it, and send it again."),
                row=read,
            ) from no
        if not some:
            return
        read += len(some)
        yield from some


class _Joined:
    """Which columns of a row are joined with others, as the rows come."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._coming = iter(merged)
        self._next = next(self._coming, None)
        self._now: list[Merged] = []

    def at(self, row: int) -> Sequence[Merged]:
        """Those that the row is part of."""
        while self._next is not None and self._next.top <= row:
            self._now.append(self._next)
            self._next = next(self._coming, None)
        if self._now:
            self._now = [one for one in self._now if one.bottom >= row]
        return [(one if one.top < row else Merged(one.top, one.left + 1, one.bottom, one.right)) for one in self._now]


def _cells(row: Sequence[Any], written: Sequence[Any], joined: Sequence[Merged]) -> list[Any]:
    cells = [_cell(cell) for cell in row[:MOST_COLUMNS]]
    for place, text in enumerate(written[:MOST_COLUMNS]):
        if text is not None and (place >= len(cells) or cells[place] is None):
            cells += [None] * (place + 1 - len(cells))
            cells[place] = _NO_VALUE
    while cells and cells[-1] is None:
        cells.pop()
    if cells:
        for one in joined:
            right = min(one.right, MOST_COLUMNS)
            cells += [None] * (right - len(cells))
            cells[one.left - 1 : right] = [_JOINED] * max(0, right - one.left + 1)
    return cells


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        if cell in _ERRORS:
            return Odd(Fault(_("The cell shows the error %(code)s. Mend the formula, or write the value."), code=cell))
        return cell[: LONGEST_CELL * 2] if cell.strip() else None
    return cell
