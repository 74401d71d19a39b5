"""How a measure moves, and when somebody is late: the tables, and what holds for every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.plans.rules import (
    AT_WORK,
    LEADS_TO,
    LIVE,
    Outcome,
    Standing,
    Status,
    is_late,
    is_silent,
    may_become,
    months_before,
    needs_next,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 31), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("way", "allowed"),
    [
        (["proposed", "decided", "ongoing", "done"], True),
        (["proposed", "decided", "ongoing", "paused", "ongoing", "done", "ongoing"], True),
        (["proposed", "dropped", "proposed"], True),
        (["decided", "paused", "dropped"], True),
        (["proposed", "done"], False),
        (["proposed", "ongoing"], False),
        (["done", "proposed"], False),
        (["paused", "done"], False),
        (["dropped", "ongoing"], False),
    ],
)
def test_a_measure_moves_by_the_table(way: list[str], *, allowed: bool) -> None:
    steps = [Status(one) for one in way]
    assert all(may_become(now, then) for now, then in pairwise(steps)) == allowed


def test_every_status_has_a_way_on_and_stays_when_nothing_is_chosen() -> None:
    assert set(LEADS_TO) == set(Status)
    assert all(LEADS_TO[one] and may_become(one, one) and one not in LEADS_TO[one] for one in Status)
    reached = {Status.PROPOSED}
    for _round in Status:
        reached |= {then for now in reached for then in LEADS_TO[now]}
    assert reached == set(Status)
    assert set(LIVE) == set(Status) - {Status.DONE, Status.DROPPED}


def standing(**changes: object) -> Standing:
    start: dict[str, object] = {
        "status": Status.ONGOING, "to_year": 2027, "said_on": date(2026, 10, 1), "commented": True,
    }  # fmt: skip
    return Standing(**(start | changes))  # type: ignore[arg-type]


def test_a_measure_is_late_the_year_after_its_last() -> None:
    assert not is_late(standing(to_year=2026), TODAY)
    assert is_late(standing(to_year=2025), TODAY)
    assert not is_late(standing(to_year=None), TODAY)
    assert not is_late(standing(to_year=2020, status=Status.DONE), TODAY)
    assert not is_late(standing(to_year=2020, status=Status.DROPPED), TODAY)


def test_a_measure_at_work_is_silent_half_a_year_after_the_last_word() -> None:
    assert is_silent(standing(said_on=date(2026, 5, 23)), TODAY)
    assert not is_silent(standing(said_on=date(2026, 5, 24)), TODAY)
    assert is_silent(standing(commented=False), TODAY)
    for status in set(Status) - AT_WORK:
        assert not is_silent(standing(status=status, commented=False, said_on=date(2020, 1, 1)), TODAY)


@given(DAYS, st.integers(0, 240))
def test_months_before_is_a_day_of_the_right_month_never_later_in_it(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before.day < day.day and (before + timedelta(days=1)).day == 1)


def test_what_is_not_settled_is_looked_at_again_while_the_agreement_runs() -> None:
    later, earlier = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert not needs_next(Outcome.KEPT, None, TODAY)
    assert not needs_next(Outcome.NOT_KEPT, later, TODAY)
    assert needs_next(Outcome.PARTLY, None, TODAY)
    assert needs_next(Outcome.TOO_EARLY, later, TODAY)
    assert not needs_next(Outcome.TOO_EARLY, earlier, TODAY)
