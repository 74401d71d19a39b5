"""When a month stands out from its own past: a range that is told, small counts never, and no false alarm by design."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.questions.recurrence import LEAST, expected, month_after, months_before, stands_out

pasts = st.lists(st.integers(0, 200), min_size=6, max_size=12)


@pytest.mark.parametrize(
    ("past", "low", "high"),
    [
        ([2] * 12, 0, 7),
        ([0] * 12, 0, 1),
        ([10, 12, 9, 14, 8, 11, 10, 13, 9, 12, 10, 11], 3, 21),
        ([100] * 12, 74, 128),
        ([3, 30, 2, 25, 1, 40, 3, 28, 2, 33, 1, 30], 0, 85),
    ],
)
def test_the_range_is_that_of_the_past_and_wider_where_it_varied(past: list[int], low: int, high: int) -> None:
    found = expected(past)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("count", "past", "out"),
    [
        (8, [2] * 12, True),
        (7, [2] * 12, False),
        (4, [0] * 12, False),
        (5, [0] * 12, True),
        (40, [3, 30, 2, 25, 1, 40, 3, 28, 2, 33, 1, 30], False),
        (500, [1] * 5, False),
        (500, [], False),
    ],
)
def test_a_month_stands_out_when_its_past_does_not_explain_it(count: int, past: list[int], out: bool) -> None:
    assert stands_out(count, past) is out


@given(pasts, st.integers(0, LEAST - 1))
def test_small_counts_never_stand_out(past: list[int], count: int) -> None:
    assert not stands_out(count, past)


@given(pasts)
def test_what_has_been_usual_lies_in_the_range(past: list[int]) -> None:
    found = expected(past)
    assert found is not None
    assert found.low <= sum(past) / len(past) <= found.high + 1


@given(pasts, st.integers(0, 500))
def test_more_never_stands_out_less(past: list[int], count: int) -> None:
    assert stands_out(count, past) <= stands_out(count + 1, past)


def test_by_chance_alone_less_than_one_month_of_a_hundred_stands_out() -> None:
    chance = Random(7)

    def month(mean: float) -> int:
        return sum(chance.random() < mean / 1000 for _ in range(1000))

    tried = [(month(mean), [month(mean) for _ in range(12)]) for mean in (1, 4, 12) for _ in range(250)]
    assert sum(stands_out(count, past) for count, past in tried) / len(tried) < 0.01


def test_control_a_month_with_twice_as_many_stands_out() -> None:
    assert all(stands_out(2 * mean + 6, [mean] * 12) for mean in (2, 5, 10, 20, 50))


def test_months_go_by_the_calendar() -> None:
    assert months_before(date(2026, 2, 1), 3) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_after(datetime(2026, 1, 31, tzinfo=UTC).date()) == date(2026, 2, 1)
