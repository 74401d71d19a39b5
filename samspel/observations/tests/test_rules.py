"""How an observation stands, and when it was."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.observations import rules
from samspel.observations.rules import Fault, State, Step, WhenKnown

NOW = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
HERE = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "step", "found"),
    [
        (State.REPORTED, Step.CORRECT, State.CORRECTED),
        (State.REPORTED, Step.WITHDRAW, State.WITHDRAWN),
        (State.CORRECTED, Step.CORRECT, State.CORRECTED),
        (State.CORRECTED, Step.WITHDRAW, State.WITHDRAWN),
        (State.WITHDRAWN, Step.CORRECT, None),
        (State.WITHDRAWN, Step.WITHDRAW, None),
    ],
)
def test_what_is_withdrawn_stays_so(state: State, step: Step, found: State | None) -> None:
    assert rules.after(state, step) == found


def test_only_what_stands_is_counted() -> None:
    assert State.WITHDRAWN not in rules.STANDING
    assert rules.STANDING | {State.WITHDRAWN} == set(State)


@pytest.mark.parametrize(
    ("moment", "fault"),
    [
        (rules.at(NOW), None),
        (rules.at(NOW + timedelta(minutes=9)), None),
        (rules.at(NOW + timedelta(minutes=11)), Fault.AHEAD),
        (rules.between(NOW - HOUR, NOW + HOUR), Fault.AHEAD),
        (rules.between(NOW, NOW - HOUR), Fault.BACKWARDS),
        (rules.at(NOW - timedelta(days=366 * 20 + 1)), Fault.TOO_OLD),
        (rules.some_time(date(2026, 11, 22), HERE), None),
        (rules.some_time(date(2026, 11, 24), HERE), Fault.AHEAD),
        (rules.unknown(NOW), None),
    ],
)
def test_a_time_that_can_t_be_is_told(moment: rules.Moment, fault: Fault | None) -> None:
    assert rules.fault(moment, NOW) == fault


def test_a_day_is_a_local_one() -> None:
    day = rules.some_time(date(2026, 7, 1), HERE)
    assert (day.starts.astimezone(UTC), day.known) == (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), WhenKnown.DAY)


@given(st.integers(min_value=0, max_value=5_000_000))
def test_a_span_of_no_length_is_a_moment(minutes: int) -> None:
    at = NOW - timedelta(minutes=minutes)
    assert rules.between(at, at) == rules.at(at)
    assert rules.between(at, at + HOUR).known is WhenKnown.SPAN


@given(st.timedeltas(min_value=timedelta(days=-60), max_value=timedelta(days=60)))
def test_the_phone_says_when_it_was_written_unless_that_can_t_be(away: timedelta) -> None:
    said = NOW + away
    found = rules.written_at(said, NOW)
    assert found == (said if -rules.LONGEST_WAIT <= away <= timedelta(0) else NOW)


def test_without_a_word_of_the_phone_it_was_written_now() -> None:
    assert rules.written_at(None, NOW) == NOW
