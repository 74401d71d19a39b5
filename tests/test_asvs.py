"""The table of ASVS says what the tests say."""

from __future__ import annotations

from collections import Counter

from tools import asvs


def test_every_requirement_of_levels_1_and_2_is_there_once() -> None:
    rows = asvs.requirements()
    assert Counter(row.level for row in rows) == {"1": 70, "2": 183}
    assert len({row.number for row in rows}) == len(rows)


def test_list_and_marks_fit() -> None:
    assert asvs.faults() == []


def test_the_page_is_current() -> None:
    assert asvs.PAGE.read_text() == asvs.page(), "python tools/asvs.py writes it anew"
