"""What each row of a file says, or what is wrong with it: read by the columns as they were matched, nothing written."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_noop as _

from samspel.core.imports.faults import Fault
from samspel.core.imports.holds import AnyOf, OneOf, Text, folded
from samspel.core.imports.importable import Column, Delivery, Importable, Row, Values
from samspel.core.imports.matching import Matched, always, text_of
from samspel.core.imports.reading import Line, Odd

OWN_KEY = "#"
"""Begins the key of a row that is known by all that it says."""


@dataclass(frozen=True)
class Tried:
    """A row of the file: its cells, and either what it says or its faults by column ("": the row as a whole).

    `again` is the number of an earlier row of the file that says the very same.
    """

    number: int
    cells: Sequence[Any]
    row: Row | None = None
    faults: Sequence[tuple[str, Fault]] = ()
    again: int = 0


@dataclass
class Trial:
    """A file being tried, row by row; it remembers the keys that have come."""

    importable: Importable
    columns: Sequence[Column]
    matched: Matched
    header_row: int
    _reads: list[tuple[Column, int, Any]] = field(init=False)
    _seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reads = []
        for column in self.columns:
            fixed, value = always(column, self.matched)
            place = self.matched.get(column.code, "")
            self._reads.append((column, int(place) if place.isdigit() else -1, value if fixed else None))

    def rows(self, lines: Iterable[Line]) -> Iterator[Tried]:
        """Each row under the headings. Where the headings come again, the row is left out."""
        for number, cells in lines:
            if number == self.header_row:
                self._headings = _folded(cells)
            elif number > self.header_row and _folded(cells) != self._headings:
                yield self._tried(number, cells)

    def _tried(self, number: int, cells: Sequence[Any]) -> Tried:
        values: dict[str, Any] = {}
        faults: list[tuple[str, Fault]] = []
        for column, place, fixed in self._reads:
            try:
                values[column.code] = fixed if fixed is not None else _read(column, cells, place)
            except Fault as fault:
                faults.append((column.code, fault))
        if faults:
            return Tried(number, cells, faults=faults)
        try:
            return self._whole(number, cells, self.importable.together(values))
        except Fault as fault:
            return Tried(number, cells, faults=[("", fault)])

    def _whole(self, number: int, cells: Sequence[Any], values: Values) -> Tried:
        mark = digest(values)
        key = self.importable.key(values) or OWN_KEY + mark.hex()
        earlier, same = self._seen.setdefault(key, (number, mark))
        if earlier == number:
            return Tried(number, cells, Row(number, key, values, frozenset(self.matched)))
        if same == mark:
            return Tried(number, cells, again=earlier)
        raise Fault(
            _("The row is about the same as row %(row)d, and says something else. Let one of them stand."),
            row=earlier,
        )


def _folded(cells: Sequence[Any]) -> list[str]:
    return [folded(text_of(cell)) for cell in cells]


def _read(column: Column, cells: Sequence[Any], place: int) -> Any:
    cell = cells[place] if 0 <= place < len(cells) else None
    if isinstance(cell, Odd):
        raise cell.fault
    if cell is None:
        if column.required:
            raise Fault(_("The cell is empty. Fill it in."))
        return () if isinstance(column.holds, AnyOf) else None
    return column.holds.read(cell)


def digest(values: Values) -> bytes:
    """Equal for rows that say the same."""
    told = json.dumps({code: value for code, value in values.items() if value is not None}, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:16]


def learnt_columns(columns: Sequence[Column], words: Mapping[str, Mapping[str, Any]], *, masked: bool) -> list[Column]:
    """The columns, knowing a source's words, and masking where that was chosen."""
    found = []
    for column in columns:
        holds = column.holds
        if isinstance(holds, OneOf) and column.code in words:
            holds = holds.with_words(dict(words[column.code]))
        elif isinstance(holds, Text) and masked:
            holds = replace(holds, masked=True)
        found.append(replace(column, holds=holds))
    return found


def compared(importable: Importable, rows: Sequence[Row], delivery: Delivery) -> tuple[list[Row], int, int]:
    """Those that are new or to be changed, how many stand already as they are, and how many stand and differ but are
    left as they are.
    """
    known: Mapping[str, Values] = importable.known([row.key for row in rows], delivery) if rows else {}
    fresh: list[Row] = []
    same = differ = 0
    for row in rows:
        beside = replace(row, stands=known.get(row.key))
        if beside.stands is None or (beside.differs and importable.changes):
            fresh.append(beside)
        elif beside.differs:
            differ += 1
        else:
            same += 1
    return fresh, same, differ
