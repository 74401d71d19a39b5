"""What makes a goal one that can be followed up, where it stands, and how it may move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspel.targets import rules, words
from samspel.targets.rules import (
    FOLLOWED_BY,
    GOAL_TABLE,
    OPEN,
    Course,
    Direction,
    Doubt,
    GoalState,
    GoalStep,
    Lack,
    Wording,
    can_be_followed,
    course,
    direction,
    doubts,
    goal_after,
    is_vague,
    lacks,
    places,
    progress,
    score,
)

WHOLE = Wording(
    what="Fler känner sig trygga sent på kvällen",
    for_whom="boende 16–85 år",
    indicator="Trygghetsmätningen",
    unit="%",
    baseline=Decimal(58),
    baseline_on=date(2024, 5, 31),
    target=Decimal(70),
    by_day=date(2027, 12, 31),
    owner="Samhällsbyggnad",
    challenges=1,
)
VALUES = st.decimals(Decimal(-1000), Decimal(1000), places=2)


def test_a_whole_goal_lacks_nothing() -> None:
    assert lacks(WHOLE) == ()


@pytest.mark.parametrize(
    ("lack", "goal"),
    [
        (Lack.WHAT, replace(WHOLE, what=" ")),
        (Lack.FOR_WHOM, replace(WHOLE, for_whom="")),
        (Lack.INDICATOR, replace(WHOLE, indicator="")),
        (Lack.BASELINE, replace(WHOLE, baseline=None)),
        (Lack.BASELINE_DAY, replace(WHOLE, baseline_on=None)),
        (Lack.TARGET, replace(WHOLE, target=None)),
        (Lack.SAME, replace(WHOLE, target=Decimal("58.0"))),
        (Lack.BY_DAY, replace(WHOLE, by_day=None)),
        (Lack.BACKWARDS, replace(WHOLE, by_day=date(2024, 5, 31))),
        (Lack.OWNER, replace(WHOLE, owner="")),
        (Lack.CHALLENGE, replace(WHOLE, challenges=0)),
    ],
)
def test_what_a_goal_lacks_is_told_by_name_and_decides_whether_it_can_be_followed(lack: Lack, goal: Wording) -> None:
    assert lacks(goal) == (lack,)
    assert can_be_followed(lacks(goal)) is (lack not in FOLLOWED_BY)
    assert (course(goal, Decimal(64)) is Course.CANNOT) is (lack in FOLLOWED_BY)


@pytest.mark.parametrize(
    ("doubt", "goal"),
    [
        (Doubt.AGAINST, replace(WHOLE, better=Direction.DOWN)),
        (Doubt.BEYOND, replace(WHOLE, target=Decimal(130))),
        (Doubt.BELOW, replace(WHOLE, baseline=Decimal(-1))),
        (Doubt.PASSED, replace(WHOLE, by_day=date(2026, 11, 22))),
        (Doubt.ACTIVITY, replace(WHOLE, what="Hålla tio möten om trygghet")),
    ],
)
def test_what_speaks_against_a_goal_is_told_but_hinders_nobody(doubt: Doubt, goal: Wording) -> None:
    assert doubts(goal, date(2026, 11, 23)) == (doubt,)
    assert can_be_followed(lacks(goal))


def test_a_goal_that_goes_its_indicators_better_way_is_not_doubted() -> None:
    assert doubts(replace(WHOLE, better=Direction.UP), date(2026, 11, 23)) == ()
    assert doubts(Wording(), date(2026, 11, 23)) == ()


def test_every_lack_has_its_words() -> None:
    assert set(words.LACKS) == set(words.SHORT_LACKS) == set(Lack)
    assert set(words.DOUBTS) == set(Doubt)
    assert set(words.COURSES) == set(Course)
    assert set(words.STATES) == set(GoalState)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (None, Course.UNKNOWN),
        ("70", Course.REACHED),
        ("71", Course.REACHED),
        ("64", Course.ON_ITS_WAY),
        ("58.6", Course.ON_ITS_WAY),
        ("58.5", Course.STILL),
        ("57.5", Course.STILL),
        ("57", Course.AWAY),
    ],
)
def test_where_a_goal_stands(now: str | None, found: Course) -> None:
    assert course(WHOLE, None if now is None else Decimal(now)) is found


def test_a_value_from_before_the_baseline_says_nothing() -> None:
    assert course(WHOLE, Decimal(64), since_baseline=False) is Course.UNKNOWN


@given(baseline=VALUES, target=VALUES, now=VALUES)
def test_up_and_down_are_judged_alike(baseline: Decimal, target: Decimal, now: Decimal) -> None:
    there = replace(WHOLE, baseline=baseline, target=target)
    back = replace(WHOLE, baseline=-baseline, target=-target)
    assert course(there, now) is course(back, -now)
    if baseline != target:
        assert progress(baseline, target, target) == 1
        assert progress(baseline, target, baseline) == 0
        assert direction(baseline, target) is (Direction.UP if target > baseline else Direction.DOWN)


@pytest.mark.parametrize("what", ["Öka tryggheten", "Bättre miljö.", "Stärka delaktigheten!", "increase safety"])
def test_a_wish_in_a_few_words_is_vague(what: str) -> None:
    assert is_vague(what)


@pytest.mark.parametrize("what", ["", "Färre skador", "Öka andelen som känner sig trygga sent på kvällen"])
def test_what_can_be_seen_is_not_vague(what: str) -> None:
    assert not is_vague(what)


@given(st.lists(st.lists(st.sampled_from(Lack), unique=True), max_size=20))
def test_the_score_is_the_share_that_can_be_followed(lacking: list[list[Lack]]) -> None:
    found = score(lacking)
    assert 0 <= found.followed <= found.goals == len(lacking)
    assert found.percent is None if not lacking else found.percent is not None and 0 <= found.percent <= 100


@pytest.mark.parametrize("state", GoalState)
def test_only_what_the_table_says_can_be_done(state: GoalState) -> None:
    able = {step for step in GoalStep if goal_after(state, step)}
    assert able == {step for at, step in GOAL_TABLE if at is state}
    assert (GoalStep.REOPEN in able) is (state not in OPEN)


def test_what_an_adopted_goal_says_is_adopted_anew_when_it_is_changed() -> None:
    assert goal_after(GoalState.ADOPTED, GoalStep.WRITE) is GoalState.DRAFT
    assert goal_after(GoalState.ADOPTED, GoalStep.TEND) is GoalState.ADOPTED
    assert goal_after(GoalState.DRAFT, GoalStep.REACH) is None


def test_the_parts_make_a_sentence() -> None:
    with translation.override("sv"):
        assert words.sentence(WHOLE).replace("\u00a0", " ") == (
            "Fler känner sig trygga sent på kvällen för boende 16–85 år: från 58 % (31 maj 2024) till 70 % "
            "senast 31 december 2027. Mäts med: Trygghetsmätningen."
        )
        assert words.sentence(Wording(what="Fler trygga.")) == "Fler trygga."
        assert words.sentence(Wording()) == "…."
        assert words.lacking((Lack.BASELINE, Lack.OWNER)) == "Saknar utgångsläge, ägare"


@given(
    st.builds(
        Wording,
        what=st.text(max_size=30),
        for_whom=st.text(max_size=30),
        baseline=st.none() | VALUES,
        target=st.none() | VALUES,
        baseline_on=st.none() | st.dates(),
        by_day=st.none() | st.dates(),
        challenges=st.integers(0, 3),
    )
)
def test_whatever_is_written_is_judged_and_said(goal: Wording) -> None:
    assert words.sentence(goal)
    assert set(lacks(goal)) <= set(Lack)
    assert rules.course(goal, None) in {Course.CANNOT, Course.UNKNOWN}


UNLIKE = st.tuples(VALUES, VALUES).filter(lambda ends: ends[0] != ends[1])


@given(UNLIKE, VALUES)
def test_on_a_goals_line_the_target_is_to_the_right_and_what_went_the_wrong_way_left_of_the_baseline(
    ends: tuple[Decimal, Decimal], now: Decimal
) -> None:
    baseline, target = ends
    at, went = places(baseline, target, now), progress(baseline, target, now)
    assert at.now is not None
    assert at.start <= at.target
    assert at.now <= at.start or went >= 0
    assert at.now >= at.start or went <= 0
    assert at.now <= at.target or went >= 1
    assert min(at.start, at.now) >= rules.ROOM
    assert max(at.target, at.now) <= 100 - rules.ROOM


@given(UNLIKE, VALUES)
def test_a_goals_line_is_in_proportion_and_the_same_whichever_way_is_better(
    ends: tuple[Decimal, Decimal], now: Decimal
) -> None:
    baseline, target = ends
    at = places(baseline, target, now)
    assert at.now is not None
    share = float(progress(baseline, target, now))
    assert at.now - at.start == pytest.approx(share * (at.target - at.start), abs=0.11 * (1 + abs(share)))
    assert places(-baseline, -target, -now) == at


@pytest.mark.parametrize(
    ("baseline", "target", "now", "at"),
    [
        ("71", "85", "69", (14.0, 2.0, 98.0)),
        ("42", "30", "36", (2.0, 50.0, 98.0)),
        ("42", "30", "144", (87.9, 2.0, 98.0)),
        ("42", "30", "18", (2.0, 98.0, 50.0)),
        ("42", "30", None, (2.0, None, 98.0)),
    ],
)
def test_a_value_beyond_the_baseline_or_the_target_makes_room_for_itself(
    baseline: str, target: str, now: str | None, at: tuple[float, float | None, float]
) -> None:
    found = places(Decimal(baseline), Decimal(target), None if now is None else Decimal(now))
    assert (found.start, found.now, found.target) == at
