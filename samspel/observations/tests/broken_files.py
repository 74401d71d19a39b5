"""Files of observations as they come in life, and broken in twenty ways and more: each with what is told of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samspel.core import clock
from samspel.core.tests.spreadsheets import archive, text, without, xlsx

HEADINGS = ["Nummer", "Vad", "Område", "Från", "Mer om det"]
SEVERAL = 3


def day(back: int = 1) -> str:
    """A day that was."""
    return (clock.today() - timedelta(days=back)).isoformat()


def sound(at: int = 1, **changed: Any) -> list[Any]:
    """A row without faults, but for what is changed."""
    told = {
        "number": f"K-{at}",
        "kind": "Skadegörelse och klotter",
        "area": "Berga",
        "from": f"{day()} 21:30",
        "text": "Klotter i gångtunneln",
    }
    return list((told | changed).values())


def rows(*more: list[Any]) -> list[list[Any]]:
    """The headings, three sound rows, and more."""
    return [HEADINGS, *(sound(number) for number in range(1, SEVERAL + 1)), *more]


@dataclass(frozen=True)
class Broken:
    """A file: how it is made, how many of its rows are sound, what is told, and of which rows (none: the whole)."""

    made: Callable[[], bytes]
    sound: int
    told: str
    rows: tuple[int, ...] = ()
    name: str = "lista.xlsx"


def _merged(book: Any) -> None:
    book.active.merge_cells("C4:C5")


def _several(book: Any) -> None:
    book.create_sheet("Sammanställning").append(["Summa", 3])


def _hidden(book: Any) -> None:
    sheet = book.create_sheet("Gammalt", 0)
    sheet.sheet_state = "hidden"
    sheet.append(HEADINGS)
    sheet.append(sound(99))
    book.active = 1


def _number(book: Any) -> None:
    book.active["D5"] = datetime(2026, 1, 5, 21, 30)  # noqa: DTZ001 - Excel knows no zones


BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _part(content: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return zipped.read(part)


def _hide_by_hand(content: bytes) -> bytes:
    book = _part(content, BOOK)
    return without(content, BOOK, book.replace(b'state="visible"', b'state="hidden"'))


def _cut() -> bytes:
    content = xlsx(rows(*(sound(number) for number in range(10, 2000))))
    sheet = _part(content, SHEET)
    return without(content, SHEET, sheet[: len(sheet) * 2 // 3])


BROKEN: dict[str, Broken] = {
    "empty": Broken(lambda: b"", 0, "The file is empty"),
    "nothing but blanks": Broken(lambda: b"\r\n \t\r\n\r\n", 0, "The file is empty"),
    "a sheet without anything": Broken(lambda: xlsx([]), 0, "nothing in the file but empty cells"),
    "headings alone": Broken(lambda: xlsx([HEADINGS]), 0, ""),
    "wrong columns": Broken(
        lambda: text([["Namn", "Kommun"], ["A", "B"]]), 0, "Say which column of the file this is", name="a.csv"
    ),
    "a day that is none": Broken(
        lambda: xlsx(rows(sound(4, **{"from": "2026-02-30"}))), 3, "is not a day that there is", (5,)
    ),
    "days as text": Broken(lambda: xlsx(rows(sound(4, **{"from": "i går"}))), 3, "is not a day that there is", (5,)),
    "a day that has not come": Broken(
        lambda: xlsx(rows(sound(4, **{"from": "2149-01-01"}))), 3, "has not come yet", (5,)
    ),
    "formulas": Broken(
        lambda: xlsx(rows(sound(4, kind='="Skade"&"görelse"'))), 3, "has not been calculated", (5,)
    ),
    "errors of formulas": Broken(lambda: xlsx(rows(sound(4, kind="#REF!"))), 3, "shows the error #REF!", (5,)),
    "merged cells": Broken(
        lambda: xlsx(rows(sound(4, area=None)), _merged), 3, "The cell is merged with another", (5,)
    ),
    "an old encoding": Broken(
        lambda: text(rows(sound(4, area="Mittemellan")), encoding="cp1252"), 3, "none of the words", (5,), "a.csv"
    ),
    "two encodings at once": Broken(
        lambda: text(rows()) + text([sound(4, kind="damage", text="Bänk")], encoding="cp1252"),
        3, "A letter of the text was lost", (5,), "a.csv",
    ),
    "utf-16 cut off": Broken(
        lambda: text(rows(), encoding="utf-16")[:-1], 0, "breaks off or is damaged", name="a.csv"
    ),
    "the headings twice": Broken(lambda: xlsx(rows(HEADINGS, sound(4))), 4, ""),
    "a password": Broken(
        lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, 0, "protected by a password"
    ),
    "the old Excel": Broken(lambda: OLE + b"\0" * 2000, 0, "the old kind of Excel file", name="a.xls"),
    "a web page by the name of Excel": Broken(
        lambda: b"<html><table><tr><td>Vad</td></tr></table></html>", 0, "This is a web page"
    ),
    "numbers where words are": Broken(lambda: xlsx(rows(sound(4, kind=17))), 3, "none of the words", (5,)),
    "numbers as text": Broken(lambda: xlsx(rows(sound(4, number="4,0"))), 4, ""),
    "a negative day": Broken(lambda: xlsx(rows(sound(4, **{"from": -3}))), 3, "is not a day that there is", (5,)),
    "blank rows between": Broken(lambda: xlsx(rows([], [None, " ", ""], sound(4))), 4, ""),
    "a hidden sheet first": Broken(lambda: xlsx(rows(), _hidden), 3, ""),
    "nothing but hidden sheets": Broken(
        lambda: _hide_by_hand(xlsx(rows())), 0, "Every sheet of the file is hidden"
    ),
    "several sheets": Broken(lambda: xlsx(rows(), _several), 3, ""),
    "a row twice": Broken(lambda: xlsx(rows(sound(1))), 3, ""),
    "the same number with another text": Broken(
        lambda: xlsx(rows(sound(1, text="Något annat"))), 3, "about the same as row 2", (5,)
    ),
    "a text too long": Broken(lambda: xlsx(rows(sound(4, text="å" * 5000))), 3, "The text has 5000 letters", (5,)),
    "a cell of a megabyte": Broken(
        lambda: text(rows(sound(4, text="å" * 1_000_000))), 0, "never closed", name="a.csv"
    ),
    "control characters": Broken(
        lambda: text(rows(sound(4, text="Klotter\x07\x1b[31m"))), 3, "There is a control character", (5,), "a.csv"
    ),
    "mixed types in a column": Broken(lambda: xlsx(rows(sound(4)), _number), 4, ""),
    "a quotation mark that is never closed": Broken(
        lambda: text(rows()) + b'K-4;"Skada;Berga\r\n' + b"K-5;a;b\r\n" * 60, 0, "opened and never closed", name="a.csv"
    ),
    "what looks like a person": Broken(
        lambda: xlsx(rows(sound(4, text="Ring 070-174 06 05"))), 3, "looks like a phone number", (5,)
    ),
    "no place": Broken(lambda: xlsx(rows(sound(4, area=None))), 3, "Nothing says where it was", (5,)),
    "cut off": Broken(lambda: xlsx(rows())[:900], 0, "damaged or cut off"),
    "a sheet that breaks off": Broken(
        lambda: without(xlsx(rows()), SHEET, b"<worksheet><sheetData><row r='1'><c"), 0, "not an Excel workbook"
    ),
    "a sheet that breaks off far down": Broken(_cut, 0, "The sheet is damaged after row"),
    "an archive that is no workbook": Broken(lambda: archive(("a.txt", b"a")), 0, "not an Excel workbook"),
    "an OpenDocument": Broken(
        lambda: archive(("mimetype", b"a"), ("content.xml", b"a")), 0, "OpenDocument", name="a.ods"
    ),
    "entities of entities": Broken(
        lambda: without(xlsx(rows()), SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'),
        0, "not an Excel workbook",
    ),
    "a picture": Broken(lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 0, "a file of the kind PNG", name="a.png"),
    "bytes of nothing": Broken(lambda: bytes(range(256)) * 20, 0, "neither Excel nor text", name="a.csv"),
}  # fmt: skip
