"""The rows that had faults as a file: as they were sent, with what is wrong before them, to be mended and sent anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from samspel.core import sheets
from samspel.core.imports.faults import Fault
from samspel.core.imports.importable import Column
from samspel.core.imports.matching import text_of
from samspel.core.imports.reading import Line
from samspel.core.models import ImportFault

_LONGEST: Final = 32_000
_WIDE, _NARROW = 60, 16


def rest_of(lines: Iterable[Line], faults: Iterable[ImportFault], columns: Sequence[Column], header_row: int) -> bytes:
    """An Excel file of the headings and the faulty rows; the first column says what is wrong."""
    names = {column.code: str(column.name) for column in columns}
    wrong: dict[int, list[str]] = defaultdict(list)
    for one in faults:
        said = str(Fault.of(one.says))
        wrong[one.row].append(f"{names[one.column]}: {said}" if one.column in names else said)
    coming = iter(lines)
    headings = next((cells for number, cells in coming if number == header_row), ())
    columns_of_file = [(_("What is wrong"), _WIDE), *((text_of(cell), _NARROW) for cell in headings)]
    return sheets.made(_("Faults"), "xlsx", columns_of_file, _rows(coming, wrong))


def _rows(lines: Iterable[Line], wrong: dict[int, list[str]]) -> Iterator[list[str]]:
    for number, cells in lines:
        if number in wrong:
            yield [text[:_LONGEST] for text in ("\n".join(wrong[number]), *map(text_of, cells))]
