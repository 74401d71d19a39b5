"""Headings find their columns whatever their order, their case and their neighbours, and none is two columns."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.core.imports import AnyOf, Column, Day, Fault, Moment, Money, Number, OneOf, Option, Text, TimeOfDay, YesNo
from samspel.core.imports.matching import find_header, headings, learnt, letter, match
from samspel.core.imports.reading import Unreadable, opened
from samspel.core.imports.reading.separated import encoding_of, separator_of
from samspel.core.tests.spreadsheets import text

COLUMNS = (
    Column("number", "Number", Text(), aliases=("nr", "id")),
    Column("kind", "What", Text(), required=True, aliases=("händelsetyp", "kategori")),
    Column("area", _("Visitor"), Text(), aliases=("stadsdel",)),
    Column("from", "From", Text(), aliases=("brottsdatum fr.o.m.", "starttid")),
    Column("made", "Made here", Text(), ours=True),
)
NAMES = {
    "number": ("Number", "NR", " id "),
    "kind": ("What", "Händelse-typ", "KATEGORI"),
    "area": ("Stadsdel", "visitor"),
    "from": ("From", "Brottsdatum from", "start_tid"),
}
quickly = settings(max_examples=60, deadline=None)


@quickly
@given(data=st.data())
def test_every_heading_finds_its_column_in_any_order_and_among_others(data: st.DataObject) -> None:
    used = {code: data.draw(st.sampled_from(names)) for code, names in NAMES.items() if data.draw(st.booleans())}
    others = data.draw(st.lists(st.sampled_from(["Xyz 1", "Qwerty", "", "Anmälare", "Made here"]), max_size=4))
    row: list[Any] = [*used.values(), *others]
    random.Random(data.draw(st.integers())).shuffle(row)
    matched = match(COLUMNS, headings(row), {})
    assert {code: row[int(place)] for code, place in matched.items()} == used


@quickly
@given(row=st.lists(st.text(max_size=12), max_size=12), remembered=st.dictionaries(st.text(max_size=5), st.text()))
def test_no_heading_is_two_columns_and_nothing_breaks(row: list[str], remembered: dict[str, str]) -> None:
    found = headings(row)
    matched = match(COLUMNS, found, remembered)
    assert len(set(matched.values())) == len(matched)
    assert all(int(place) < len(row) for place in matched.values())


@quickly
@given(data=st.data())
def test_what_was_matched_once_is_found_again_in_another_order(data: st.DataObject) -> None:
    row = ["A", "B", "C", "Datum", "Kolumn"]
    places = data.draw(st.permutations(range(5)))
    chosen = {code: str(place) for code, place in zip(("number", "kind", "from"), places, strict=False)}
    known = learnt(COLUMNS, headings(row), chosen)
    turned = data.draw(st.permutations(row))
    again = match(COLUMNS, headings(turned), known)
    assert {code: turned[int(place)] for code, place in again.items()} == {
        code: row[int(place)] for code, place in chosen.items()
    }
    assert "area" not in again, "what was said not to be in the file stays so"


def test_the_headings_are_found_under_a_title_and_above_the_rows() -> None:
    lines: list[tuple[int, list[Any]]] = [
        (1, ["Utdrag ur registret"]),
        (3, ["Nr", "Kategori", "Stadsdel"]),
        (4, [1, "a", "b"]),
    ]
    assert find_header(lines, COLUMNS) == 3
    assert find_header([(2, ["Anmärkning"]), (5, ["Alfa", "Beta", "Gamma"]), (6, [1, 2, 3])], COLUMNS) == 5
    assert find_header([(7, [1, 2, 3])], COLUMNS) == 7


def test_a_column_without_heading_goes_by_its_letter() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [one.name for one in headings(["Nr", None], [[1, 2, 3]])] == ["Nr", "B", "C"]


# ---------- Text files


@quickly
@given(
    cells=st.lists(
        st.sampled_from(["Åäö är här", "Skäggetorp", "1,5", "två; tre", 'ett "två"', "rad\nrad"]), min_size=1
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252", "cp850", "mac-roman"]),
    separator=st.sampled_from(";,\t|"),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_a_text_file_reads_the_same_whatever_wrote_it(
    cells: list[str], encoding: str, separator: str, end: str
) -> None:
    rows = [["Nr", "Område", "Text på svenska"], *([str(at), "Ö", cell] for at, cell in enumerate(cells))]
    book = opened(text(rows, separator, encoding, end))
    assert [list(found) for _number, found in book.lines("")] == rows


@quickly
@given(content=st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused_in_a_sentence(content: bytes) -> None:
    try:
        list(opened(content).lines(""))
    except Unreadable as no:
        _is_a_sentence(no)


def _is_a_sentence(fault: Fault, cell: object = "") -> None:
    for language in ("sv", "en"):
        with translation.override(language):
            assert str(fault).endswith(".")
            assert "%(" in str(cell) or "%(" not in str(fault)


def test_excels_own_word_of_the_separator_is_taken() -> None:
    assert separator_of("sep=|\na|b") == ("|", 1)
    assert separator_of("a;b,c\nd;e,f\n") == (";", 0) or separator_of("a;b,c\nd;e,f\n") == (",", 0)
    assert encoding_of("räksmörgås".encode("utf-16-le")) == "utf-16-le"


# ---------- What cells hold

HELD = (
    Text(50), Number(), Money(), Money(thousands=True), Day(), Moment(), TimeOfDay(), YesNo(),
    OneOf([Option("a", _("Visitor")), Option("b", "Bi, och så vidare")]),
    AnyOf([Option("a", _("Visitor")), Option("b", "Bi, och så vidare")]),
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.sampled_from(["2026-01-31 13:45", "31/1 2026", "1 234,5", "ja", "Bi, och så vidare", "a; b"]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(held=st.sampled_from(HELD), cell=CELLS)
def test_a_cell_is_read_and_written_back_as_it_was_or_told_in_a_sentence(held: Any, cell: Any) -> None:
    try:
        value = held.read(cell)
    except Fault as fault:
        _is_a_sentence(fault, cell)
        return
    written = held.write(value)
    assert written == "" or held.read(written) == value


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_choice_is_known_by_its_name_in_every_language(language: str) -> None:
    with translation.override(language):
        held = OneOf([Option("a", _("Visitor"))])
    with translation.override("sv" if language == "en" else "en"):
        assert held.read("Visitor") == held.read("besökare") == held.read(" A ") == "a"
