"""Invented target pictures, outcome goals and funding: written, measured, adopted and scored, each on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, partial

from demo.content import HERE, Part, read
from demo.house import House
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.commissions import services as money
from samspel.commissions.models import FundingKind
from samspel.commissions.services import Paid
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.adopted import Adoption, next_due
from samspel.municipality import queries as municipality
from samspel.municipality.models import Indicator
from samspel.situation import rules as periods
from samspel.situation import services as situation
from samspel.situation.models import Challenge, IndicatorValue
from samspel.situation.services import NewValue
from samspel.targets import services
from samspel.targets.models import OutcomeGoal, TargetPicture
from samspel.targets.services import Written

DRAFTS, ADOPTS = "convenor.coordination", "convenor.steering"
TIME = time(13)
TIED = 2
"""So many days ago the goals were tied to the challenges that there are by then."""
FUNDED = 200
ORE_IN_TKR = 100_000
INVENTED = "påhittat för demonstrationen"

Year = tuple[int, str]


class Goal(Part):
    """An invented goal; `baseline` and `target` are the year, counted from this one, and the value."""

    area: str
    days: int
    what: str
    for_whom: str
    indicator: str
    baseline: Year | None = None
    target: Year | None = None
    values: list[Year] = []
    owner: tuple[str, str]
    answers: list[int]


class Picture(Part):
    """An invented target picture; `again`: so many days ago somebody began the next version."""

    area: str
    begun: int
    vision: str
    text: str
    comments: list[tuple[str, str, str]]
    adopted: tuple[int, str]
    again: int = 0


class Fund(Part):
    """Invented money."""

    kind: FundingKind
    year: int
    tkr: int
    purpose: str
    giver: str = ""
    committee: str = ""
    ends: int | None = None


class Contents(Part):
    """The file."""

    goals: list[Goal]
    pictures: list[Picture]
    funding: list[Fund]


@cache
def contents() -> Contents:
    """The invented goals, pictures and money."""
    return read(HERE / "targets.yaml", Contents)


def year(house: House, first: date) -> Iterator[tuple[datetime, Life]]:
    """Every act at its moment, in order; nothing lies before the first day."""
    for number, (days, act) in enumerate(sorted(Aiming(house).acts(), key=lambda one: -one[0])):
        day = max(first + timedelta(days=1), house.today - timedelta(days=days))
        at = datetime.combine(day, TIME, house.office.calendar.week.zone) + timedelta(seconds=number)
        yield min(at, house.ends - timedelta(hours=2)), _once(act)


def _once(act: Callable[[], object]) -> Life:
    act()
    yield from ()


class Aiming:
    """The goals of the house as they grow."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.goals: dict[str, OutcomeGoal] = {}
        self.pictures: dict[str, TargetPicture] = {}

    def acts(self) -> Iterator[tuple[int, Callable[[], object]]]:
        """What is done, and how many days ago."""
        told = contents()
        for goal in told.goals:
            yield goal.days, partial(self._write, goal)
        for picture in told.pictures:
            yield picture.begun, partial(self._begin, picture)
            yield picture.begun - 10, partial(self._comment, picture)
            yield picture.adopted[0], partial(self._adopt, picture)
            if picture.again:
                yield picture.again, partial(self._begin, picture)
        for fund in told.funding:
            yield FUNDED, partial(self._fund, fund)
        yield TIED, self._tie
        for month in range(11):
            yield 30 * month, self._score

    def _who(self, username: str) -> Who:
        return self.house.people.who(username)

    def _indicator(self, code: str) -> Indicator | None:
        return next((one for one in municipality.indicators() if one.code == code), None)

    def _day(self, offset: int) -> date:
        return date(self.house.today.year + offset, 12, 31)

    def _written(self, goal: Goal, challenges: list[Challenge]) -> Written:
        department, role = goal.owner
        return Written(
            what=goal.what,
            for_whom=goal.for_whom,
            indicator=self._indicator(goal.indicator),
            baseline=_number(goal.baseline[1]) if goal.baseline else None,
            baseline_on=self._day(goal.baseline[0]) if goal.baseline else None,
            target=_number(goal.target[1]) if goal.target else None,
            by_day=self._day(goal.target[0]) if goal.target else None,
            department=self.house.departments.get(department),
            owner_role=role,
            challenges=challenges,
            invented=True,
        )

    def _write(self, goal: Goal) -> None:
        by, area = self._who(DRAFTS), self.house.areas[goal.area]
        self.goals[f"{goal.area} {goal.what}"] = services.write_goal(area, self._written(goal, []), by=by)
        self._measure(goal)

    def _measure(self, goal: Goal) -> None:
        """What the indicator says of the area, where nothing is said of it yet."""
        area, indicator = self.house.areas[goal.area], self._indicator(goal.indicator)
        if indicator is None or IndicatorValue.objects.filter(area=area, indicator=indicator).exists():
            return
        told = [(periods.period(str(self.house.today.year + offset)), value) for offset, value in goal.values]
        rows = [NewValue(indicator, period, _number(value), INVENTED, area) for period, value in told if period]
        if rows:
            situation.record_values(rows, by=self._who(DRAFTS))

    def _tie(self) -> None:
        """Goals answer the challenges that somebody has opened in their areas."""
        for goal in contents().goals:
            area = self.house.areas[goal.area]
            there = list(Challenge.objects.filter(area=area, state="open").order_by("opened_at", "reference"))
            answered = [there[place - 1] for place in goal.answers if place <= len(there)]
            made = self.goals[f"{goal.area} {goal.what}"]
            services.change_goal(made.pk, self._written(goal, answered), by=self._who(DRAFTS))

    def _begin(self, picture: Picture) -> None:
        by = self._who(DRAFTS)
        made = services.begin_target(self.house.areas[picture.area], by=by, invented=True)
        services.write_target(made.pk, picture.vision, picture.text, list(made.challenges.all()), by=by)
        self.pictures[picture.area] = made

    def _comment(self, picture: Picture) -> None:
        made = self.pictures[picture.area]
        if not picture.comments:
            return
        services.ask_for_comments(made.pk, clock.today() + timedelta(days=14), by=self._who(DRAFTS))
        for username, text, answer in picture.comments:
            said = services.comment(made.pk, text, by=self._who(username))
            services.answer_comment(made.pk, said.pk, answer, by=self._who(DRAFTS))

    def _adopt(self, picture: Picture) -> None:
        day = clock.today()
        named = next((one for one in municipality.bodies() if one.code == "steering"), None)
        due = next_due(day, municipality.numbers().picture_months)
        decision = Adoption(day, picture.adopted[1], named.name if named else "", "steering", due)
        made = self.pictures[picture.area]
        if picture.comments:
            services.take_back(made.pk, by=self._who(DRAFTS))
        services.adopt_target(made.pk, decision, by=self._who(ADOPTS))

    def _fund(self, fund: Fund) -> None:
        committee = next((one for one in municipality.committees() if one.code == fund.committee), None)
        money.note_funding(
            Paid(
                giver=fund.giver or (committee.name if committee else ""),
                kind=fund.kind,
                year=self.house.today.year + fund.year,
                amount_ore=fund.tkr * ORE_IN_TKR,
                purpose=fund.purpose,
                committee=committee,
                ends_on=self.house.today + timedelta(days=fund.ends) if fund.ends is not None else None,
                source=INVENTED,
            ),
            by=self._who(DRAFTS),
        )

    def _score(self) -> None:
        services.keep_score(by=Job("score"))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
