"""Two versions side by side: nothing of either is lost, and what was changed is marked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.adopted import Entry, Section, Side, compare, next_due

TEXTS = st.text(alphabet="ab å.\n", max_size=8)
ENTRIES = st.dictionaries(st.sampled_from("xyz"), TEXTS, max_size=3).map(
    lambda found: [Entry(text, key) for key, text in found.items()]
)
PARAGRAPHS = st.builds(lambda plain, keyed: (*plain, *keyed), st.lists(TEXTS, max_size=3), ENTRIES)
VERSIONS = st.dictionaries(st.sampled_from("abcd"), PARAGRAPHS, max_size=3).map(
    lambda found: [Section(code, code.upper(), texts) for code, texts in found.items()]
)


def test_words_that_were_changed_are_marked_and_the_others_are_not() -> None:
    old = [Section("a", "Survey", ("The square is dark after six.",))]
    new = [Section("a", "Survey", ("The square is lit after six.",))]
    (row,) = compare(old, new)[0].rows
    assert [piece.text for piece in row.left if piece.changed] == ["dark"]
    assert [piece.text for piece in row.right if piece.changed] == ["lit"]


def test_paragraphs_that_have_nothing_in_common_are_not_read_as_one_that_was_changed() -> None:
    old = [Section("a", "Survey", ("Bicycles are stolen at the station.",))]
    new = [Section("a", "Survey", ("Xyz 123!",))]
    assert compare(old, new)[0].rows[0][1] == ()
    assert compare(old, new)[0].rows[1][0] == ()


def test_what_is_one_of_many_stands_beside_itself_whatever_it_says_and_wherever_it_stands() -> None:
    old = [Section("map", "Seen", (Entry("Vandalism: 42", "vandalism"), Entry("Unsafe place: 5", "unsafe")))]
    new = [
        Section(
            "map",
            "Seen",
            (Entry("Unsafe place: 26", "unsafe"), Entry("Litter: 3", "litter"), Entry("Vandalism: 40", "vandalism")),
        )
    ]
    rows = compare(old, new)[0].rows
    said = [("".join(piece.text for piece in row.left), "".join(piece.text for piece in row.right)) for row in rows]
    assert said == [("Unsafe place: 5", "Unsafe place: 26"), ("", "Litter: 3"), ("Vandalism: 42", "Vandalism: 40")]
    assert [piece.text for piece in rows[0].right if piece.changed] == ["26"]


def test_a_paragraph_stands_beside_the_one_it_became_not_beside_the_one_in_its_place() -> None:
    old = [Section("a", "Causes", ("The lamps are broken.", "Nobody knows who owns the path."))]
    new = [Section("a", "Causes", ("Bushes hide the way.", "Nobody knows who owns the path now."))]
    rows = compare(old, new)[0].rows
    assert [bool(row.left) and bool(row.right) for row in rows] == [False, False, True]


def test_how_far_in_a_paragraph_stands_is_kept_beside_it() -> None:
    old = [Section("a", "Causes", (Entry("Lamps", depth=0), Entry("No owner", depth=1)))]
    assert [row.depth for row in compare(old, old)[0].rows] == [0, 1]


def test_a_section_is_added_taken_out_changed_or_the_same() -> None:
    old = [Section("a", "A", ("1",)), Section("b", "B", ("2",)), Section("c", "C", ("3",))]
    new = [Section("a", "A", ("1",)), Section("c", "C", ("4",)), Section("d", "D", ())]
    assert [(one.code, one.side) for one in compare(old, new)] == [
        ("a", Side.SAME),
        ("b", Side.REMOVED),
        ("c", Side.CHANGED),
        ("d", Side.ADDED),
    ]


def test_a_new_heading_over_the_same_text_is_a_change() -> None:
    assert compare([Section("a", "Old", ("1",))], [Section("a", "New", ("1",))])[0].side == Side.CHANGED


@given(VERSIONS, VERSIONS)
def test_both_versions_can_be_read_in_full_from_what_is_compared(old: list[Section], new: list[Section]) -> None:
    found = {one.code: one for one in compare(old, new)}
    assert found.keys() == {one.code for one in old} | {one.code for one in new}
    for place, version in ((0, old), (1, new)):
        for section in version:
            read = ["".join(piece.text for piece in row[:2][place]) for row in found[section.code].rows]
            assert sorted(text for text in read if text) == sorted(text for text in section.paragraphs if text)


@given(VERSIONS)
def test_a_version_beside_itself_has_no_change(version: list[Section]) -> None:
    for one in compare(version, version):
        assert one.side == Side.SAME
        assert not any(piece.changed for row in one.rows for piece in (*row.left, *row.right))


@pytest.mark.parametrize(
    ("adopted", "due"),
    [
        (date(2026, 9, 22), date(2028, 9, 22)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2028, 2, 28)),
    ],
)
def test_it_is_due_again_every_other_year(adopted: date, due: date) -> None:
    assert next_due(adopted, 24) == due
