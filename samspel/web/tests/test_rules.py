"""What the frame counts and finds, without pages: expected weeks, folded words, groups, days off, words of numbers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from samspel.core import clock
from samspel.ui.elements import Status, TodoRow
from samspel.web.queries import flow, hours
from samspel.web.queries.folding import holds
from samspel.web.today.gather import _listed
from samspel.web.today.rows import SHOWN, Item, Press, grouped

STOCKHOLM = ZoneInfo("Europe/Stockholm")
A_MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        ("skola", "Skola och förskola", True),
        ("SKOLA", "Skola och förskola", True),
        ("förvaltning", "Kultur- och fritidsförvaltningen", True),
        ("och skola", "Skola och förskola", True),
        ("gat", "Gator och torg", True),
        ("ska", "Förskola", False),
        ("forskola", "Förskola", False),
        ("lampa", "Gator och torg", False),
        ("", "Vad som helst", True),
    ],
)
def test_words_are_found_in_short_texts(sought: str, text: str, found: bool) -> None:
    assert holds(sought, [text]) is found


def test_what_is_expected_is_what_eight_weeks_of_ten_have_held() -> None:
    assert flow.expected([4, 5, 6, 5, 4, 6, 5, 30, 5, 0]) == flow.Expected(low=0, high=28)
    assert flow.expected([5] * 12) == flow.Expected(low=5, high=5)


def test_nothing_is_expected_of_too_few_weeks_or_of_none_but_empty_ones() -> None:
    assert flow.expected([3] * (flow.LEAST_BEFORE - 1)) is None
    assert flow.expected([0] * 20) is None


def test_the_last_whole_weeks_end_with_last_week() -> None:
    with clock.at(A_MONDAY):
        assert flow.last_mondays(2) == [date(2026, 11, 2), date(2026, 11, 9)]


def test_a_number_by_place_below_three_is_not_written_on_a_map() -> None:
    assert flow.on_map({1: 2, 2: 3, None: 8}) == {2: "3"}


def _row(title: str) -> TodoRow:
    return TodoRow(status=Status("ring", "Ny"), title=title, href="/")


def test_groups_come_in_order_of_press_and_show_the_first_of_many() -> None:
    items = [Item(Press.NEW, _row("ny")), *(Item(Press.LATE, _row(f"{n}")) for n in range(SHOWN + 2))]
    groups = grouped(items)
    assert [group.press for group in groups] == [Press.LATE, Press.NEW]
    assert (groups[0].count, len(groups[0].rows), groups[0].more) == (SHOWN + 2, SHOWN, 2)
    assert groups[0].rows[0].title == "0"


def test_clauses_are_listed_as_in_a_sentence() -> None:
    with translation.override("en"):
        assert _listed(["one"]) == "one"
        assert _listed(["one", "two", "three"]) == "one, two and three"


@pytest.mark.django_db
def test_days_ahead_name_holidays_on_weekdays_and_eves_that_the_municipality_closes() -> None:
    with clock.at(A_MONDAY):
        ahead = {off.day: off for off in hours.hours().ahead}
    assert ahead[date(2026, 12, 25)].by_law
    assert not ahead[date(2026, 12, 24)].by_law
    assert ahead[date(2027, 6, 25)].assumption
    assert date(2026, 12, 26) not in ahead, "a Saturday is closed anyway"


@pytest.mark.django_db
def test_the_week_has_seven_days_from_monday() -> None:
    with clock.at(A_MONDAY):
        week = hours.hours().week
    assert [day.weekday() for day, _spans in week] == list(range(7))
    assert week[0][1]
    assert not week[6][1]
