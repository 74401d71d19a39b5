"""The duty roster: a day and a night from the office's opening time on, three officers, a week each."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
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


def changes(house: House, first: date, last: date) -> list[datetime]:
    """When one shift follows the other: each morning, days off too, when the office opens on working days."""
    calendar = house.office.calendar
    opens = calendar.opens_at(calendar.add_working_days(first, 0))
    at = opens.timetz().replace(tzinfo=None) if opens else time(8)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [datetime.combine(day, at, calendar.week.zone) for day in days]


def shifts(house: House, first: date, last: date) -> Iterator[tuple[str, Period]]:
    """Who is on duty when, the gap left out. Who has the shift of today is the first of the officers."""
    moments = changes(house, first - timedelta(days=1), last)
    today = max(moment for moment in moments if moment <= house.ends)
    gap = house.ends + GAP_AHEAD
    for starts, ends in pairwise(moments):
        if not starts <= gap < ends:
            week = (_monday(starts) - _monday(today)).days // 7
            yield OFFICERS[week % len(OFFICERS)], Period(starts, ends)


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
