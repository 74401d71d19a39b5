"""Invented measures, plans and promises of the year: written, told of, adopted and followed up, each on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Literal, TypeVar

from pydantic import Field

from demo.content import HERE, Part, read
from demo.house import House, why_later
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.core.adopted import Adoption, next_due
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodySeat
from samspel.plans import queries, services
from samspel.plans.models import AgreementKind, Measure, Plan, PlanKind, Promise
from samspel.plans.rules import Funding, Outcome, Status
from samspel.plans.services import AgreementDraft, Draft, PlanDraft

DRAFTS, ADOPTS = "convenor.coordination", "convenor.steering"
BEGUN, LINKED = 300, 1
"""So many days ago the plans were begun; so many days ago the measures were tied to what they answer by then."""
TIME = time(10)
Years = tuple[int, int]
T = TypeVar("T")


class Told(Part):
    """An invented measure: how it reads, what it answers, and what was said of how it goes."""

    key: str
    title: str
    text: str
    field: int
    perspectives: list[int]
    owner: str
    with_: list[str] = Field(default=[], alias="with")
    area: str = ""
    years: Years
    funding: Literal["unknown", "none_needed", "funded", "partly", "unfunded"]
    answers: int
    goals: int
    goes: list[tuple[int, Literal["proposed", "decided", "ongoing", "paused", "done", "dropped"], str]]


class Begun(Part):
    """An invented plan: an area plan has its area's measures, others those that are named, the action plan all."""

    key: str
    kind: Literal["action", "area", "operational", "safety"]
    title: str
    years: Years
    text: str
    area: str = ""
    department: str = ""
    measures: list[str] = []
    texts: dict[str, str] = {}
    adopted: list[tuple[int, str, str]]


class Given(Part):
    """An invented promise, by when it is looked at next (days from now), and what was seen of it (days ago)."""

    text: str
    next: int
    seen: list[tuple[int, Literal["kept", "partly", "not_kept", "too_early"], str]]


class Agreed(Part):
    """An invented agreement or pledge."""

    kind: Literal["agreement", "pledge"]
    title: str
    text: str = ""
    area: str = ""
    organisations: list[str]
    departments: list[str]
    days: tuple[int, int]
    registration: str = ""
    measures: list[str]
    promises: list[Given]


class Contents(Part):
    """The file."""

    measures: list[Told]
    plans: list[Begun]
    agreements: list[Agreed]


@cache
def contents() -> Contents:
    """The invented measures, plans and promises."""
    return read(HERE / "plans.yaml", Contents)


def year(house: House, first: date) -> Iterator[tuple[datetime, Life]]:
    """Every act at its moment, in order; nothing lies before the first day."""
    for number, (days, act) in enumerate(sorted(Planning(house).acts(), key=lambda one: -one[0])):
        day = max(first + timedelta(days=1), house.today - timedelta(days=days))
        at = datetime.combine(day, TIME, house.office.calendar.week.zone) + timedelta(seconds=number)
        yield min(at, house.ends - timedelta(hours=2)), _once(act)


def _once(act: Callable[[], object]) -> Life:
    act()
    yield from ()


