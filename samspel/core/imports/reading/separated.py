"""Separated text: whatever its encoding, its separator and its line ends."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext_noop as _

from samspel.core.imports.reading.book import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Book, Line, Unreadable
from samspel.core.sheets import unharmed

SEPARATORS: Final = ";,\t|"
_LOOKED_AT: Final = 100
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OF_ONE_BYTE: Final = ("windows-1252", "cp850", "mac-roman")
_LETTERS: Final = frozenset("åäöÅÄÖéÉüÜ")
_BREAKS: Final = 40
"""Line breaks in one cell: more of them, and a quotation mark was opened that nobody closed."""


def read_separated(content: bytes) -> Book:
    """The file as a book of one sheet; raises Unreadable."""
    encoding = encoding_of(content)
    text = content.decode(encoding, "replace")
    separator, told = separator_of(text)

    def lines(_sheet: str) -> Iterator[Line]:
        return _lines(text, separator, skip=told)

    return Book(f"CSV, {encoding.removesuffix('-sig')}", [""], 0, lines)


def encoding_of(content: bytes) -> str:
    """The encoding that the bytes can have, the likeliest first; raises Unreadable when they are no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _sure(content, encoding)
    zeros = content[:2000].count(0)
    if zeros > len(content[:2000]) // 4:
        return _sure(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    if zeros:
        raise Unreadable(_NO_TEXT)
    text = content.decode("utf-8", "replace")
    lost = text.count(LOST)
    # A few bytes that are none of UTF-8's, among many that are: the rows that they stand in will tell.
    return "utf-8" if lost <= sum(letter > "\x7f" for letter in text) - lost else _of_one_byte(content)


LOST: Final = "\ufffd"
"""Stands where a letter was that could not be read."""
_NO_TEXT: Final = _("This is neither Excel nor text. Save it as Excel (.xlsx) or CSV.")


def _sure(content: bytes, encoding: str) -> str:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as no:
        raise Unreadable(
            _("The text breaks off or is damaged: it is not %(encoding)s throughout. Save it as CSV in UTF-8."),
            encoding=encoding,
        ) from no
    return encoding


def _of_one_byte(content: bytes) -> str:
    """Among the old encodings of one byte, the one in which most of the odd bytes are letters that Swedish has."""
    start = content[:4096]
    if sum(start.count(byte) for byte in range(9)) > len(start) // 100:
        raise Unreadable(_NO_TEXT)
    odd = Counter(byte for byte in content if byte > 127)

    def letters(encoding: str) -> int:
        return sum(count for byte, count in odd.items() if bytes([byte]).decode(encoding, "replace") in _LETTERS)

    return max(_OF_ONE_BYTE, key=letters)


def separator_of(text: str) -> tuple[str, int]:
    """The sign between the cells, and how many lines at the beginning only tell it (Excel's "sep=;")."""
    first, _newline, _rest = text[:100].partition("\n")
    told = first.strip().removeprefix("sep=")
    if first.strip() != told and len(told) == 1:
        return told, 1
    sample = text[:200_000]
    return max(SEPARATORS, key=lambda sign: _evenness(sample, sign)), 0


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """How many rows agree on how many cells they have, and on how many."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(rows):
            if number > _LOOKED_AT:
                break
            widths[len(row)] += len(row) > 1
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return count, width


def _lines(text: str, separator: str, *, skip: int) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    said = 0
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            cells = _cells(row, number)
            if cells and number > skip:
                said += 1
                _bounded(said)
                yield number, cells
    except csv.Error as no:
        raise Unreadable(_UNCLOSED, row=number + 1) from no


_UNCLOSED: Final = _("At row %(row)d a quotation mark is opened and never closed. Mend the row, or save as Excel.")


def _cells(row: Sequence[str], number: int) -> list[str | None]:
    if any(cell.count("\n") > _BREAKS or len(cell) > LONGEST_CELL * 2 for cell in row):
        raise Unreadable(_UNCLOSED, row=number)
    cells = [unharmed(cell.strip()) or None for cell in row[:MOST_COLUMNS]]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _bounded(said: int) -> None:
    if said > MOST_ROWS:
        raise Unreadable(
            _("The file has more than %(most)d rows. Divide it into several, for example by year."), most=MOST_ROWS
        )
