"""The rules: what may follow on what, how a krona is shared, what overlaps, what is shown of a count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.interventions import rules
from samspel.interventions.rules import Heads, Level, ShownHeads, State, Step, Target, Told

BERGA, RYD = 1, 2
SCHOOL, SOCIAL, CULTURE = 10, 20, 30
TRUANCY, BONDING = 100, 200


@pytest.mark.parametrize(
    ("state", "step", "becomes"),
    [
        (State.PROPOSED, Step.ACCEPT, State.PLANNED),
        (State.PROPOSED, Step.END, State.ENDED),
        (State.PROPOSED, Step.BEGIN, None),
        (State.PROPOSED, Step.RESUME, None),
        (State.PLANNED, Step.BEGIN, State.ONGOING),
        (State.PLANNED, Step.END, State.ENDED),
        (State.PLANNED, Step.ACCEPT, None),
        (State.PLANNED, Step.RESUME, None),
        (State.ONGOING, Step.END, State.ENDED),
        (State.ONGOING, Step.BEGIN, None),
        (State.ONGOING, Step.ACCEPT, None),
        (State.ONGOING, Step.RESUME, None),
        (State.ENDED, Step.RESUME, State.ONGOING),
        (State.ENDED, Step.BEGIN, None),
        (State.ENDED, Step.END, None),
        (State.ENDED, Step.ACCEPT, None),
    ],
)
def test_what_may_follow_on_what(state: State, step: Step, becomes: State | None) -> None:
    assert rules.after(state, step) == becomes


def test_the_table_of_states_says_something_of_every_state() -> None:
    assert set(rules.STATES) == set(State)


# ---------- A krona over several areas


@pytest.mark.parametrize(
    ("ore", "areas", "shared"),
    [
        (100, 1, [100]),
        (100, 0, [100]),
        (100, 3, [34, 33, 33]),
        (101, 3, [34, 34, 33]),
        (2, 3, [1, 1, 0]),
        (0, 4, [0, 0, 0, 0]),
    ],
)
def test_what_is_left_over_goes_to_the_first_areas(ore: int, areas: int, shared: list[int]) -> None:
    assert rules.shares(ore, areas) == shared


@given(ore=st.integers(0, 10**15), areas=st.integers(1, 60))
def test_no_ore_is_lost_and_no_area_is_favoured_by_more_than_one(ore: int, areas: int) -> None:
    shared = rules.shares(ore, areas)
    assert sum(shared) == ore
    assert max(shared) - min(shared) <= 1


# ---------- Balance


@pytest.mark.parametrize(
    ("sums", "percent"),
    [
        ((268, 276, 218), (35, 36, 29)),
        ((1, 1, 1), (34, 33, 33)),
        ((0, 0, 0), (0, 0, 0)),
        ((0, 7, 0), (0, 100, 0)),
    ],
)
def test_the_balance_of_the_levels_in_per_cent(sums: tuple[int, ...], percent: tuple[int, ...]) -> None:
    assert tuple(rules.balance(dict(zip(Level, sums, strict=True))).values()) == percent


@given(st.lists(st.integers(0, 10**14), min_size=3, max_size=3))
def test_the_balance_is_a_hundred_together_and_never_more_than_one_beside_the_truth(sums: list[int]) -> None:
    found = rules.balance(dict(zip(Level, sums, strict=True)))
    total = sum(sums)
    assert sum(found.values()) == (100 if total else 0)
    for level, ore in zip(Level, sums, strict=True):
        assert not total or abs(found[level] * total - ore * 100) < total


# ---------- Overlaps


def told(
    name: str, department: int, *, areas: tuple[int, ...] = (BERGA,), target: str = Target.PARENTS.value,
    factors: tuple[int, ...] = (), level: Level = Level.GROUP,
) -> Told:  # fmt: skip
    """An intervention of a department."""
    return Told(name, department, level, target, areas, factors)


def twins(*rows: Told) -> list[tuple[str, ...]]:
    return [one.twins for one in rules.overlaps(rows)]


def test_two_departments_that_do_the_same_for_the_same_group_overlap() -> None:
    found = rules.overlaps([told("a", SCHOOL, factors=(BONDING,)), told("b", SOCIAL, factors=(BONDING, TRUANCY))])
    assert found == [rules.Overlap(BERGA, Level.GROUP, Target.PARENTS.value, (BONDING,), ("a", "b"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("a", SCHOOL), told("b", SCHOOL)),
        (told("a", SCHOOL), told("b", SOCIAL, areas=(RYD,))),
        (told("a", SCHOOL), told("b", SOCIAL, areas=())),
        (told("a", SCHOOL), told("b", SOCIAL, level=Level.AREA)),
        (told("a", SCHOOL), told("b", SOCIAL, target=Target.YOUTHS.value)),
        (told("a", SCHOOL, factors=(BONDING,)), told("b", SOCIAL, factors=(TRUANCY,))),
        (told("a", SCHOOL, factors=(BONDING,)), told("b", SOCIAL)),
        (told("a", SCHOOL, target=Target.EVERYBODY.value), told("b", SOCIAL, target=Target.EVERYBODY.value)),
    ],
)
def test_what_tells_two_apart_is_no_overlap(one: Told, other: Told) -> None:
    assert twins(one, other) == []


def test_without_factors_the_same_group_is_enough() -> None:
    assert twins(told("a", SCHOOL), told("b", SOCIAL)) == [("a", "b")]


def test_what_is_for_everybody_overlaps_by_a_factor() -> None:
    everybody = Target.EVERYBODY.value
    one = told("a", SCHOOL, target=everybody, factors=(BONDING,))
    other = told("b", SOCIAL, target=everybody, factors=(BONDING,))
    assert twins(one, other) == [("a", "b")]


def test_the_same_twins_on_two_factors_are_one_overlap() -> None:
    (found,) = rules.overlaps([told(name, by, factors=(TRUANCY, BONDING)) for name, by in (("a", 1), ("b", 2))])
    assert found.factors == (TRUANCY, BONDING)


_ROWS = st.lists(
    st.builds(
        Told,
        id=st.uuids().map(str),
        department=st.sampled_from([SCHOOL, SOCIAL, CULTURE]),
        level=st.sampled_from(list(Level)),
        target=st.sampled_from([Target.EVERYBODY.value, Target.PARENTS.value]),
        areas=st.sets(st.sampled_from([BERGA, RYD])).map(tuple),
        factors=st.sets(st.sampled_from([TRUANCY, BONDING])).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(rows=_ROWS)
def test_an_overlap_is_between_departments_and_everybody_in_it_shares_all_that_it_says(rows: list[Told]) -> None:
    by_id = {one.id: one for one in rows}
    for found in rules.overlaps(rows):
        among = [by_id[one] for one in found.twins]
        assert len({one.department for one in among}) > 1
        for one in among:
            assert found.area in one.areas or (found.area is None and not one.areas)
            assert (one.level, one.target) == (found.level, found.target)
            assert set(found.factors) <= set(one.factors)
            assert found.factors or not one.factors


@given(rows=_ROWS)
def test_the_order_in_which_they_are_told_changes_nothing(rows: list[Told]) -> None:
    assert set(rules.overlaps(rows)) == set(rules.overlaps(rows[::-1]))


# ---------- Still true


@pytest.mark.parametrize(
    ("today", "began"),
    [
        (date(2026, 1, 1), date(2025, 9, 1)),
        (date(2026, 2, 28), date(2025, 9, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 8, 31), date(2026, 3, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
    ],
)
def test_departments_are_asked_twice_a_year(today: date, began: date) -> None:
    assert rules.round_of(today) == began


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_was_confirmed_lately_is_not_asked_about(today: date) -> None:
    assert rules.asked_before(today) < rules.round_of(today) <= today
    assert not rules.is_stale(today - timedelta(days=rules.CONFIRMED_DAYS), today)
    assert rules.is_stale(today - timedelta(days=rules.CONFIRMED_DAYS + 1), today)


# ---------- Counts of persons


@pytest.mark.parametrize(
    ("heads", "seen"),
    [
        (Heads(7, 9, 0), ShownHeads(16, 7, 9, 0)),
        (Heads(4, 9, 0), ShownHeads(13)),
        (Heads(0, 9, 0), ShownHeads(9, 0, 9, 0)),
        (Heads(1, 2, 1), ShownHeads(None)),
        (Heads(5, 5, 1), ShownHeads(11)),
        (Heads(), ShownHeads(0, 0, 0, 0)),
    ],
)
def test_who_does_not_keep_it_sees_no_small_count_and_nothing_that_tells_one(heads: Heads, seen: ShownHeads) -> None:
    assert rules.shown(heads, whole=False) == seen
    assert rules.shown(heads, whole=True) == ShownHeads(heads.total, heads.women, heads.men, heads.unknown)


@given(st.builds(Heads, *[st.integers(0, 30)] * 3))
def test_no_small_count_can_be_worked_out_from_what_is_shown(heads: Heads) -> None:
    found = rules.shown(heads, whole=False)
    told = [one for one in (found.total, found.women, found.men, found.unknown) if one is not None]
    assert all(one == 0 or one >= rules.SMALLEST_COUNT for one in told)
    if found.women is None:
        assert found.men is None
        assert found.unknown is None
