"""The joint picture (appendix 1 of the commission [3]): area x level x committee, with what overlaps and what lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Count, Manager, QuerySet, TextField
from django.db.models.functions import Cast

from samspel.interventions.models import Cost, Intervention, InterventionArea
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, Lack, apply, lacking, of_year
from samspel.interventions.queries.scope import readable, visible_to
from samspel.interventions.queries.sums import Costed, costed
from samspel.interventions.rules import Level, Overlap, Told, overlaps
from samspel.municipality import queries as municipality
from samspel.municipality.models import Committee, Department
from samspel.targets import queries as targets
from samspel.targets.rules import OPEN

Place = int | None
"""The id of an area, None for the whole municipality."""


@dataclass(frozen=True)
class Sum:
    """How many interventions, and what they are meant to cost in the year, in öre."""

    count: int = 0
    ore: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.count + other.count, self.ore + other.ore)


@dataclass(frozen=True)
class Unserved:
    """An open goal that no intervention of the year works towards, by itself or through a measure."""

    id: UUID
    reference: str
    what: str
    area: Place
    department: Department | None

    @property
    def committee(self) -> Committee | None:
        """The committee whose department owns the goal."""
        return self.department.committee if self.department else None


@dataclass(frozen=True)
class Twin:
    """An intervention in an overlap."""

    id: str
    title: str
    department: int
    committee: int
    ore: int


@dataclass(frozen=True)
class Aimless:
    """How many of the year's interventions have no measure, and how many serve no goal."""

    measure: int = 0
    goal: int = 0


@dataclass(frozen=True)
class Joint:
    """The whole picture of a year. `cells` holds what there is, by area, committee and level."""

    year: int
    count: int
    cells: Mapping[tuple[Place, int, Level], Sum]
    by_place: Mapping[Place, int]
    overlaps: Sequence[Overlap]
    twins: Mapping[str, Twin]
    unserved: Sequence[Unserved]
    aimless: Aimless

    @property
    def ore(self) -> int:
        return sum(one.ore for one in self.cells.values())

    def at(self, place: Place, committee: int | None = None, level: Level | None = None) -> Sum:
        """What there is at a place, of a committee and at a level where they are named."""
        return sum(
            (
                one
                for (where, whose, how), one in self.cells.items()
                if where == place and committee in {None, whose} and level in {None, how}
            ),
            Sum(),
        )


def joint(reach: Reach, filters: Filters) -> Joint:
    """The picture of `filters.year` (which must be said), in as many statements however much there is."""
    plain = _plain(apply(visible_to(reach), filters.but(committee="", on_trial=False), reach))
    chosen = _chosen(plain, filters)
    told = _told(plain)
    own = [one for one in told if one.id in chosen]
    found = [one for one in overlaps(told) if not chosen.isdisjoint(one.twins)]
    return Joint(
        year=filters.year,
        count=len(own),
        cells=_cells(costed(reach, filters, by_area=True)),
        by_place=_by_place(own),
        overlaps=found,
        twins=_twins(reach, plain, {one for each in found for one in each.twins}, filters.year),
        unserved=unserved_goals(reach, filters.year),
        aimless=_aimless([one for one in plain if one.key in chosen]),
    )


_LEVELS: Final = {one.value: one for one in Level}


class _Plain(NamedTuple):
    """What is read of each intervention: thousands are, so it is a plain tuple."""

    key: str
    department: int
    level: int
    target: str
    committee: int
    title: str
    on_trial: bool
    measured: bool
    serving: bool


_PLAIN: Final = tuple(_Plain.__annotations__)


def _plain(rows: QuerySet[Intervention]) -> list[_Plain]:
    aims = {"measured": ~lacking(Lack.MEASURE), "serving": ~lacking(Lack.GOAL)}
    found = rows.annotate(key=_text("pk"), **aims).order_by().values_list(*_PLAIN)
    return [_Plain(*one) for one in found]


def _chosen(plain: Sequence[_Plain], filters: Filters) -> set[str]:
    """Those that a committee or trials are asked for. What they resemble may be another committee's, and no trial, so
    twins are looked for among all, and this is not a question to the database."""
    committee = municipality.id_of(Committee, filters.committee) if filters.committee else None
    return {
        one.key
        for one in plain
        if (not filters.committee or one.committee == committee) and (one.on_trial or not filters.on_trial)
    }


def _text(name: str) -> Cast:
    """An id as text: thousands are read, and none of them is used as more than a key."""
    return Cast(name, TextField())


def _cells(found: Costed) -> dict[tuple[Place, int, Level], Sum]:
    """Two aggregates of one statement: an intervention counts in each of its areas, its krona is shared."""
    grouped = found.rows.values_list("where__area", "committee", "level")
    sums = grouped.annotate(count=Count("pk", distinct=True), ore=found.sum("paid__budget_ore"))
    return {(area, committee, Level(level)): Sum(count, ore) for area, committee, level, count, ore in sums}


def _told(plain: Sequence[_Plain]) -> list[Told]:
    """Three flat statements, put together here: in one, areas and factors would be multiplied with each other first."""
    areas, factors = _linked(InterventionArea.objects, "area"), _linked(Intervention.factors.through.objects, "factor")
    return [
        Told(one.key, one.department, _LEVELS[one.level], one.target, areas.get(one.key, ()), factors.get(one.key, ()))
        for one in plain
    ]


def _aimless(plain: Sequence[_Plain]) -> Aimless:
    return Aimless(sum(not one.measured for one in plain), sum(not one.serving for one in plain))


def _linked(rows: Manager[Any], name: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, one in rows.annotate(key=_text("intervention_id")).order_by().values_list("key", name):
        found.setdefault(key, []).append(one)
    return found


def _by_place(told: Sequence[Told]) -> dict[Place, int]:
    found: dict[Place, int] = {}
    for one in told:
        for area in one.areas or (None,):
            found[area] = found.get(area, 0) + 1
    return found


def _twins(reach: Reach, plain: Sequence[_Plain], ids: Collection[str], year: int) -> dict[str, Twin]:
    """The twins of the overlaps by id, with what each costs in the year: one statement, none without overlaps."""
    if not ids:
        return {}
    costs = dict.fromkeys(ids, 0)
    keyed = Cost.objects.filter(year=year).annotate(key=_text("intervention_id")).order_by()
    for key, ore in keyed.values_list("key", "budget_ore"):
        if key in costs:
            costs[key] += ore
    return {
        one.key: Twin(one.key, readable(reach, one.title), one.department, one.committee, costs[one.key])
        for one in plain
        if one.key in ids
    }


def unserved_goals(reach: Reach, year: int) -> list[Unserved]:
    """The open goals that nothing of the year works towards, by itself or through a measure: one statement."""
    working = Intervention.objects.filter(of_year(year)).order_by()
    goals = targets.goals_visible_to(reach.who).filter(state__in=sorted(OPEN))
    rows = goals.exclude(pk__in=working.filter(goals__isnull=False).values("goals")).exclude(
        pk__in=working.filter(measures__outcome_goals__isnull=False).values("measures__outcome_goals")
    )
    return [
        Unserved(one.pk, one.reference, one.what, one.area_id, one.department)
        for one in rows.only("reference", "what", "area", "department").order_by("area", "reference")
    ]


def years(today: date) -> list[int]:
    """The years that something is told of, and this one and the next; newest first."""
    told = set(Cost.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(told | {today.year, today.year + 1}, reverse=True)
