"""The mornings: the duty officer hands the night over, and the head of security receives it."""

from datetime import date, datetime, timedelta

from demo import content
from demo.house import House
from demo.people import HEAD_OF_SECURITY
from demo.roster import shifts
from demo.timeline import Life
from samspel.core import clock
from samspel.duty.rules import Period
from samspel.escalation import queries, services

BEFORE_THE_END = timedelta(minutes=22)
QUIET_NIGHTS_TOLD = 0.3


def mornings(house: House, first: date) -> list[tuple[datetime, Life]]:
    """A life for each morning that has been. What was handed over since the office last opened waits to be received."""
    nights = shifts(house, first, house.today + timedelta(days=1))
    over = [night for night in nights if night[1].starts.date() > first and night[1].ends - BEFORE_THE_END < house.ends]
    last = over[-1][1].ends if over else house.ends
    return [
        (period.ends - BEFORE_THE_END, _morning(house, officer, period, told=period.ends == last))
        for officer, period in over
    ]


def _morning(house: House, officer: str, period: Period, *, told: bool) -> Life:
    chance = house.chance_of("night", period.starts.date())
    busy = bool(queries.night(period.starts, clock.now()))
    if not told and not busy and chance.random() > QUIET_NIGHTS_TOLD:
        return
    texts = content.phrases().busy_nights if busy else content.phrases().quiet_nights
    note = services.hand_over_night(chance.choice(texts), by=house.people.who(officer))
    yield house.office.after(clock.now(), chance.uniform(0.1, 0.9))
    if not told:
        services.receive_night(note, by=house.people.who(HEAD_OF_SECURITY))
