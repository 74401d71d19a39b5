"""Invented figures, challenges and situation pictures of the year: drafted, commented, adopted, each on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, partial

from demo.content import HERE, Part, read
from demo.house import House, why_later
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.core.adopted import Adoption, next_due
from samspel.municipality import queries as municipality
from samspel.situation import rules, services
from samspel.situation.models import BasisKind, Challenge, SituationPicture
from samspel.situation.rules import SectionCode
from samspel.situation.services import NewValue, Rests

DRAFTS, ADOPTS = "convenor.coordination", "convenor.steering"
BEGUN = 345
"""So many days ago the figures were entered and the challenges opened."""
TIME = time(9)


class Measured(Part):
    """What an indicator said, the latest last: of the years that are named, or of every year until the last."""

    indicator: str
    area: str = ""
    years: list[int] = []
    numbers: list[float]


class Seen(Part):
    """Which observations a challenge rests on: their kind, from and to, days ago."""

    kind: str
    days: tuple[int, int]


class Hard(Part):
    """A challenge with its causes, factors and what it rests on."""

    area: str
    title: str
    text: str
    risk: list[str]
    protective: list[str]
    causes: list[str]
    seen: Seen | None = None


class Written(Part):
    """The texts of a picture, and when it was adopted (days ago) under which number."""

    days: int
    number: str = ""
    survey: str
    other: str
    analysis: str


class Pictured(Part):
    """The versions of an area's picture."""

    area: str
    adopted: list[Written]


class Said(Part):
    """A comment."""

    by: str
    section: str
    text: str


class Drafted(Written):
    """A draft that is open for comments."""

    area: str
    comments: list[Said]


class Contents(Part):
    """The file."""

    origin: str
    values: list[Measured]
    challenges: list[Hard]
    pictures: list[Pictured]
    drafts: list[Drafted]


@cache
def contents() -> Contents:
    """The invented figures, challenges and pictures."""
    return read(HERE / "situation.yaml", Contents)


def year(house: House, first: date) -> Iterator[tuple[datetime, Life]]:
    """Every act at its moment, in order; nothing lies before the first day."""
    for number, (days, act) in enumerate(sorted(Pictures(house).acts(), key=lambda one: -one[0])):
        day = max(first + timedelta(days=1), house.today - timedelta(days=days))
        at = datetime.combine(day, TIME, house.office.calendar.week.zone) + timedelta(seconds=number)
        yield min(at, house.ends - timedelta(hours=3)), _once(act)


def _once(act: Callable[[], object]) -> Life:
    act()
    yield from ()


class Pictures:
    """The shared picture of the house as it grows."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.opened: dict[str, Challenge] = {}

    def acts(self) -> Iterator[tuple[int, Callable[[], object]]]:
        """What is done, and how many days ago."""
        told = contents()
        yield BEGUN, self._measure
        yield from ((BEGUN, partial(self._open, one)) for one in told.challenges)
        yield from ((one.seen.days[1] - 1, partial(self._rest, one, one.seen)) for one in told.challenges if one.seen)
        for one in told.pictures:
            yield from ((text.days, partial(self._adopt, one.area, text)) for text in one.adopted)
        yield from ((one.days, partial(self._draft, one)) for one in told.drafts)

    def _who(self, username: str) -> Who:
        return self.house.people.who(username)

    def _measure(self) -> None:
        known = {one.code: one for one in municipality.indicators()}
        rows = []
        for told in contents().values:
            last = self.house.today.year
            years = told.years or range(last - len(told.numbers), last)
            for of_year, number in zip(years, told.numbers, strict=True):
                period = rules.period(str(of_year))
                if period and told.indicator in known:
                    value = Decimal(str(number))
                    area = self.house.areas.get(told.area)
                    rows.append(NewValue(known[told.indicator], period, value, contents().origin, area))
        services.record_values(rows, by=self._who(DRAFTS))

    def _open(self, told: Hard) -> None:
        by, named = self._who(DRAFTS), {*told.risk, *told.protective}
        factors = [one for one in municipality.factors() if one.code in named]
        area = self.house.areas[told.area]
        made = services.open_challenge(area, told.title, told.text, factors, by=by, invented=True)
        above: dict[int, int] = {}
        for line in told.causes:
            depth = (len(line) - len(line.lstrip())) // 2
            above[depth] = services.add_cause(made.pk, line.strip(), above.get(depth - 1), by=by).pk
        self.opened[told.title] = made

    def _rest(self, told: Hard, seen: Seen) -> None:
        """The day after the last of what was seen."""
        kind = next(one for one in municipality.observation_kinds() if one.code == seen.kind)
        starts, ends = (self.house.today - timedelta(days=days) for days in seen.days)
        area = self.house.areas[told.area]
        rests = Rests(BasisKind.SELECTION, observation_kind=kind, area=area, starts=starts, ends=ends)
        services.rest_on(self.opened[told.title].pk, rests, by=self._who(DRAFTS))

    def _begin(self, area: str, told: Written) -> SituationPicture:
        by, day = self._who(DRAFTS), self.house.today - timedelta(days=told.days)
        made = services.begin_picture(self.house.areas[area], day - timedelta(days=365), day, by=by, invented=True)
        texts = {SectionCode.SURVEY: told.survey, SectionCode.OTHER: told.other, SectionCode.ANALYSIS: told.analysis}
        for section, text in texts.items():
            version = made.texts.get(section=section).version
            services.write_section(made.pk, section, text, by=by, version=version)
        figures = {"turnout", "reported-crimes"}
        chosen = [one for one in municipality.indicators() if one.code in figures]
        services.choose_contents(made.pk, (made.shows_from, made.shows_to), chosen, [], by=by)
        return made

    def _adopt(self, area: str, told: Written) -> None:
        made = self._begin(area, told)
        day = self.house.today - timedelta(days=told.days)
        body = next(one for one in municipality.bodies() if one.code == "steering")
        due = next_due(day, municipality.numbers().picture_months)
        decision = Adoption(day, told.number, body.name, body.code, due, because=why_later(day))
        services.adopt_picture(made.pk, decision, by=self._who(ADOPTS))

    def _draft(self, told: Drafted) -> None:
        made = self._begin(told.area, told)
        services.ask_for_comments(made.pk, self.house.today + timedelta(days=12), by=self._who(DRAFTS))
        for said in told.comments:
            services.comment(made.pk, SectionCode(said.section), said.text, by=self._who(said.by))
