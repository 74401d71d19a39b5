"""Periods as sources write them, trees of causes without circles, and how drafts and challenges may move."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.situation import rules
from samspel.situation.rules import AT_WORK, ChallengeState, ChallengeStep, PictureState, PictureStep


@pytest.mark.parametrize(
    ("said", "code", "starts", "ends"),
    [
        ("2025", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2023-2024", "2023-2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("2023–2024", "2023-2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("2025K3", "2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025-q4", "2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024M02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-11", "2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("2026-W46", "2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
        ("2026V46", "2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
    ],
)
def test_a_period_is_read_as_sources_and_people_write_it(said: str, code: str, starts: date, ends: date) -> None:
    found = rules.period(said)
    assert found is not None
    assert (found.code, found.starts, found.ends) == (code, starts, ends)


@pytest.mark.parametrize("said", ["", "25", "2025-13", "2025-W54", "2025-Q5", "2024-2023", "0001", "9999", "hösten"])
def test_what_is_no_period_is_none(said: str) -> None:
    assert rules.period(said) is None


@given(st.text(max_size=12))
def test_any_text_is_a_period_that_ends_after_it_starts_or_none(said: str) -> None:
    found = rules.period(said)
    assert found is None or found.starts <= found.ends


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    count = draw(st.integers(1, 12))
    return {one: draw(st.sampled_from([None, *range(one)])) for one in range(count)}


@given(trees(), st.data())
def test_a_cause_moves_anywhere_but_into_a_circle(parents: dict[int, int | None], data: st.DataObject) -> None:
    cause, to = data.draw(st.sampled_from(list(parents))), data.draw(st.sampled_from([None, *parents]))
    if rules.may_move(parents, cause, to):
        assert len(rules.in_order({**parents, cause: to})) == len(parents)
    else:
        assert len(rules.in_order({**parents, cause: to})) < len(parents)


@given(trees())
def test_every_cause_stands_once_right_below_what_it_causes(parents: dict[int, int | None]) -> None:
    found = rules.in_order(parents)
    assert sorted(one for one, _depth in found) == sorted(parents)
    depths = dict(found)
    for one, depth in found:
        parent = parents[one]
        assert depth == (0 if parent is None else depths[parent] + 1)


@pytest.mark.parametrize("state", PictureState)
@pytest.mark.parametrize("step", PictureStep)
def test_what_was_adopted_or_dropped_can_no_longer_be_worked_with(state: PictureState, step: PictureStep) -> None:
    assert state in AT_WORK or rules.picture_after(state, step) is None


def test_a_draft_is_commented_only_while_it_is_open_for_comments() -> None:
    assert rules.picture_after(PictureState.DRAFT, PictureStep.COMMENT) is None
    assert rules.picture_after(PictureState.COMMENTS, PictureStep.COMMENT) is PictureState.COMMENTS


def test_a_challenge_is_closed_once_and_opened_again_only_when_closed() -> None:
    assert rules.challenge_after(ChallengeState.OPEN, ChallengeStep.CLOSE) is ChallengeState.CLOSED
    assert rules.challenge_after(ChallengeState.CLOSED, ChallengeStep.CLOSE) is None
    assert rules.challenge_after(ChallengeState.OPEN, ChallengeStep.REOPEN) is None


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 12)), st.integers(2, 6))
def test_a_small_count_is_not_told_nor_to_be_worked_out_from_the_whole(counts: dict[int, int], least: int) -> None:
    said = rules.told(counts, least)
    assert all(not said[key] for key, count in counts.items() if count < least)
    left_out = [key for key, count in counts.items() if count and not said[key]]
    assert len(left_out) != 1 or sum(1 for count in counts.values() if count) == 1
    assert all(said[key] in {"", str(count)} for key, count in counts.items())


@pytest.mark.parametrize(("asked", "few"), [(None, False), (0, True), (9, True), (10, False)])
def test_a_value_that_rests_on_fewer_than_ten_answers_is_too_few(asked: int | None, few: bool) -> None:
    assert rules.too_few(asked) is few
