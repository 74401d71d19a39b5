"""A second, slow answer to who gets what at a minute, written from the calendar up and from nothing of ours.

Its office hours are those that Linköping's files start with: Monday to Friday 08-17, closed on public holidays and on
Midsummer, Christmas and New Year's Eve. Easter is counted by the anonymous Gregorian algorithm, summer time by the
European rule, and local time by adding hours: no library that the product uses is used here.
"""

from datetime import date, datetime, timedelta


def easter(year: int) -> date:
    """Easter Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


def saturday_from(day: date) -> date:
    """The first Saturday on or after the day."""
    while day.weekday() != 5:
        day += timedelta(days=1)
    return day


def days_off(year: int) -> set[date]:
    """Every day of the year on which the office is closed although it may be a weekday."""
    sunday = easter(year)
    midsummer = saturday_from(date(year, 6, 20))
    return {
        date(year, 1, 1),
        date(year, 1, 6),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        date(year, 5, 1),
        sunday + timedelta(days=39),
        date(year, 6, 6),
        midsummer - timedelta(days=1),
        midsummer,
        saturday_from(date(year, 10, 31)),
        date(year, 12, 24),
        date(year, 12, 25),
        date(year, 12, 26),
        date(year, 12, 31),
    }


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month with 31 days."""
    day = date(year, month, 31)
    while day.weekday() != 6:
        day -= timedelta(days=1)
    return day


class Year:
    """One year, with its days off and its summer time counted once."""

    def __init__(self, year: int) -> None:
        self.off = days_off(year)
        self.summer_from = datetime.combine(last_sunday(year, 3), datetime.min.time()) + timedelta(hours=1)
        self.summer_to = datetime.combine(last_sunday(year, 10), datetime.min.time()) + timedelta(hours=1)

    def on_the_wall(self, utc: datetime) -> datetime:
        """Local time, naive, of a naive moment in UTC within the year."""
        summer = self.summer_from <= utc < self.summer_to
        return utc + timedelta(hours=2 if summer else 1)

    def is_open(self, utc: datetime) -> bool:
        """Whether the office is open at a naive moment in UTC."""
        wall = self.on_the_wall(utc)
        return wall.weekday() <= 4 and 8 <= wall.hour <= 16 and wall.date() not in self.off


def receiver(kind: str, departments: list[str], settled: bool | None, is_open: bool) -> str:
    """Who gets one kind."""
    if kind != "segregation":
        return "head_of_security" if is_open else "duty_officer"
    if len(departments) == 0:
        return "nobody"
    if settled is False and len(departments) > 1:
        return "coordination_group"
    if settled is False:
        return "department_management:" + departments[0]
    return "managers_concerned"
