"""Invented interventions of several departments: some overlap, some are not looked after, some serve nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field
from ruamel.yaml import YAML

from demo import measures
from demo.content import Part
from demo.house import House
from demo.timeline import Life
from samspel.commissions.models import Funding
from samspel.core import clock
from samspel.interventions import services
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.rules import Certainty, Heads, Level, State, Target
from samspel.interventions.services import Costing, Written
from samspel.municipality import queries as municipality
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal

TKR = 100_000
WRITTEN = timedelta(days=300)
"""So long ago each department wrote down its own."""
LOOKED_THROUGH = timedelta(days=45)
"""So long ago they last said what is still true."""
LINKED = timedelta(days=1)
"""So long ago they were tied to measures and goals."""


class Script(Part):
    """One invented intervention; codes of the municipality's rows."""

    key: str
    title: str
    text: str
    department: str
    areas: list[str]
    level: Level
    target: Target
    tkr: int
    sure: Certainty = Certainty.ESTIMATE
    method: str = ""
    place: str = ""
    place_text: str = ""
    partners: list[str] = []
    factors: list[str] = []
    on_trial: bool = False
    no_assessment: str = ""
    heads: Annotated[list[int], Field(max_length=3)] = []


class Proposal(Part):
    """What a coordinator proposes to a department."""

    by: str
    title: str
    department: str
    area: str
    level: Level
    target: Target
    text: str


class Serves(Part):
    """What an intervention serves: keys of invented measures, invented goals as area/what; and what money pays it."""

    measures: list[str] = []
    goals: list[str] = []
    paid: str = ""


class Inventory(Part):
    """The whole file. `stale` are those that nobody has looked at since, `planned` those that have not begun."""

    interventions: list[Script]
    stale: list[str]
    planned: list[str]
    proposed: Proposal
    serves: dict[str, Serves]


@cache
def inventory() -> Inventory:
    """The invented interventions, read once."""
    text = (Path(__file__).parent / "content" / "interventions.yaml").read_text(encoding="utf-8")
    return Inventory.model_validate(YAML(typ="safe").load(text))


def year(house: House, first: date) -> Iterator[tuple[datetime, Life]]:
    """The departments write down their own, look through them, and follow up what they cost."""
    zone = house.office.calendar.week.zone
    begun = max(house.today - WRITTEN, first + timedelta(days=1))
    yield datetime.combine(begun, time(10), zone), _inventory(house)


def _inventory(house: House) -> Life:
    zone = house.office.calendar.week.zone
    written = {one.key: _write(house, one) for one in inventory().interventions}
    yield _then(datetime.combine(house.today - LOOKED_THROUGH, time(9), zone))
    _look_through(house, written)
    yield _then(datetime.combine(house.today - timedelta(days=9), time(14), zone))
    _propose(house)
    yield _then(datetime.combine(house.today - LINKED, time(15), zone))
    for key, serves in inventory().serves.items():
        _link(house, written[key], key, serves)


def _then(moment: datetime) -> datetime:
    """The moment, or soon, in a demo of fewer days."""
    return max(moment, clock.now() + timedelta(minutes=5))


def _write(house: House, script: Script) -> Intervention:
    """By the department's contact person, with what last year cost and this year is meant to."""
    by = house.people.who(house.people.contacts[script.department])
    planned = script.key in inventory().planned
    made = services.write(_written(house, script, planned=planned), by=by)
    this = house.today.year
    for budget in (this - 1, this, this + 1):
        if budget == this or not planned or budget > this:
            services.add_cost(made.pk, _costing(script, budget, this), by=by)
    if script.heads:
        services.count_heads(made.pk, this, Heads(*script.heads), by=by)
    return made


