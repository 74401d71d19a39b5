"""An area that changes team keeps its past."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samspel.municipality.timeline import Validity, closed, revised

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2021, 8, 15)
OLD = Validity("north", LONG_AGO, None)


def test_the_first_time_the_files_decide() -> None:
    assert revised([], [OLD], TODAY) == [OLD]


def test_the_same_again_changes_nothing() -> None:
    assert revised([OLD], [OLD], TODAY) == [OLD]


def test_a_new_team_closes_the_old_validity_the_day_before() -> None:
    new = Validity("south", date(2026, 12, 1), None)
    assert revised([OLD], [new], TODAY) == [replace(OLD, ends=date(2026, 11, 30)), new]


def test_another_team_on_the_old_row_means_from_today() -> None:
    changed = revised([OLD], [Validity("south", LONG_AGO, None)], TODAY)
    assert changed == [replace(OLD, ends=YESTERDAY), Validity("south", TODAY, None)]


def test_the_same_old_row_tomorrow_changes_nothing_more() -> None:
    wanted = [Validity("south", LONG_AGO, None)]
    once = revised([OLD], wanted, TODAY)
    assert revised(once, wanted, TODAY) == once
    assert revised(once, wanted, TODAY + timedelta(days=9)) == once


def test_what_the_files_no_longer_tell_of_the_past_stays() -> None:
    past = [replace(OLD, ends=date(2025, 8, 31)), Validity("south", date(2025, 9, 1), None)]
    assert revised(past, [past[1]], TODAY) == past


def test_a_validity_that_begins_today_can_be_mended_today() -> None:
    assert revised([Validity("north", TODAY, None)], [Validity("south", TODAY, None)], TODAY) == [
        Validity("south", TODAY, None)
    ]


def test_an_area_that_leaves_the_files_ends_yesterday() -> None:
    assert closed([OLD], TODAY) == [replace(OLD, ends=YESTERDAY)]
    assert revised([OLD], [], TODAY) == [replace(OLD, ends=YESTERDAY)]
    assert closed([Validity("north", TODAY, None)], TODAY) == []


CHANGES = st.lists(
    st.tuples(st.sampled_from(["north", "south", "west"]), st.dates(LONG_AGO, date(2029, 12, 31))), max_size=8
)


@given(CHANGES)
def test_whatever_is_applied_there_is_one_team_at_a_time_and_twice_is_once(changes: list[tuple[str, date]]) -> None:
    rows = [OLD]
    for number, (team, starts) in enumerate(changes):
        day = TODAY + timedelta(days=number)
        wanted = [Validity(team, starts, None)]
        rows = revised(rows, wanted, day)
        assert revised(rows, wanted, day) == rows
        assert rows[-1].ends is None
        assert rows[-1].team == team
        for earlier, later in pairwise(rows):
            assert earlier.ends is not None
            assert earlier.starts <= earlier.ends < later.starts
