"""Files of rows as tests need them: made by what makes them in life, and broken in the ways that they are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.workbook.workbook import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """An Excel workbook of one sheet, changed before it is saved."""
    book: Any = Workbook()  # type: ignore[no-untyped-call]
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def text(rows: Rows, separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Separated text."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator=end).writerows(rows)
    return made.getvalue().encode(encoding)


def archive(*parts: tuple[str, bytes]) -> bytes:
    """A zip file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts:
            zipped.writestr(name, content)
    return made.getvalue()


def without(content: bytes, part: str, instead: bytes | None = None) -> bytes:
    """A workbook with one of its parts taken out, or another in its place."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        kept = [(name, zipped.read(name)) for name in zipped.namelist() if name != part]
    return archive(*kept, *([(part, instead)] if instead is not None else []))