class Planning:
    """The plans of the house as they grow."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.measures: dict[str, Measure] = {}
        self.plans: dict[str, Plan] = {}
        self.promises: dict[str, Promise] = {}

    def acts(self) -> Iterator[tuple[int, Callable[[], object]]]:
        """What is done, and how many days ago."""
        told = contents()
        yield BEGUN, self._begin
        for one in told.measures:
            for days, status, comment in one.goes:
                yield days, partial(self._tell, one, Status(status), comment)
        for plan in told.plans:
            for days, number, body in plan.adopted:
                yield days, partial(self._adopt, plan, days, number, body)
        for agreed in told.agreements:
            yield -agreed.days[0], partial(self._agree, agreed)
            for given in agreed.promises:
                for days, outcome, seen in given.seen:
                    yield days, partial(self._follow, given, days, Outcome(outcome), seen)
        yield LINKED, self._link

    def _who(self, username: str) -> Who:
        return self.house.people.who(username)

    def _begin(self) -> None:
        for plan in contents().plans:
            self.plans[plan.key] = services.begin_plan(self._plan(plan), by=self._who(DRAFTS), invented=True)
        for number, one in enumerate(contents().measures):
            plans = [self.plans[plan.key] for plan in contents().plans if _stands_in(one, plan)]
            draft = self._draft(one, number)
            self.measures[one.key] = services.write_measure(draft, by=self._who(DRAFTS), plans=plans, invented=True)
        for plan in contents().plans:
            self._write_texts(plan)

    def _write_texts(self, plan: Begun) -> None:
        keys = {measure.pk: key for key, measure in self.measures.items()}
        for place, row in enumerate(self.plans[plan.key].rows.order_by("position"), 1):
            if text := plan.texts.get(keys[row.measure_id]):
                services.place(self.plans[plan.key].pk, row.pk, place, text, by=self._who(DRAFTS))

    def _year(self, offset: int) -> int:
        return self.house.today.year + offset

    def _plan(self, plan: Begun) -> PlanDraft:
        return PlanDraft(
            kind=PlanKind(plan.kind),
            title=plan.title,
            text=plan.text,
            from_year=self._year(plan.years[0]),
            to_year=self._year(plan.years[1]),
            area=self.house.areas.get(plan.area),
            department=self.house.departments.get(plan.department),
        )

    def _draft(self, one: Told, number: int) -> Draft:
        perspectives, goals = municipality.perspectives(), municipality.goals()
        seat = one.owner.removeprefix("seat:") if one.owner.startswith("seat:") else ""
        return Draft(
            title=one.title,
            text=one.text,
            area=self.house.areas.get(one.area),
            development_area=municipality.development_areas()[one.field - 1],
            perspectives=tuple(perspectives[place - 1] for place in one.perspectives),
            owner_department=self.house.departments.get(one.owner),
            owner_seat=BodySeat.objects.filter(code__endswith=f"/{seat}").first() if seat else None,
            departments=tuple(self.house.departments[code] for code in one.with_),
            funding_state=Funding(one.funding),
            from_year=self._year(one.years[0]),
            to_year=self._year(one.years[1]),
            municipal_goals=(goals[number % len(goals)],),
        )

    def _tell(self, one: Told, status: Status, comment: str) -> None:
        people = self.house.people
        teller = ADOPTS if one.owner.startswith("seat:") else people.contacts.get(one.owner, DRAFTS)
        services.tell(self.measures[one.key].pk, status, comment, by=self._who(teller))

    def _adopt(self, plan: Begun, days: int, number: str, body: str) -> None:
        day = self.house.today - timedelta(days=days)
        named = next((one for one in municipality.bodies() if one.code == body), None)
        adoption = Adoption(
            adopted_on=day,
            registration_number=number,
            body_label=named.name if named else "Kommundirektören",
            body_code=named.code if named else "",
            next_due=next_due(day, municipality.numbers().picture_months),
            because=why_later(day),
        )
        services.adopt_plan(self.plans[plan.key].pk, adoption, by=self._who(ADOPTS))

    def _agree(self, agreed: Agreed) -> None:
        house, by = self.house, self._who(DRAFTS)
        starts, ends = (house.today + timedelta(days=days) for days in agreed.days)
        draft = AgreementDraft(
            kind=AgreementKind(agreed.kind),
            title=agreed.title,
            text=agreed.text,
            area=house.areas.get(agreed.area),
            organisations=tuple(house.organisations[code] for code in agreed.organisations),
            departments=tuple(house.departments[code] for code in agreed.departments),
            starts=starts,
            ends=ends,
            registration_number=agreed.registration,
            measures=tuple(self.measures[key] for key in agreed.measures),
        )
        made = services.write_agreement(draft, by=by, invented=True)
        for given in agreed.promises:
            ahead = house.today + timedelta(days=given.next)
            self.promises[given.text] = services.promise(made.pk, given.text, ahead, by=by)

    def _follow(self, given: Given, days: int, outcome: Outcome, seen: str) -> None:
        day, ahead = self.house.today - timedelta(days=days), self.house.today + timedelta(days=given.next)
        services.follow_up(self.promises[given.text].pk, outcome, seen, day, ahead, by=self._who(DRAFTS))

    def _link(self) -> None:
        """Tie each measure to challenges and goals of its area that are there by now; some are left loose."""
        by = self._who(DRAFTS)
        for number, one in enumerate(contents().measures):
            area = self.house.areas.get(one.area)
            hard = [each for each in queries.challenges(by) if area and each.area_id == area.pk]
            goals = [each for each in queries.outcome_goals(by) if area and each.area_id == area.pk]
            measure = self.measures[one.key]
            draft = replace(
                services.draft_of(Measure.objects.get(pk=measure.pk)),
                challenges=_some(hard, one.answers, number),
                outcome_goals=_some(goals, one.goals, number),
            )
            services.change_measure(measure.pk, draft, by=by)


def _some(rows: list[T], count: int, turn: int) -> tuple[T, ...]:
    return tuple(rows[(turn + step) % len(rows)] for step in range(min(count, len(rows))))


def _stands_in(one: Told, plan: Begun) -> bool:
    if plan.kind == "action":
        return True
    return one.key in plan.measures or (plan.kind == "area" and one.area == plan.area)
