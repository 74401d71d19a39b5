"""Which row is the headings, and which heading is which column of ours: found by names, once for each source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from samspel.core.imports.faults import short
from samspel.core.imports.holds import OneOf, folded, in_every_language, plain
from samspel.core.imports.importable import Column
from samspel.core.imports.reading import Odd

ALWAYS: Final = "="
"""Begins what holds for every row, where it stands in place of a column of the file."""
_ALIKE: Final = 0.86
"""How like a heading must be to one of our names to be taken for it (difflib's ratio): one letter in seven."""
_LOOKED_AT: Final = 40
"""Rows among which the headings are looked for."""

Matched = dict[str, str]
"""For each of our columns its place in the file ("0": the first), or "=value"; without those that are not read."""


@dataclass(frozen=True)
class Heading:
    """A column of the file: its place, what stands over it, and some of what stands in it.

    One without a heading is shown by its letter, as in Excel, and that is no name of ours.
    """

    place: int
    name: str
    some: Sequence[str] = ()
    named: bool = True

    @property
    def known(self) -> str:
        """What it is known by."""
        return folded(self.name) if self.named else f"#{self.name}"


def names(column: Column) -> frozenset[str]:
    """Everything that a column of ours goes by, in every language, folded."""
    return frozenset(map(folded, (column.code, *column.aliases, *in_every_language(column.name))))


def text_of(cell: Any) -> str:
    """A cell as it is shown; nothing for one that can't be used."""
    return "" if cell is None or isinstance(cell, Odd) else plain(cell)


def find_header(lines: Sequence[tuple[int, Sequence[Any]]], columns: Sequence[Column]) -> int:
    """The number of the row that is the headings: the first with most of our names, or else the first that is as wide
    as any and holds words alone. `lines` must not be empty.
    """
    ours = frozenset(name for column in columns for name in names(column))
    known = {number: sum(folded(text_of(cell)) in ours for cell in cells) for number, cells in lines[:_LOOKED_AT]}
    best = max(known, key=lambda number: (known[number], -number))
    if known[best] > 1 or (known[best] and len(columns) == 1):
        return best
    widest = max(len(cells) for _number, cells in lines[:_LOOKED_AT])
    wordy = (number for number, cells in lines[:_LOOKED_AT] if len(cells) * 2 > widest and _words_alone(cells))
    return best if known[best] else next(wordy, lines[0][0])


def _words_alone(cells: Sequence[Any]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return len(given) > 1 and all(isinstance(cell, str) and not cell[:1].isdigit() for cell in given)


def headings(cells: Sequence[Any], below: Sequence[Sequence[Any]] = ()) -> list[Heading]:
    """The columns of the file, by their headings."""
    width = max([len(cells), *(len(row) for row in below)])
    padded = [*cells, *[None] * (width - len(cells))]
    found = []
    for place, cell in enumerate(padded):
        some = dict.fromkeys(short(text_of(row[place])) for row in below if place < len(row))
        name = short(text_of(cell))
        found.append(Heading(place, name or letter(place), [one for one in some if one][:3], named=bool(name)))
    return found


def letter(place: int) -> str:
    """A column's letter, as Excel counts them."""
    text, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def match(columns: Sequence[Column], found: Sequence[Heading], remembered: Mapping[str, str]) -> Matched:
    """Which heading is which column: as it was remembered, then by the very name, then by one that is like it.

    No heading is two columns. What was remembered as not read ("") stays so.
    """
    matched: Matched = {}
    free = {heading.place: heading.known for heading in found}
    wanted = [column for column in columns if not column.ours]
    for column in wanted:
        before = remembered.get(column.code)
        if before is not None and before.startswith(ALWAYS):
            matched[column.code] = before
        elif before:
            _take(matched, free, column, {before})
    for column in wanted:
        if column.code not in matched and remembered.get(column.code) != "":
            _take(matched, free, column, names(column))
    for column in wanted:
        if column.code not in matched and column.code not in remembered:
            _take(matched, free, column, _alike(names(column), free.values()))
    return matched


def _take(matched: Matched, free: dict[int, str], column: Column, wanted: Iterable[str]) -> None:
    place = next((place for place, name in free.items() if name in set(wanted)), None)
    if place is not None:
        matched[column.code] = str(place)
        del free[place]


def _alike(ours: Iterable[str], theirs: Iterable[str]) -> set[str]:
    long = [name for name in ours if len(name) > 4]
    return {other for other in theirs if any(SequenceMatcher(None, name, other).ratio() >= _ALIKE for name in long)}


def learnt(columns: Sequence[Column], found: Sequence[Heading], matched: Matched) -> dict[str, str]:
    """What to remember of a match: the heading of each column, "=value", or "" for one that is not read."""
    by_place = {str(heading.place): heading.known for heading in found}
    return {
        column.code: value if value.startswith(ALWAYS) else by_place.get(value, "")
        for column in columns
        if not column.ours
        for value in [matched.get(column.code, "")]
    }


def complete(columns: Sequence[Column], matched: Matched) -> bool:
    """Whether every column that must be there is."""
    return all(column.code in matched for column in columns if column.required)


def always(column: Column, matched: Matched) -> tuple[bool, Any]:
    """Whether a column has one value for every row, and which."""
    value = matched.get(column.code, "")
    if not value.startswith(ALWAYS) or not isinstance(column.holds, OneOf):
        return False, None
    return True, column.holds.one(value.removeprefix(ALWAYS))
