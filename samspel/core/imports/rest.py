"""The rows that had faults as a file: as they were sent, with what is wrong before them, to be mended and sent anew."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from samspel.core.imports.faults import Fault
from samspel.core.imports.importable import Column
from samspel.core.imports.matching import text_of
from samspel.core.imports.models import ImportFault
from samspel.core.imports.reading import Line
from samspel.core.sheets import PLAIN

_LONGEST: Final = 32_000


def rest_of(lines: Iterable[Line], faults: Iterable[ImportFault], columns: Sequence[Column], header_row: int) -> bytes:
    """An Excel file of the headings and the faulty rows; the first column says what is wrong."""
    names = {column.code: str(column.name) for column in columns}
    wrong: dict[int, list[str]] = defaultdict(list)
    for one in faults:
        said = str(Fault.of(one.says))
        wrong[one.row].append(f"{names[one.column]}: {said}" if one.column in names else said)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {**PLAIN, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 60)
        at = 0
        for number, cells in lines:
            if number == header_row or number in wrong:
                told = _("What is wrong") if number == header_row else "\n".join(wrong[number])
                _row(sheet, at, [told, *cells])
                at += 1
        sheet.freeze_panes(1, 1)
    return made.getvalue()


def _row(sheet: "xlsxwriter.worksheet.Worksheet", at: int, cells: Sequence[Any]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, int | float) and not isinstance(cell, bool | date | time | timedelta):
            sheet.write_number(at, place, cell)
        else:
            sheet.write_string(at, place, text_of(cell)[:_LONGEST])
