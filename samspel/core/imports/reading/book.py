"""What a file of rows is once it is opened, and what it may not be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from samspel.core.imports.faults import Fault

LARGEST: Final = 30_000_000
"""Bytes of a file: 100 000 rows of Excel take a sixth of it."""
MOST_ROWS: Final = 250_000
"""Rows that say something."""
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 32_767
"""Letters in a cell, as Excel has it."""

Line = tuple[int, Sequence[Any]]
"""The number of a row as a spreadsheet shows it, and its cells: a Cell, Odd, or None where nothing stands."""


class Unreadable(Fault):
    """Nothing can be taken from the file, or no more of it."""


@dataclass(frozen=True)
class Odd:
    """A cell that says something, but nothing that can be used."""

    fault: Fault


@dataclass(frozen=True)
class Book:
    """A file: what kind it is, its visible sheets, how many are hidden, and the rows of one of them.

    `lines` gives every row that says something, in order; raises Unreadable where the file breaks off.
    """

    kind: str
    sheets: Sequence[str]
    hidden: int
    lines: Callable[[str], Iterator[Line]]
