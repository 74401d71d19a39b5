"""Periods of time: what is left when some of them are taken, and what the clocks do to them."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.duty.rules import NoSuchTime, Period, common, merged, moment, repeated, without

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 1, 1, tzinfo=UTC)


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


periods = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Period(at(pair[0]), at(pair[0] + pair[1]))),
    max_size=8,
)


def hours(rows: list[Period]) -> set[int]:
    """Which hours after the start are in the periods, counted one by one."""
    return {hour for hour in range(100) if any(one.starts <= at(hour + 0.5) < one.ends for one in rows)}


@given(periods, periods)
def test_what_is_left_and_what_is_shared_are_counted_hour_by_hour(left: list[Period], right: list[Period]) -> None:
    assert hours(without(left, right)) == hours(left) - hours(right)
    assert hours(common(left, right)) == hours(left) & hours(right)
    assert hours(merged(left)) == hours(left)


@given(periods, periods)
def test_what_is_left_stands_in_order_and_never_touches(left: list[Period], right: list[Period]) -> None:
    found = without(left, right)
    assert all(one.ends < other.starts for one, other in itertools.pairwise(found))


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    with pytest.raises(NoSuchTime):
        moment(date(2026, 3, 29), time(2, 30), STOCKHOLM)


def test_a_time_that_comes_twice_means_the_first() -> None:
    assert moment(date(2026, 10, 25), time(2, 30), STOCKHOLM) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_shift_repeated_over_the_change_of_clocks_keeps_its_time_on_the_wall() -> None:
    night = Period(
        moment(date(2026, 10, 17), time(17), STOCKHOLM),
        moment(date(2026, 10, 18), time(8), STOCKHOLM),
    )
    found = repeated(night, times=3, every_weeks=1, zone=STOCKHOLM)
    assert [one.hours for one in found] == [15, 16, 15]
    assert [one.starts.astimezone(STOCKHOLM).hour for one in found] == [17, 17, 17]
