"""The joint picture (appendix 1 of the commission [3]): area x level x committee, with what overlaps and what lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value

from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, apply, at_work
from samspel.interventions.queries.links import goals_visible_to
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.queries.sums import shared, whole, with_costs
from samspel.interventions.rules import Level, Overlap, Told, overlaps
from samspel.municipality.models import Committee, Department
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

    id: UUID
    title: str
    department: int
    committee: int
    ore: int


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
    rows = apply(visible_to(reach), filters, reach)
    told = _told(rows)
    found = overlaps(told)
    return Joint(
        year=filters.year,
        count=len(told),
        cells=_cells(rows, filters.year),
        by_place=_by_place(told),
        overlaps=found,
        twins=_twins({one for each in found for one in each.twins}, filters.year),
        unserved=unserved_goals(reach, filters.year),
    )


def _cells(rows: QuerySet[Intervention], year: int) -> dict[tuple[Place, int, Level], Sum]:
    """Two aggregates of one statement: an intervention counts in each of its areas, its krona is shared."""
    grouped = with_costs(rows, year).order_by().values_list("where__area", "committee", "level")
    sums = grouped.annotate(count=Count("pk", distinct=True), ore=shared("paid__budget_ore"))
    return {(area, committee, Level(level)): Sum(count, ore) for area, committee, level, count, ore in sums}


def _told(rows: QuerySet[Intervention]) -> list[Told]:
    areas = ArrayAgg("where__area", distinct=True, filter=Q(where__area__isnull=False), default=Value([]))
    factors = ArrayAgg("factors", distinct=True, filter=Q(factors__isnull=False), default=Value([]))
    plain = rows.order_by().values_list("pk", "department", "level", "target").annotate(areas=areas, factors=factors)
    return [
        Told(str(pk), department, Level(level), target, areas, factors)
        for pk, department, level, target, areas, factors in plain
    ]


def _by_place(told: Sequence[Told]) -> dict[Place, int]:
    found: dict[Place, int] = {}
    for one in told:
        for area in one.areas or (None,):
            found[area] = found.get(area, 0) + 1
    return found


def _twins(ids: Collection[str], year: int) -> dict[str, Twin]:
    """The twins of an overlap by id, with their costs: one statement, none without overlaps."""
    if not ids:
        return {}
    rows = with_costs(Intervention.objects.filter(pk__in=ids), year).order_by()
    plain = rows.values_list("pk", "title", "department", "committee").annotate(ore=whole("paid__budget_ore"))
    return {str(pk): Twin(pk, title, department, committee, ore) for pk, title, department, committee, ore in plain}


def unserved_goals(reach: Reach, year: int) -> list[Unserved]:
    """The open goals that nothing of the year works towards, by itself or through a measure: one statement."""
    working = Intervention.objects.filter(at_work(year)).order_by()
    goals = goals_visible_to(reach).filter(state__in=sorted(OPEN))
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
