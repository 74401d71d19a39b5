"""What a commission is paid: the figures of the sources, part years, leap years, several increases, missing index."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.commissions.rules import (
    HALVES,
    Rate,
    StepKind,
    Terms,
    compensation,
    halves_of,
    last_day,
    rounded,
    shares,
    years_of,
)

TKR = 100_000
START = date(2021, 8, 15)
AREA_TEAMS = Terms(
    base=Rate(START, 8_410 * TKR),
    price_year=2021,
    increases=(Rate(date(2022, 7, 1), 1_750 * TKR),),
    indexed_from=2022,
)
"""The commission of the sources [2, 3]."""

DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))
PERCENTS = st.decimals(Decimal(-5), Decimal(20), places=3)


@pytest.mark.parametrize(
    ("year", "ore"),
    [(2020, 0), (2021, 315_375_000), (2022, 9_285 * TKR), (2023, 10_160 * TKR), (2024, 10_160 * TKR)],
)
def test_the_figures_of_the_sources_come_out_exactly_in_base_prices(year: int, ore: int) -> None:
    assert compensation(AREA_TEAMS, year, {}).total_base_prices == ore


def test_2022_is_the_whole_base_and_half_the_increase() -> None:
    found = compensation(AREA_TEAMS, 2022, {})
    assert (found.base, found.increase) == (8_410 * TKR, 875 * TKR)


def test_the_first_year_has_no_index_and_lacks_none() -> None:
    found = compensation(AREA_TEAMS, 2021, {2021: Decimal("9.9")})
    assert (found.index, found.missing, found.total) == (0, (), 315_375_000)


def test_the_index_raises_the_sum_and_those_of_several_years_are_multiplied() -> None:
    index = {2022: Decimal("2.5"), 2023: Decimal(4)}
    assert compensation(AREA_TEAMS, 2022, index).total == 951_712_500
    assert compensation(AREA_TEAMS, 2023, index).total == rounded(
        Fraction(10_160 * TKR) * Fraction("1.025") * Fraction("1.04")
    )
    assert compensation(AREA_TEAMS, 2023, index).index == 67_056_000


def test_a_missing_index_is_told_and_the_rest_is_computed_without_it() -> None:
    found = compensation(AREA_TEAMS, 2023, {2022: Decimal("2.5")})
    assert found.missing == (2023,)
    assert found.total == 10_160 * TKR * 1025 // 1000
    assert [step.year for step in found.steps if step.kind == StepKind.NO_INDEX] == [2023]


def test_without_any_index_the_total_is_that_of_base_prices() -> None:
    found = compensation(AREA_TEAMS, 2023, {})
    assert (found.total, found.index, found.missing) == (10_160 * TKR, 0, (2022, 2023))


def test_the_working_says_each_line_in_order() -> None:
    steps = compensation(AREA_TEAMS, 2022, {2022: Decimal("2.5")}).steps
    assert [step.kind.value for step in steps] == ["base", "increase", "sum", "index", "total"]
    assert [step.amount_ore for step in steps] == [8_410 * TKR, 875 * TKR, 9_285 * TKR, None, 951_712_500]
    assert steps[1].halves == 12


def test_an_increase_that_has_not_begun_is_no_line_of_the_working() -> None:
    assert [step.kind.value for step in compensation(AREA_TEAMS, 2021, {}).steps] == ["base", "sum", "total"]


def test_several_increases_and_a_decrease_add_up() -> None:
    terms = Terms(
        Rate(date(2024, 1, 1), 12_000 * TKR),
        2024,
        (Rate(date(2024, 7, 1), 1_200 * TKR), Rate(date(2024, 10, 1), -600 * TKR), Rate(date(2024, 12, 16), 240 * TKR)),
    )
    found = compensation(terms, 2024, {})
    assert found.increase == 600 * TKR - 150 * TKR + 10 * TKR
    assert compensation(terms, 2025, {}).total == 12_840 * TKR


def test_both_ends_of_a_commission_are_part_years() -> None:
    terms = Terms(Rate(START, 8_410 * TKR), 2021, ends_on=last_day(date(2023, 3, 31), 12))
    assert terms.ends_on == date(2024, 3, 31)
    assert compensation(terms, 2024, {}).total == 8_410 * TKR // 4
    assert compensation(terms, 2025, {}).total == 0


def test_an_increase_before_the_start_counts_from_the_start() -> None:
    terms = Terms(Rate(START, 2_400), 2021, (Rate(date(2021, 1, 1), 2_400),))
    assert compensation(terms, 2021, {}).increase == 900


@pytest.mark.parametrize(
    ("starts", "ends", "halves"),
    [
        (date(2021, 8, 15), None, 9),
        (date(2021, 8, 16), None, 9),
        (date(2021, 8, 1), None, 10),
        (date(2021, 1, 1), None, 24),
        (date(2021, 1, 1), date(2021, 8, 14), 15),
        (date(2021, 1, 1), date(2021, 8, 15), 15),
        (date(2021, 12, 31), None, 0),
        (date(2021, 2, 15), date(2021, 2, 28), 1),
        (date(2022, 1, 1), None, 0),
        (date(2020, 1, 1), None, 24),
    ],
)
def test_part_years_go_by_half_months(starts: date, ends: date | None, halves: int) -> None:
    assert halves_of(starts, ends, 2021) == halves


@pytest.mark.parametrize("year", [2023, 2024])
def test_february_is_one_month_in_a_leap_year_too(year: int) -> None:
    assert halves_of(date(year, 2, 1), date(year, 3, 1) - timedelta(days=1), year) == 2
    assert halves_of(date(year, 2, 15), None, year) == halves_of(date(year, 3, 1), None, year) + 1


@pytest.mark.parametrize(
    ("notice", "months", "last"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_notice_runs_to_the_same_day_so_many_months_on(notice: date, months: int, last: date) -> None:
    assert last_day(notice, months) == last


@given(days=st.lists(DAYS, min_size=2, max_size=2, unique=True), between=DAYS, year=st.integers(2000, 2091))
def test_a_period_comes_to_as_much_as_its_parts(days: list[date], between: date, year: int) -> None:
    first, last = sorted(days)
    cut = min(max(between, first), last - timedelta(days=1))
    parts = halves_of(first, cut, year) + halves_of(cut + timedelta(days=1), last, year)
    assert parts == halves_of(first, last, year)


@given(first=DAYS, year=st.integers(2000, 2091))
def test_no_year_has_more_than_twelve_months(first: date, year: int) -> None:
    assert 0 <= halves_of(first, None, year) <= HALVES


@given(
    base=st.integers(1, 10**12),
    raises=st.lists(st.tuples(DAYS, st.integers(-(10**9), 10**9)), max_size=5),
    year=st.integers(2000, 2092),
    index=st.dictionaries(st.integers(2001, 2092), PERCENTS),
)
def test_the_lines_add_up_and_their_order_does_not_matter(
    base: int, raises: list[tuple[date, int]], year: int, index: dict[int, Decimal]
) -> None:
    rates = [Rate(day, amount) for day, amount in raises]
    there = Terms(Rate(START, base), 2021, tuple(rates), indexed_from=2022)
    back = Terms(Rate(START, base), 2021, tuple(reversed(rates)), indexed_from=2022)
    found = compensation(there, year, index)
    assert found == compensation(back, year, index)
    lines = [step.amount_ore or 0 for step in found.steps if step.kind in {StepKind.BASE, StepKind.INCREASE}]
    assert sum(lines) == found.total_base_prices
    assert found.total == found.steps[-1].amount_ore
    assert set(found.missing) == set(range(2022, year + 1)) - index.keys()


@given(amount=st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_moves_no_more_than_half_an_ore(amount: Fraction) -> None:
    assert -Fraction(1, 2) < rounded(amount) - amount <= Fraction(1, 2)


def test_the_years_to_be_told_of_end_with_the_commission_or_with_next_year() -> None:
    assert list(years_of(AREA_TEAMS, date(2023, 5, 1))) == [2021, 2022, 2023, 2024]
    ended = Terms(AREA_TEAMS.base, 2021, ends_on=date(2022, 3, 31))
    assert list(years_of(ended, date(2026, 5, 1))) == [2021, 2022]


def test_shares_are_added_up_by_name_the_largest_first() -> None:
    found = shares([("A", 100), ("B", 300), ("A", 50)])
    assert [(one.name, one.amount_ore, one.percent) for one in found] == [("B", 300, 67), ("A", 150, 33)]
