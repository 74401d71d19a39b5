"""Lists in Excel and CSV that mean harm: 20, by what they are."""

from __future__ import annotations

import io
import zipfile

from samspel.core.tests.spreadsheets import archive, without, xlsx
from tests.malicious.uploads import Upload

BOOK, SHEET, WORDS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SOUND = xlsx([["Vad", "Område", "Från"], ["Klotter", "Berga", "2026-01-01"]])


def _sheet(rows: str, before: str = "", after: str = "") -> bytes:
    text = (
        f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    return without(SOUND, SHEET, text.encode())


def _cell(where: str) -> str:
    row = "".join(letter for letter in where if letter.isdigit())
    return f'<row r="{row}"><c r="{where}" t="inlineStr"><is><t>a</t></is></c></row>'


def _laughs() -> bytes:
    steps = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return without(
        SOUND, WORDS, f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{steps}]><sst>&l9;</sst>'.encode()
    )


def _reads_a_file() -> bytes:
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="{NAMESPACE}"><si><t>&x;</t></si></sst>'
    return without(SOUND, WORDS, text.encode())


def _encrypted() -> bytes:
    made = bytearray(SOUND)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(mark, place + 4)
    return bytes(made)


def _lies_of_its_size() -> bytes:
    """What it unpacks to is told to be a thousandth of what it is."""
    made = bytearray(without(SOUND, SHEET, b"<worksheet>" + b" " * 50_000_000))
    place = made.find(b"PK\x01\x02")
    while place >= 0:
        if made[place + 46 :].startswith(SHEET.encode()):
            made[place + 24 : place + 28] = (50_000).to_bytes(4, "little")
        place = made.find(b"PK\x01\x02", place + 4)
    return bytes(made)


def _many_parts() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        for number in range(5_000):
            zipped.writestr(f"xl/worksheets/sheet{number}.xml", "")
    return made.getvalue()


SPREADSHEETS: dict[str, Upload] = {
    "a sheet that unpacks to a gigabyte": Upload(
        "a.xlsx", lambda: without(SOUND, SHEET, b"<worksheet>" + b" " * 10**9)
    ),
    "words that unpack to 100 MB": Upload("a.xlsx", lambda: without(SOUND, WORDS, b"<sst>" + b"<si/>" * 20_000_000)),
    "a size that is a lie": Upload("a.xlsx", _lies_of_its_size),
    "entities of entities": Upload("a.xlsx", _laughs),
    "an entity that reads a file": Upload("a.xlsx", _reads_a_file),
    "an archive with a password": Upload("a.xlsx", _encrypted),
    "an archive of five thousand parts": Upload("a.xlsx", _many_parts),
    "a part that leaves its folder": Upload("a.xlsx", lambda: archive(("../../../tmp/evil.xml", b"a"))),
    "a row beyond all": Upload("a.xlsx", lambda: _sheet(_cell("A1") + _cell("A999999999999"))),
    "a column beyond all": Upload("a.xlsx", lambda: _sheet(_cell("A1") + _cell("ZZZZZZ2"))),
    "a cell in the last corner": Upload("a.xlsx", lambda: _sheet(_cell("A1") + _cell("XFD1048576"))),
    "a size of seventeen thousand million cells": Upload(
        "a.xlsx", lambda: _sheet(_cell("A1"), before='<dimension ref="A1:XFD1048576"/>')
    ),
    "a hundred thousand merged cells": Upload(
        "a.xlsx",
        lambda: _sheet(
            _cell("A1"),
            after="<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(100_000)) + "</mergeCells>",
        ),
    ),
    "nested without end": Upload("a.xlsx", lambda: without(SOUND, SHEET, b"<a>" * 200_000)),
    "a name that is a formula": Upload(
        "=cmd|'/C calc'!A0.xlsx", lambda: xlsx([["=HYPERLINK(1)", "@SUM(1)"], ["=1+1", "-1"]])
    ),
    "a million commas": Upload("a.csv", lambda: b"Vad;Omr\xc3\xa5de\n" + b";" * 1_000_000 + b"\n"),
    "one line of twenty megabytes": Upload("a.csv", lambda: b"a" * 20_000_000),
    "three hundred thousand lines": Upload("a.csv", lambda: "Vad;Område;Från\n".encode() + b"a;b;c\n" * 300_000),
    "quotation marks without end": Upload("a.csv", lambda: b'"' * 5_000_001),
    "more than is taken": Upload("a.csv", lambda: b"a;b\n" * 8_000_000),
}
