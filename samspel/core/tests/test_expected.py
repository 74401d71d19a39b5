"""What a count was expected to be: a range that the past explains, and how sure it is when it is outside."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.expected import Certainty, Change, Expected, Past, expected, judged, ranges

pasts = st.lists(st.integers(0, 300), min_size=6, max_size=17)


@pytest.mark.parametrize(
    ("past", "low", "high"),
    [
        ([2] * 12, 0, 5),
        ([0] * 12, 0, 1),
        ([26, 27, 23, 25, 28, 26, 24, 29, 31, 27, 26, 29], 17, 38),
        ([100] * 17, 80, 121),
    ],
)
def test_nineteen_weeks_of_twenty_lie_in_the_range(past: list[int], low: int, high: int) -> None:
    assert expected(Past.of(past)) == Expected(low, high)


@given(pasts, st.integers(0, 400))
def test_the_range_is_in_order_and_a_rarer_end_makes_it_wider(past: list[int], count: int) -> None:
    narrow, wide = expected(Past.of(past), 0.025), expected(Past.of(past), 0.005)
    assert narrow is not None
    assert wide is not None
    assert 0 <= wide.low <= narrow.low <= narrow.high <= wide.high
    assert narrow.holds(count) <= wide.holds(count)


@given(st.lists(pasts, max_size=6))
def test_many_together_have_the_ranges_that_each_has_alone(several: list[list[int]]) -> None:
    together = ranges([Past.of(past) for past in several])
    assert together == [ranges([Past.of(past)])[0] for past in several]


def test_by_chance_about_one_week_of_twenty_is_outside() -> None:
    chance = Random(11)

    def week() -> int:
        return sum(chance.random() < 0.02 for _ in range(1000))

    tried = [(week(), Past.of([week() for _ in range(17)])) for _ in range(600)]
    spans = ranges([past for _count, past in tried])
    outside = sum(span is not None and not span.holds(count) for (count, _past), span in zip(tried, spans, strict=True))
    assert 0.01 < outside / len(tried) < 0.08


@pytest.mark.parametrize(
    ("count", "past", "change", "certainty"),
    [
        (15, [5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 6, 4], Change.RISES, Certainty.CERTAIN),
        (4, [0] * 12, Change.NEW, Certainty.FEW),
        (40, [0] * 12, Change.NEW, Certainty.CERTAIN),
        (5, [5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 6, 4], Change.SAME, Certainty.CERTAIN),
        (0, [30, 28, 31, 29, 33, 27, 30, 31, 28, 30, 29, 32], Change.FALLS, Certainty.CERTAIN),
        (9, [1] * 5, Change.SAME, Certainty.UNKNOWN),
    ],
)
def test_what_is_said_of_one_count(count: int, past: list[int], change: Change, certainty: Certainty) -> None:
    (found,) = judged([count], [Past.of(past)])
    assert (found.change, found.certainty) == (change, certainty)


def test_the_more_one_looks_at_the_more_it_takes_to_be_certain() -> None:
    usual, strange = Past.of([5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 6, 4]), 11
    alone = judged([strange], [usual])[0]
    among = judged([strange, *[5] * 60], [usual] * 61)[0]
    assert alone.change is among.change is Change.RISES
    assert (alone.certainty, among.certainty) == (Certainty.CERTAIN, Certainty.CHANCE)


def test_a_week_that_goes_on_is_not_said_to_fall() -> None:
    past = Past.of([30, 28, 31, 29, 33, 27, 30, 31, 28, 30, 29, 32])
    assert judged([0], [past], over=False)[0].change is Change.SAME
    assert judged([0], [past])[0].change is Change.FALLS
