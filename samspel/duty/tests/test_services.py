"""The roster: planned, replaced, swapped, cleared; never two at once; its gaps known weeks ahead."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.duty import queries, services
from samspel.duty.models import DutyShift
from samspel.duty.rules import Period, wall

pytestmark = pytest.mark.django_db
WhoIs = Callable[[str], Who]
MONDAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


def at(days: int, hour: int) -> datetime:
    """So many days after the Monday, at an hour on the wall."""
    return wall(MONDAY + timedelta(days=days), time(hour), queries.zone())


def night(days: int) -> Period:
    """From five in the evening to eight the next morning."""
    return Period(at(days, 17), at(days + 1, 8))


@pytest.fixture
def officer(cast: dict[str, User]) -> User:
    return cast["duty.officer"]


@pytest.fixture
def second(cast: dict[str, User]) -> User:
    return cast["duty.second"]


@pytest.fixture
def head(who: WhoIs) -> Who:
    return who("security.head")


def test_somebody_is_on_duty_from_the_first_moment_to_before_the_last(officer: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(officer, night(0), by=head)
    assert queries.on_duty(at(0, 17) - timedelta(microseconds=1)) is None
    assert queries.on_duty(at(0, 17)) == officer
    assert queries.on_duty(at(1, 8) - timedelta(microseconds=1)) == officer
    assert queries.on_duty(at(1, 8)) is None


def test_shifts_that_touch_do_not_overlap(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(officer, Period(at(0, 17), at(3, 17)), by=head)
        services.plan(second, Period(at(3, 17), at(7, 8)), by=head)
    assert queries.on_duty(at(3, 17)) == second


def test_an_overlap_is_refused_with_who_has_it_and_when(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(officer, night(0), by=head)
        with pytest.raises(Refused) as no:
            services.plan(second, Period(at(1, 7), at(2, 8)), by=head)
    assert officer.name in str(no.value.message)
    assert "16 juni 2026 kl. 08.00" in str(no.value.message).replace("\u00a0", " ")
    assert DutyShift.objects.count() == 1


def test_the_database_itself_lets_no_two_overlap(officer: User, second: User) -> None:
    DutyShift.objects.create(user=officer, span=night(0))
    with pytest.raises(IntegrityError, match="duty_shift_no_overlap"), transaction.atomic():
        DutyShift.objects.create(user=second, span=(at(1, 7), at(2, 8)))


@pytest.mark.parametrize("span", [(None, NOON), (NOON, None), (NOON, NOON)])
def test_the_database_wants_a_beginning_and_an_end(
    officer: User, span: tuple[datetime | None, datetime | None]
) -> None:
    with pytest.raises(IntegrityError, match="duty_shift_from_and_to"), transaction.atomic():
        DutyShift.objects.create(user=officer, span=span)


def test_several_weeks_are_planned_at_once_or_not_at_all(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(second, Period(at(14, 20), at(15, 3)), by=head)
        with pytest.raises(Refused):
            services.plan(officer, night(0), by=head, times=4)
        assert DutyShift.objects.count() == 1
        shifts = services.plan(officer, night(0), by=head, times=3, every_weeks=4)
    assert [clock.local(one.starts).date() for one in shifts] == [MONDAY + timedelta(weeks=4 * k) for k in range(3)]


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(at(2, 8), at(1, 8)), "ends_time"),
        (Period(at(1, 8), at(1, 8)), "ends_time"),
        (Period(at(-9, 8), at(-8, 8)), "starts_day"),
        (Period(at(1, 8), at(40, 8)), "ends_day"),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(officer: User, head: Who, period: Period, field: str) -> None:
    with clock.at(NOON), pytest.raises(Refused) as no:
        services.plan(officer, period, by=head)
    assert no.value.field == field


def test_only_who_holds_the_function_the_whole_time_is_put_on_duty(
    officer: User, cast: dict[str, User], head: Who
) -> None:
    officer.assignments.update(ends=MONDAY + timedelta(days=2))
    with clock.at(NOON):
        services.plan(officer, night(1), by=head)
        for user, period in ((officer, night(2)), (cast["coordinator.berga"], night(3))):
            with pytest.raises(Refused) as no:
                services.plan(user, period, by=head)
            assert no.value.field == "user"


@pytest.mark.parametrize("username", ["duty.officer", "coordinator.berga", "evaluator", "outsider"])
def test_who_may_not_plan_finds_nothing_to_plan(who: WhoIs, officer: User, head: Who, username: str) -> None:
    with clock.at(NOON):
        (shift,) = services.plan(officer, night(0), by=head)
        other = who(username)
        for act in (
            lambda: services.plan(officer, night(3), by=other),
            lambda: services.replace(shift, officer, by=other),
            lambda: services.swap(shift, shift, by=other),
            lambda: services.remove(shift, by=other),
        ):
            with pytest.raises(Missing):
                act()


def test_somebody_takes_one_night_of_a_week(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        (week,) = services.plan(officer, Period(at(0, 17), at(7, 8)), by=head)
        services.replace(week, second, by=head, part=night(2))
    assert [(one.user, one.period) for one in DutyShift.objects.all()] == [
        (officer, Period(at(0, 17), at(2, 17))),
        (second, night(2)),
        (officer, Period(at(3, 8), at(7, 8))),
    ]


def test_what_has_been_of_a_shift_is_kept(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        (shift,) = services.plan(officer, night(0), by=head)
    with clock.at(at(0, 22)):
        services.replace(shift, second, by=head)
        assert [(one.user, one.period) for one in DutyShift.objects.all()] == [
            (officer, Period(at(0, 17), at(0, 22))),
            (second, Period(at(0, 22), at(1, 8))),
        ]
    with clock.at(at(0, 23)):
        services.remove(DutyShift.objects.get(user=second), by=head)
        assert DutyShift.objects.get(user=second).period == Period(at(0, 22), at(0, 23))
    with clock.at(at(3, 8)), pytest.raises(Refused):
        services.remove(DutyShift.objects.get(user=officer), by=head)


def test_two_swap(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        (one,) = services.plan(officer, night(0), by=head)
        (other,) = services.plan(second, night(4), by=head)
        services.swap(one, other, by=head)
        assert (queries.on_duty(at(0, 20)), queries.on_duty(at(4, 20))) == (second, officer)
    with clock.at(at(0, 18)), pytest.raises(Refused):
        services.swap(one, other, by=head)


def test_a_shift_that_somebody_else_changed_is_stale(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        (one,) = services.plan(officer, night(0), by=head)
        (other,) = services.plan(second, night(4), by=head)
        services.swap(one, other, by=head)
        with pytest.raises(Stale):
            services.remove(one, by=head, version=1)


def test_every_change_is_logged(officer: User, second: User, head: Who) -> None:
    with clock.at(NOON):
        (shift,) = services.plan(officer, Period(at(0, 17), at(2, 8)), by=head)
        got = services.replace(shift, second, by=head, part=night(0))
        services.remove(got, by=head)
    verbs = LogRow.objects.filter(object_kind="duty.dutyshift").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["plan", "replan", "replace", "remove"]


# --- Gaps ----------------------------------------------------------------------------------------


def test_a_week_without_anybody_has_a_gap_whenever_the_office_is_closed() -> None:
    found = queries.gaps(at(0, 0), at(7, 0))
    # Midsummer's Eve is a Friday: from Thursday evening it is closed until Monday.
    assert found == [
        Period(at(0, 0), at(0, 8)),
        night(0),
        night(1),
        night(2),
        Period(at(3, 17), at(7, 0)),
    ]


def test_a_shift_fills_its_part_of_a_gap(officer: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(officer, Period(at(3, 12), at(5, 6)), by=head)
    assert queries.gaps(at(3, 8), at(7, 0)) == [Period(at(5, 6), at(7, 0))]


def test_a_shift_of_somebody_who_has_left_is_a_gap(officer: User, head: Who) -> None:
    with clock.at(NOON):
        services.plan(officer, Period(at(0, 17), at(3, 8)), by=head)
    officer.assignments.update(ends=MONDAY + timedelta(days=1))
    assert queries.gaps(at(0, 17), at(3, 8)) == [Period(at(2, 0), at(2, 8)), night(2)]
    assert queries.on_duty(at(2, 3)) is None
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    assert queries.gaps(at(0, 17), at(1, 8)) == [night(0)]


def test_a_gap_over_the_change_of_clocks_is_as_long_as_the_night() -> None:
    sunday = wall(date(2026, 10, 24), time(17), queries.zone()), wall(date(2026, 10, 25), time(8), queries.zone())
    (gap,) = queries.gaps(*sunday)
    assert gap.hours == 16


def test_a_gap_falls_to_the_one_that_the_municipality_names() -> None:
    assert (queries.fallback().name, queries.fallback().phone) == ("TiB 2", "070-174 06 11")


def test_who_plans_is_warned_of_gaps_and_only_then(officer: User, head: Who) -> None:
    with clock.at(NOON):
        assert services.warn_of_gaps() == 19
        letter = OutboxMessage.objects.get()
        assert letter.to == "security.head@example.org"
        assert "TiB 2" in letter.body
        services.plan(officer, Period(at(0, 12), at(29, 12)), by=head)
        assert services.warn_of_gaps() == 0
        assert OutboxMessage.objects.count() == 1


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_the_same_night_at_once_one_is_told(officer: User, second: User, head: Who) -> None:
    ends: list[Refused | None] = [None, None]
    start = threading.Barrier(2)

    def run(place: int, user: User) -> None:
        try:
            start.wait(10)
            with clock.at(NOON):
                services.plan(user, night(0), by=head)
        except Refused as no:
            ends[place] = no
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((officer, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert DutyShift.objects.count() == 1
    (refused,) = [end for end in ends if end]
    assert refused.field == "starts_day"


@pytest.mark.django_db(transaction=True)
def test_when_the_look_before_sees_nothing_the_constraint_still_tells(
    officer: User, second: User, head: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(NOON):
        services.plan(officer, night(0), by=head)
        monkeypatch.setattr(services, "_already", lambda period: None)
        with pytest.raises(Refused) as no:
            services.plan(second, night(0), by=head)
    assert no.value.field == "starts_day"
    assert DutyShift.objects.get().user == officer
