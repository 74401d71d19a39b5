"""The one table: total, exact, and the same as a slow one that knows nothing of it."""

from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.escalation import rules, words
from samspel.escalation.rules import OPEN, Act, Event, Kind, Need, Reason, Role, State
from samspel.escalation.tests import oracle
from samspel.municipality.rules import OfficeCalendar, OfficeWeek, Span
from tests.thorough import some

DEPARTMENTS = ("culture", "education", "planning", "social")
DEPARTMENT_SETS = [set(few) for count in range(5) for few in combinations(DEPARTMENTS, count)]
KIND_SETS = [few for count in range(1, 4) for few in combinations(Kind, count)]
SETTLED = (None, False, True)
OFFICE = OfficeCalendar(
    OfficeWeek(
        weekdays=((Span(time(8), time(17)),),) * 5 + ((),) * 2,
        eves=frozenset({"Midsommarafton", "Julafton", "Nyårsafton"}),
        special=frozenset(),
        zone=ZoneInfo("Europe/Stockholm"),
    )
)


@pytest.mark.parametrize(
    ("kinds", "departments", "settled", "office_open", "receivers"),
    [
        ("safety", "", None, True, ["head_of_security"]),
        ("safety", "", None, False, ["duty_officer"]),
        ("crime", "social", False, True, ["head_of_security"]),
        ("crime", "", None, False, ["duty_officer"]),
        ("safety,crime", "", None, False, ["duty_officer", "duty_officer"]),
        ("segregation", "social", None, True, ["managers_concerned"]),
        ("segregation", "social,education", None, False, ["managers_concerned"]),
        ("segregation", "social", True, True, ["managers_concerned"]),
        ("segregation", "social", False, False, ["department_management:social"]),
        ("segregation", "social,education", False, True, ["coordination_group"]),
        ("segregation", "social,education,culture", False, True, ["coordination_group"]),
        ("safety,segregation", "social", False, True, ["head_of_security", "department_management:social"]),
        ("segregation,safety", "social", None, False, ["managers_concerned", "duty_officer"]),
    ],
)
def test_what_concerns_whom_goes_to(
    kinds: str, departments: str, settled: bool | None, office_open: bool, receivers: list[str]
) -> None:
    found = rules.routes(
        [Kind(one) for one in kinds.split(",")],
        [one for one in departments.split(",") if one],
        settled=settled,
        office_open=office_open,
    )
    assert [one.receiver for one in found] == receivers


@pytest.mark.parametrize("office_open", [True, False])
@pytest.mark.parametrize("settled", SETTLED)
@pytest.mark.parametrize("departments", DEPARTMENT_SETS)
@pytest.mark.parametrize("kinds", KIND_SETS)
def test_there_is_exactly_one_receiver_for_each_kind_in_every_case(
    kinds: tuple[Kind, ...], departments: set[str], settled: bool | None, office_open: bool
) -> None:
    expected = [oracle.receiver(kind, sorted(departments), settled, office_open) for kind in kinds]
    if "nobody" in expected:
        with pytest.raises(rules.NoDepartment):
            rules.routes(kinds, departments, settled=settled, office_open=office_open)
        return
    found = rules.routes(kinds, departments, settled=settled, office_open=office_open)
    assert [one.kind for one in found] == list(kinds)
    assert [one.receiver for one in found] == expected


def test_without_a_kind_there_is_nothing_to_route() -> None:
    with pytest.raises(rules.NothingToRoute):
        rules.routes([], ["social"], settled=False, office_open=True)


@given(
    kinds=st.lists(st.sampled_from(Kind), min_size=1, max_size=6),
    departments=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=5),
    settled=st.sampled_from(SETTLED),
    office_open=st.booleans(),
)
def test_order_and_repetition_of_what_is_asked_change_nothing(
    kinds: list[Kind], departments: list[str], settled: bool | None, office_open: bool
) -> None:
    once = rules.routes(dict.fromkeys(kinds), sorted(set(departments)), settled=settled, office_open=office_open)
    assert rules.routes(kinds, departments[::-1], settled=settled, office_open=office_open) == once
    assert len(once) == len(set(kinds))
    assert all(bool(one.department) == (one.role is Role.DEPARTMENT_MANAGEMENT) for one in once)


@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_office_is_open_when_the_slow_calendar_says_so(at: datetime) -> None:
    assert OFFICE.is_open(at) == oracle.Year((at + timedelta(hours=1)).year).is_open(at.replace(tzinfo=None))


@pytest.mark.slow
@pytest.mark.parametrize("year", some(range(2026, 2036), of=5))
def test_every_minute_of_a_year_goes_where_the_slow_rule_says(year: int) -> None:
    slow = oracle.Year(year)
    first = datetime(year - 1, 12, 31, 23)  # noqa: DTZ001 - the oracle counts in naive UTC
    minutes = int((datetime(year, 12, 31, 23) - first) / timedelta(minutes=1))  # noqa: DTZ001
    for passed in range(minutes):
        minute = first + timedelta(minutes=passed)
        wanted = oracle.receiver("safety", [], None, slow.is_open(minute))
        is_open = OFFICE.is_open(minute.replace(tzinfo=UTC))
        (route,) = rules.routes([Kind.SAFETY], [], settled=None, office_open=is_open)
        assert route.receiver == wanted, minute
    assert minutes == (366 if year % 4 == 0 else 365) * 24 * 60


def test_midsummers_eve_a_friday_night_is_outside_office_hours() -> None:
    night = datetime(2026, 6, 19, 23, 14, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert not OFFICE.is_open(night)
    assert not OFFICE.is_open(night.replace(hour=10))
    assert OFFICE.is_open(night.replace(day=18, hour=10))


# --- The status table ----------------------------------------------------------------------------


def walk(*acts: Act) -> State | None:
    """Where a leg ends up after the acts, from waiting."""
    state: State | None = State.WAITING
    for act in acts:
        state = rules.after(state, act) if state else None
    return state


def test_a_happy_journey_is_taken_and_done() -> None:
    assert walk(Act.ACKNOWLEDGE, Act.FINISH) is State.DONE


def test_an_unhappy_journey_goes_on_and_is_handed_over_before_it_is_done() -> None:
    assert walk(Act.GO_ON, Act.GO_ON, Act.ACKNOWLEDGE, Act.HAND_OVER, Act.ACKNOWLEDGE, Act.FINISH) is State.DONE


def test_what_is_not_taken_is_not_done() -> None:
    assert walk(Act.FINISH) is None


def test_what_somebody_has_is_not_taken_again_and_does_not_go_on() -> None:
    assert walk(Act.ACKNOWLEDGE, Act.ACKNOWLEDGE) is None
    assert walk(Act.ACKNOWLEDGE, Act.GO_ON) is None


@pytest.mark.parametrize("state", [State.DONE, State.WITHDRAWN])
@pytest.mark.parametrize("act", Act)
def test_nothing_happens_after_the_end(state: State, act: Act) -> None:
    assert rules.after(state, act) is None


@pytest.mark.parametrize("state", sorted(OPEN))
def test_everything_open_can_come_to_an_end(state: State) -> None:
    assert any(rules.after(state, act) in {State.DONE, State.WITHDRAWN} for act in Act)


def test_every_code_has_its_words() -> None:
    assert set(words.KINDS) == set(Kind)
    assert set(words.NEEDS) == set(Need)
    assert set(words.STATES) == set(State)
    assert set(words.EVENTS) == set(Event)
    assert set(words.REASONS) == set(Reason)
    assert set(words.ROLES) == set(Role)
