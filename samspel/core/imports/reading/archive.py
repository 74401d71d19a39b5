"""The archive that an Excel file is, looked through before anything of it is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _

from samspel.core.imports.reading.book import Unreadable

MOST_PARTS: Final = 2000
_MOST_UNPACKED: Final = 400_000_000
_MOST_OF: Final = {"xl/sharedStrings.xml": 48_000_000, "xl/styles.xml": 8_000_000}
_MOST_OF_OTHERS: Final = 4_000_000
"""Bytes of a part that is read whole. Sheets are read row by row, and pictures not at all."""
_READ_BY_ROW: Final = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_BEYOND: Final = re.compile(rb'\sr="[A-Z]*[1-9]\d{7,}"')
"""A row that no spreadsheet program has: reading up to it would never end."""
_BLOCK: Final = 1 << 20
_MOST_MERGED: Final = 20_000

TOO_LARGE: Final = _("The sheet is larger than any that Excel has. Copy the rows to a new one.")
NO_EXCEL: Final = _("This is not an Excel workbook. Save it as Excel (.xlsx) or CSV.")


@dataclass(frozen=True)
class Merged:
    """Cells that are joined into one, by rows and columns counted from one."""

    top: int
    left: int
    bottom: int
    right: int


def look_through(content: bytes) -> zipfile.ZipFile:
    """The archive, when it is an Excel workbook that unpacks to no more than we take; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as no:
        raise Unreadable(_("The file is damaged or cut off. Open it in Excel, save it, and send it again.")) from no
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.bin" in names:
        raise Unreadable(_("This is Excel's binary kind (.xlsb). Save it as an Excel workbook (.xlsx)."))
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable(_("This is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx)."))
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(NO_EXCEL)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("The file is protected by a password. Save it without one, and send it again."))
    read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    _weigh(parts, read)
    for part in read:
        # Sheets are large, and looked at when they are read.
        if not _READ_BY_ROW.fullmatch(part.filename):
            _look_for_declarations(archive, part.filename)
    return archive


def _look_for_declarations(archive: zipfile.ZipFile, part: str) -> None:
    # What can't be unpacked here can't be where it is read, and is told there.
    with suppress(zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        for block in _blocks(archive, part):
            _declares_nothing(block)


def _declares_nothing(block: bytes) -> None:
    """No kind of document and no entities, in any encoding: Excel writes neither; raises Unreadable."""
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block or b"\x00" in block:
        raise Unreadable(NO_EXCEL)


def _weigh(parts: list[zipfile.ZipInfo], read: list[zipfile.ZipInfo]) -> None:
    """More than the archive says of a part is never unpacked, so what it says is what to hold it to."""
    heavy = any(
        part.file_size > _MOST_OF.get(part.filename, _MOST_OF_OTHERS)
        for part in read
        if not _READ_BY_ROW.fullmatch(part.filename)
    )
    if heavy or len(parts) > MOST_PARTS or sum(part.file_size for part in read) > _MOST_UNPACKED:
        raise Unreadable(
            _("The file unpacks to more than there is room for. Keep only the sheet with the rows, and divide it.")
        )


@dataclass(frozen=True)
class Seen:
    """What a look at a sheet's text tells before it is read: whether it counts, and which cells are joined."""

    formulas: bool
    merged: list[Merged]


def glance(archive: zipfile.ZipFile, part: str) -> Seen:
    """What stands in the text of a sheet; raises Unreadable for what no spreadsheet program writes."""
    formulas, merged = False, []
    for block in _blocks(archive, part.lstrip("/")):
        _declares_nothing(block)
        if _BEYOND.search(block):
            raise Unreadable(TOO_LARGE)
        formulas = formulas or bool(_FORMULA.search(block))
        merged += [
            Merged(int(top), _column(left), int(bottom), _column(right))
            for left, top, right, bottom in _MERGED.findall(block)
        ]
        if len(merged) > _MOST_MERGED:
            raise Unreadable(_("The sheet has too many merged cells. Unmerge them, and send the file again."))
    return Seen(formulas, sorted(set(merged), key=lambda one: one.top))


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text in blocks that overlap, so that nothing looked for lies between two."""
    before = b""
    with archive.open(part) as text:
        while block := text.read(_BLOCK):
            yield before + block
            before = block[-100:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
