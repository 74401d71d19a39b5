"""Rows handed to a module's own services: each whole or not at all, and why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from samspel.core.errors import Missing, Refused, Stale
from samspel.core.imports.faults import Fault
from samspel.core.imports.importable import Row

_NOT_THEIRS: Final = gettext_noop("This is not yours to write. Ask the one who answers for it.")
_STALE: Final = gettext_noop("Somebody changed it while the file was being imported. Look at it, and send it again.")


def each(rows: Iterable[Row], do: Callable[[Row], object]) -> Mapping[int, Fault]:
    """Do it for each row; the rows that were refused, by number. What a refused row had begun is undone."""
    refused: dict[int, Fault] = {}
    for row in rows:
        try:
            with transaction.atomic():
                do(row)
        except Fault as fault:
            refused[row.number] = fault
        except Refused as no:
            refused[row.number] = Fault.because(no)
        except Missing:
            refused[row.number] = Fault(_NOT_THEIRS)
        except Stale:
            refused[row.number] = Fault(_STALE)
    return refused


def together(rows: Sequence[Row], do: Callable[[Sequence[Row]], object]) -> Mapping[int, Fault]:
    """Do it for all at once; only where that is refused one by one, to find out which of them can't be."""
    try:
        with transaction.atomic():
            do(rows)
    except (Fault, Refused, Missing, Stale):
        return each(rows, lambda row: do([row]))
    return {}