def _written(house: House, script: Script, *, planned: bool) -> Written:
    department = house.departments[script.department]
    places = {one.code: one for one in municipality.places()}
    factors = {one.code: one for one in municipality.factors()}
    assert department.committee is not None  # noqa: S101 - every department of the demo has one
    return Written(
        title=script.title,
        text=script.text,
        department=department,
        committee=department.committee,
        areas=[house.areas[code] for code in script.areas],
        level=script.level,
        target=script.target,
        place=places.get(script.place),
        place_text=script.place_text,
        method=script.method,
        on_trial=script.on_trial,
        starts=house.today + timedelta(days=40) if planned else date(house.today.year - 1, 1, 10),
        state=State.PLANNED if planned else State.ONGOING,
        partners=[house.organisations[code] for code in script.partners],
        factors=[factors[code] for code in script.factors],
        no_assessment=bool(script.no_assessment),
        decision=script.no_assessment,
        invented=True,
    )


def _costing(script: Script, budget: int, this: int) -> Costing:
    """Last year is known, and came out somewhat beside what was meant; the years ahead are as sure as is said."""
    ore = script.tkr * TKR
    if budget < this:
        beside = sum(map(ord, script.key)) % 17 - 7
        meant = ore * 96 // 100
        return Costing(
            year=budget, budget_ore=meant, outcome_ore=meant * (100 + beside) // 100, certainty=Certainty.KNOWN
        )
    return Costing(year=budget, budget_ore=ore, certainty=script.sure if budget == this else Certainty.ESTIMATE)


def _look_through(house: House, written: dict[str, Intervention]) -> None:
    """Each department says what is still true; some of it nobody looks at. What the year has cost so far is known."""
    scripts = {one.key: one for one in inventory().interventions if one.key not in inventory().stale}
    for code, contact in house.people.contacts.items():
        own = [written[key].pk for key, one in scripts.items() if one.department == code]
        if own:
            services.still_true(own, by=house.people.who(contact))
    for key, script in scripts.items():
        if script.sure is Certainty.KNOWN:
            _outcome(house, script, written[key])


def _outcome(house: House, script: Script, row: Intervention) -> None:
    cost = Cost.objects.get(intervention=row, year=house.today.year)
    outcome = cost.budget_ore * (88 + sum(map(ord, script.key)) % 9) // 100
    services.change_cost(
        cost.pk,
        Costing(year=cost.year, budget_ore=cost.budget_ore, outcome_ore=outcome, certainty=Certainty.KNOWN),
        by=house.people.who(house.people.contacts[script.department]),
    )


def _link(house: House, row: Intervention, key: str, serves: Serves) -> None:
    """Tie it to the invented measures and goals that are there by now."""
    (script,) = [one for one in inventory().interventions if one.key == key]
    titles = {one.key: one.title for one in measures.contents().measures}
    goals = [tuple(one.split("/", 1)) for one in serves.goals]
    services.change(
        row.pk,
        replace(
            _written(house, script, planned=key in inventory().planned),
            measures=list(Measure.objects.filter(title__in=[titles[one] for one in serves.measures])),
            goals=[goal for area, what in goals for goal in OutcomeGoal.objects.filter(area__code=area, what=what)],
        ),
        by=house.people.who(house.people.contacts[script.department]),
    )
    _pay(house, script, row, serves.paid)


def _pay(house: House, script: Script, row: Intervention, purpose: str) -> None:
    """Say which invented money pays for this year."""
    money = Funding.objects.filter(purpose=purpose, year=house.today.year).first() if purpose else None
    for cost in Cost.objects.filter(intervention=row, year=house.today.year) if money else ():
        stands = {name: getattr(cost, name) for name in ("year", "budget_ore", "outcome_ore", "what")}
        services.change_cost(
            cost.pk,
            Costing(**stands, certainty=Certainty(cost.certainty), funding=money),
            by=house.people.who(house.people.contacts[script.department]),
        )


def _propose(house: House) -> None:
    proposed = inventory().proposed
    department = house.departments[proposed.department]
    assert department.committee is not None  # noqa: S101 - every department of the demo has one
    services.write(
        Written(
            title=proposed.title,
            text=proposed.text,
            department=department,
            committee=department.committee,
            areas=[house.areas[proposed.area]],
            level=proposed.level,
            target=proposed.target,
            invented=True,
        ),
        by=house.people.who(proposed.by),
    )
