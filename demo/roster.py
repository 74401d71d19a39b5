"""The duty roster: a shift from each working day's opening to the next one's, three officers, a week each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from demo.house import House
from demo.people import HEAD_OF_SECURITY
from demo.timeline import Life
from samspel.core import clock
from samspel.duty import services
from samspel.duty.rules import Period

OFFICERS = ("duty.officer", "duty.second", "duty.third")
EVERY, AHEAD = timedelta(weeks=4), timedelta(weeks=13)
"""The roster is planned so often, and so far ahead: nine weeks or more lie ahead today."""
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
    for opens, following in pairwise(moments):
        if not opens <= gap < following:
            week = (_monday(opens) - _monday(today)).days // 7
            yield OFFICERS[week % len(OFFICERS)], Period(opens, following)


def _monday(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def planning(house: House, first: date) -> Life:
    """The head of security plans ahead, through the year."""
    left = [one for one in shifts(house, first, house.today + AHEAD) if one[1].ends > clock.now()]
    while left:
        by, horizon = house.people.who(HEAD_OF_SECURITY), clock.now() + AHEAD
        soon = [one for one in left if one[1].starts < horizon]
        left = left[len(soon) :]
        for officer, period in soon:
            services.plan(house.people.users[officer], period, by=by)
        yield clock.now() + EVERY
