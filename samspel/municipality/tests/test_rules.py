"""The office calendar by table and by property, against a slower way of reckoning."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.municipality.rules import (
    LIMITS,
    NUMBER_KEYS,
    OfficeCalendar,
    OfficeWeek,
    Span,
    calendar_for,
    holiday_names,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = (Span(time(8), time(17)),)
EVES = frozenset({"Midsommarafton", "Julafton", "Nyårsafton"})


def week(*special: tuple[date, tuple[Span, ...]], **changed: object) -> OfficeWeek:
    """Monday to Friday 8 to 17, three eves off."""
    plain = {"weekdays": (DAY,) * 5 + ((), ()), "eves": EVES, "special": frozenset(special), "zone": STOCKHOLM}
    return OfficeWeek(**{**plain, **changed})  # type: ignore[arg-type]


OFFICE = OfficeCalendar(week())


def at(text: str) -> datetime:
    """A moment on the wall clock in Stockholm, or with its own offset."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-02T07:59:59", False),
        ("2026-03-02T08:00", True),
        ("2026-03-02T16:59:59", True),
        ("2026-03-02T17:00", False),
        ("2026-03-07T12:00", False),  # Saturday
        ("2026-06-18T12:00", True),  # the day before Midsummer's Eve
        ("2026-06-19T12:00", False),  # Midsummer's Eve, a Friday
        ("2026-06-22T08:00", True),
        ("2026-05-14T12:00", False),  # Ascension Day, a Thursday
        ("2026-05-15T12:00", True),  # a day between is no day off unless the municipality says so
        ("2026-04-02T15:00", True),  # a half day elsewhere, not here
        ("2026-12-24T12:00", False),
        ("2026-12-31T12:00", False),
        ("2027-01-06T12:00", False),
        ("2026-03-30T08:00", True),  # the first morning of summer time
        ("2026-03-30T06:00+00:00", True),
        ("2026-03-27T06:59+00:00", False),
        ("2026-10-26T07:00+00:00", True),  # the first morning of winter time
        ("2026-10-26T06:59+00:00", False),
    ],
)
def test_the_hours_of_a_common_office(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(datetime(2026, 3, 2, 12))  # noqa: DTZ001


def test_a_single_day_overrides_everything() -> None:
    calendar = OfficeCalendar(week((date(2026, 6, 19), DAY), (date(2026, 3, 3), ())))
    assert calendar.is_open(at("2026-06-19T12:00"))
    assert not calendar.is_open(at("2026-03-03T12:00"))
    assert calendar.add_working_days(date(2026, 3, 2), 1) == date(2026, 3, 4)


def test_a_day_can_have_several_spans() -> None:
    calendar = OfficeCalendar(week(weekdays=((Span(time(8), time(11)), Span(time(13), time(16))),) * 7))
    assert [calendar.is_open(at(f"2026-03-02T{hour:02}:30")) for hour in (7, 8, 11, 12, 13, 16)] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]
    assert calendar.next_open(at("2026-03-02T11:30")) == at("2026-03-02T13:00")
    assert calendar.closes_at(date(2026, 3, 2)) == at("2026-03-02T16:00")


def test_when_the_clocks_change_the_wall_clock_decides() -> None:
    nights = OfficeCalendar(week(weekdays=((Span(time(1), time(3)),),) * 7))
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight; 02:00 to 03:00 comes twice
    spring = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight; 02:00 to 03:00 never comes
    assert sum(nights.is_open(autumn + timedelta(minutes=minute)) for minute in range(300)) == 180
    assert sum(nights.is_open(spring + timedelta(minutes=minute)) for minute in range(300)) == 60


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 6, 17), 1, date(2026, 6, 18)),
        (date(2026, 6, 18), 1, date(2026, 6, 22)),
        (date(2026, 6, 19), 1, date(2026, 6, 22)),
        (date(2026, 6, 20), 0, date(2026, 6, 22)),
        (date(2026, 6, 18), 0, date(2026, 6, 18)),
        (date(2026, 6, 22), -1, date(2026, 6, 18)),
        (date(2026, 12, 23), 3, date(2026, 12, 30)),
    ],
)
def test_working_days(day: date, count: int, then: date) -> None:
    assert OFFICE.add_working_days(day, count) == then


def test_the_next_opening_is_after_the_weekend() -> None:
    assert OFFICE.next_open(at("2026-06-18T17:00")) == at("2026-06-22T08:00")
    assert OFFICE.next_open(at("2026-06-22T09:12")) == at("2026-06-22T09:12")
    assert OFFICE.opens_at(date(2026, 6, 19)) is None
    assert OFFICE.closes_at(date(2026, 6, 19)) is None
    assert OFFICE.opens_at(date(2026, 6, 22)) == at("2026-06-22T08:00")


def test_an_office_that_never_opens_says_so() -> None:
    calendar = OfficeCalendar(week(weekdays=((),) * 7))
    with pytest.raises(ValueError, match="never open"):
        calendar.next_open(at("2026-03-02T12:00"))
    with pytest.raises(ValueError, match="never open"):
        calendar.add_working_days(date(2026, 3, 2), 1)
    with pytest.raises(ValueError, match="never open"):
        calendar.add_working_days(date(2026, 3, 2), 0)


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(DAYS, st.integers(1, 60))
def test_there_and_back_again(day: date, count: int) -> None:
    then = OFFICE.add_working_days(day, count)
    assert OFFICE.is_working_day(then)
    assert OFFICE.working_days_between(day, then) == count
    assert OFFICE.working_days_between(then, day) == -count


@given(MOMENTS)
def test_nothing_is_open_before_the_next_opening(moment: datetime) -> None:
    opens = OFFICE.next_open(moment)
    assert opens >= moment
    assert OFFICE.is_open(opens)
    step = (opens - moment) / 7
    assert not any(OFFICE.is_open(moment + step * part) for part in range(7) if opens > moment)


@given(MOMENTS)
def test_open_is_as_reckoned_by_hand(moment: datetime) -> None:
    local = moment.astimezone(STOCKHOLM)
    names, public = holiday_names(local.year).get(local.date(), ((), False))
    off = public or local.weekday() > 4 or any(name in EVES for name in names)
    assert OFFICE.is_open(moment) is (not off and 8 <= local.hour < 17)


def test_equal_hours_give_the_same_calendar() -> None:
    assert calendar_for(week()) is calendar_for(week())


def test_half_a_million_minutes_take_no_time() -> None:
    began, moment, minute = stopwatch.perf_counter(), datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=1)
    for _ in range(525_600):
        OFFICE.is_open(moment)
        moment += minute
    assert stopwatch.perf_counter() - began < 5


def test_every_number_has_bounds() -> None:
    assert set(NUMBER_KEYS) == set(LIMITS)
    assert all(0 < least < most for least, most in LIMITS.values())
