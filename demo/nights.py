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
    """A life for each morning that has been; the last night is still to be received."""
    nights = [(officer, period) for officer, period in shifts(house, first, house.today + timedelta(days=7))]
    over = [(officer, period) for officer, period in nights if period.ends - BEFORE_THE_END < house.ends]
    return [
        (period.ends - BEFORE_THE_END, _morning(house, officer, period, received=index < len(over) - 1))
        for index, (officer, period) in enumerate(over)
        if period.starts.date() > first
    ]


def _morning(house: House, officer: str, period: Period, *, received: bool) -> Life:
    chance = house.chance_of("night", period.starts.date())
    busy = bool(queries.night(period.starts, clock.now()))
    if received and not busy and chance.random() > QUIET_NIGHTS_TOLD:
        return
    texts = content.phrases().busy_nights if busy else content.phrases().quiet_nights
    note = services.hand_over_night(chance.choice(texts), by=house.people.who(officer))
    if received:
        yield clock.now() + timedelta(minutes=chance.uniform(25, 70))
        services.receive_night(note, by=house.people.who(HEAD_OF_SECURITY))
