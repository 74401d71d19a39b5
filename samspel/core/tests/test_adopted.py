"""Two versions side by side: nothing of either is lost, and what was changed is marked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.adopted import Section, Side, compare, next_due

PARAGRAPHS = st.lists(st.text(alphabet="ab å.\n", max_size=12), max_size=5).map(tuple)
VERSIONS = st.dictionaries(st.sampled_from("abcd"), PARAGRAPHS, max_size=4).map(
    lambda found: [Section(code, code.upper(), texts) for code, texts in found.items()]
)


def test_words_that_were_changed_are_marked_and_the_others_are_not() -> None:
    old = [Section("a", "Survey", ("The square is dark after six.",))]
    new = [Section("a", "Survey", ("The square is lit after six.",))]
    ((left, right),) = compare(old, new)[0].rows
    assert [piece.text for piece in left if piece.changed] == ["dark"]
    assert [piece.text for piece in right if piece.changed] == ["lit"]


def test_paragraphs_that_have_nothing_in_common_are_not_read_as_one_that_was_changed() -> None:
    old = [Section("a", "Survey", ("Bicycles are stolen at the station.",))]
    new = [Section("a", "Survey", ("Xyz 123!",))]
    assert compare(old, new)[0].rows[0][1] == ()
    assert compare(old, new)[0].rows[1][0] == ()


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
            read = tuple("".join(piece.text for piece in row[place]) for row in found[section.code].rows if row[place])
            assert [text for text in read if text] == [text for text in section.paragraphs if text]


@given(VERSIONS)
def test_a_version_beside_itself_has_no_change(version: list[Section]) -> None:
    for one in compare(version, version):
        assert one.side == Side.SAME
        assert not any(piece.changed for row in one.rows for line in row for piece in line)


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
