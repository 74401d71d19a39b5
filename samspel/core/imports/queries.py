"""Reads of imports: everybody their own, and of others only what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_noop

from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.core.imports.importable import Column, Importable, importable, importables
from samspel.core.imports.matching import Heading, find_header, headings
from samspel.core.imports.reading import Line, Unreadable, opened
from samspel.core.imports.states import State
from samspel.core.models import Import, ImportFault, ImportFile, ImportSource

LOOKED_AT = 200
"""Rows at the beginning of a file that are looked at to match it."""
_NO_ROWS = gettext_noop("There is nothing in the file but empty cells. Choose the file that the rows stand in.")


@dataclass(frozen=True)
class Start:
    """The beginning of a file's sheet: the sheets, the row of headings, the columns under it, a few rows."""

    sheets: Sequence[str]
    hidden: int
    sheet: str
    header_row: int
    headings: Sequence[Heading]
    rows: Sequence[Line]


def own(who: Actor) -> QuerySet[Import]:
    """The imports of the one who asks, of what they may still bring in, newest first."""
    codes = [one.code for one in importables(who)]
    rows = Import.objects.filter(by_kind=who.kind, by_id=who.id, source__importable__in=codes)
    return rows.select_related("source").order_by("-at", "-pk")


def of_others(code: str, who: Actor) -> QuerySet[Import]:
    """What others have brought in of a kind, newest first."""
    rows = Import.objects.filter(source__importable=code, state__in=[State.DONE, State.STOPPED])
    return rows.exclude(by_kind=who.kind, by_id=who.id).select_related("source").order_by("-at", "-pk")


def one(pk: UUID, who: Actor) -> Import:
    """An import of their own; raises Missing."""
    found = own(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def kind_of(row: Import) -> Importable:
    """What it brings in; raises Missing when the product no longer takes such."""
    found = importable(row.source.importable)
    if found is None:
        raise Missing
    return found


def sources(code: str) -> QuerySet[ImportSource]:
    """The sources of a kind, by name."""
    return ImportSource.objects.filter(importable=code).order_by("name")


def content(row: Import) -> bytes:
    """The file; raises Missing when it is no longer kept."""
    kept = ImportFile.objects.filter(of=row).first()
    if kept is None:
        raise Missing
    return bytes(kept.content)


def before(row: Import) -> Import | None:
    """The last time that this very file was brought in."""
    rows = Import.objects.filter(digest=row.digest, source__importable=row.source.importable, state=State.DONE)
    return rows.exclude(pk=row.pk).order_by("-at").first()


def start(data: bytes, columns: Sequence[Column], sheet: str = "", header_row: int = 0) -> Start:
    """The beginning of a sheet: the one that is named when it is there, or else the first that says something.

    Raises Unreadable.
    """
    book = opened(data)
    tried = [sheet] if sheet in book.sheets else list(book.sheets)
    for name in tried:
        lines = list(islice(book.lines(name), LOOKED_AT))
        if lines:
            break
    else:
        raise Unreadable(_NO_ROWS)
    numbers = {number for number, _cells in lines}
    header = header_row if header_row in numbers else find_header(lines, columns)
    top = next(cells for number, cells in lines if number == header)
    below = [cells for number, cells in lines if number > header][:20]
    return Start(book.sheets, book.hidden, name, header, headings(top, below), lines)


def faulty(row: Import) -> QuerySet[ImportFault]:
    """Everything that is wrong, in the order of the rows."""
    return ImportFault.objects.filter(of=row).order_by("row", "pk")


def unknown_words(row: Import) -> list[tuple[str, str, int]]:
    """Words that no choice is known by: the column, the word, in how many rows; the most frequent first."""
    rows = ImportFault.objects.filter(of=row, says__has_key="aside").values_list("column", "says__aside")
    return [(column, word, count) for column, word, count in rows.annotate(n=Count("pk")).order_by("-n", "says__aside")]
