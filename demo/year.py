"""A year of work, made by calling the services with the clock moved, from a year ago until now."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from demo import (
    alarm,
    ground,
    interventions,
    lifting,
    measures,
    nights,
    observations,
    roster,
    situation,
    targets,
    weekly,
)
from demo.alarm import Ringing
from demo.house import House, build
from demo.lifting import Matter
from demo.people import gather
from demo.plan import Plan
from demo.quiet import quiet
from demo.story import Story
from demo.timeline import Life, Timeline
from samspel.accounts import services as accounts
from samspel.core import clock, log, once, outbox
from samspel.core.actors import Job
from samspel.core.models import LogRow
from samspel.duty import services as duty
from samspel.escalation import services as escalation
from samspel.municipality import queries as municipality
from samspel.questions import services as questions

LOADED = "load demo"
BY = Job("demo")
DAYS = 365
MORNING = time(6, 30)

Progress = Callable[[str], object]


class NotADemo(RuntimeError):
    """The demo switch is off: invented people and events have no place here."""


def load(progress: Progress, *, days: int = DAYS) -> bool:
    """Make the people and so many days of work before now, all or nothing; False when it has been done already.

    Raises NotADemo without the switch, and NotApplied before a municipality's files have been applied.
    """
    if not settings.DEMO:
        raise NotADemo("SAMSPEL_DEMO is off")
    place = municipality.the_municipality()
    if LogRow.objects.filter(verb=LOADED).exists():
        progress("The demo is there already.")
        return False
    ends = clock.now()
    with transaction.atomic(), quiet(), translation.override(settings.LANGUAGE_CODE):
        with clock.at(ends - timedelta(days=days)):
            ground.lay(settings.DEMO_BOUNDARIES, clock.today(), progress)
            people = gather()
        house = build(ends, people)
        _run(house, house.today - timedelta(days=days), progress)
        once.forget_old()
        outbox.dispose_old()
        log.record(LOADED, place, by=BY)
    return True


def _run(house: House, first: date, progress: Progress) -> None:
    timeline = _timeline(house, first)
    month = 0
    for moment in timeline.run(house.ends):
        at = clock.local(moment)
        if at.month != month:
            month = at.month
            progress(f"{at:%Y-%m}")


def _timeline(house: House, first: date) -> Timeline:
    """Every life of the year, each to begin at its moment."""
    timeline = Timeline()
    start = datetime.combine(first, time(4), house.office.calendar.week.zone)
    timeline.add(start, roster.planning(house, first))
    timeline.add(start + timedelta(hours=2), _jobs(house))
    plan, last = Plan(house), house.today
    for moment, planned in [*plan.today(), *plan.year(first + timedelta(days=1), last)]:
        timeline.add(moment, Story(house, planned).life())
    for moment, sent in [*alarm.year(house, first + timedelta(days=2), last), *alarm.today(house)]:
        timeline.add(moment, Ringing(house, sent).life())
    for moment, script in lifting.year(house, first):
        timeline.add(moment, Matter(house, script).life())
    for moment, life in [*nights.mornings(house, first), *_holidays(house), *measures.year(house, first)]:
        timeline.add(moment, life)
    for moment, life in targets.year(house, first):
        timeline.add(moment, life)
    for moment, life in [*observations.year(house, first), *weekly.year(house), *situation.year(house, first)]:
        timeline.add(moment, life)
    for moment, life in interventions.year(house, first):
        timeline.add(moment, life)
    return timeline


def _jobs(house: House) -> Life:
    """What the worker does each morning: reminders, whether it was solved, what is to be forgotten, gaps ahead."""
    while True:
        questions.dispose_contacts(by=Job("disposal"))
        questions.remind(by=Job("reminders"))
        questions.ask_whether_solved(by=Job("is it solved"))
        if clock.today().weekday() == 0:
            duty.warn_of_gaps()
            escalation.dispose_numbers()
            questions.find_recurring(by=Job("what recurs"))
        yield datetime.combine(clock.today() + timedelta(days=1), MORNING, house.office.calendar.week.zone)


HOLIDAYS = (
    ("contact.social", "manager.social", -130, 20),
    ("contact.school", "manager.school", -145, 24),
    ("contact.culture", "manager.culture", -40, 4),
    ("contact.urban", "manager.urban", -1, 5),
    ("coordinator.ryd", "district.ryd", 12, 6),
)
"""Who is away and who stands in, from so many days from now, for so many days."""


def _holidays(house: House) -> list[tuple[datetime, Life]]:
    return [
        (house.ends + timedelta(days=min(starts, 0), hours=-30), _away(house, absent, other, starts, days))
        for absent, other, starts, days in HOLIDAYS
    ]


def _away(house: House, absent: str, other: str, starts: int, days: int) -> Life:
    first = house.today + timedelta(days=starts)
    last = first + timedelta(days=days)
    users = house.people.users
    accounts.stand_in(users[absent], users[other], starts=first, ends=last, by=house.people.who("admin"))
    house.people.forget()
    if absent in house.people.contacts.values() and starts <= 0:
        yield datetime.combine(first, time(0, 5), house.office.calendar.week.zone)
        house.people.away[absent] = other
        house.people.forget()
        yield datetime.combine(last + timedelta(days=1), time(0, 5), house.office.calendar.week.zone)
        del house.people.away[absent]
        house.people.forget()
