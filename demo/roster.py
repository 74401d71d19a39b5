"""The duty roster: a shift from each working day's opening to the next one's, three officers, a week each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from demo.house import House
from demo.people import HEAD_OF_SECURITY
from demo.timeline import Life
from samspel.core import clock
from samspel.duty import services
from samspel.duty.rules import Period

OFFICERS = ("duty.officer", "duty.second", "duty.third")
AHEAD = timedelta(weeks=9)
GAP_AHEAD = timedelta(days=17)
"""So far ahead nobody is on duty, for the roster to have a gap that is seen in time."""


def openings(house: House, first: date, last: date) -> list[datetime]:
    """When the office opens on each working day."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    calendar = house.office.calendar
    return [opens for day in days if (opens := calendar.opens_at(day)) is not None]


def shifts(house: House, first: date, last: date) -> Iterator[tuple[str, Period]]:
    """Who is on duty when, the gap left out. Who has the shift of today is the first of the officers."""
    moments = openings(house, first - timedelta(days=7), last)
    today = max(moment for moment in moments if moment <= house.ends)
    gap = house.ends + GAP_AHEAD
    for opens, following in zip(moments, moments[1:], strict=False):
        if not opens <= gap < following:
            week = (_monday(opens) - _monday(today)).days // 7
            yield OFFICERS[week % len(OFFICERS)], Period(opens, following)


def _monday(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def planning(house: House, first: date) -> Life:
    """The head of security plans some weeks ahead, every fourth week, through the year."""
    last = (house.ends + AHEAD).date()
    left = [one for one in shifts(house, first, last) if one[1].ends > clock.now()]
    while left:
        until = max(clock.now(), house.ends - timedelta(days=1)) if clock.now() > house.ends else clock.now()
        horizon = until + AHEAD
        soon = [one for one in left if one[1].starts < horizon]
        left = left[len(soon) :]
        by = house.people.who(HEAD_OF_SECURITY)
        for officer, period in soon:
            services.plan(house.people.users[officer], period, by=by)
        yield min(clock.now() + timedelta(weeks=4), house.ends - timedelta(hours=30))
