"""The grid: development areas by perspectives, what stands in each cell, and where nothing does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.municipality import known
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department, DevelopmentArea, Goal, Perspective
from samspel.municipality.models.base import Kept
from samspel.plans import rules
from samspel.plans.models import Measure
from samspel.plans.permissions import Reach, reach_of
from samspel.plans.queries.filters import NONE, Filters, apply
from samspel.plans.queries.scope import visible_to
from samspel.plans.rules import Status

K = TypeVar("K", bound=Kept)
LINKS: Final = ("perspectives", "departments", "municipal_goals", "challenges", "outcome_goals")


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with what hangs on it, read in one statement. What it is linked with is counted by ids."""

    measure: Measure
    perspectives: Sequence[Perspective]
    departments: Sequence[Department]
    goals: Sequence[Goal]
    challenges: Sequence[UUID]
    outcome_goals: Sequence[UUID]
    late: bool
    """Its last year is over."""
    silent: bool
    """Somebody shall say how it goes."""


def rows(who: Actor | Reach, filters: Filters) -> list[Row]:
    """The measures that the filters let through, by development area and then in the order they came; one statement."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    return linked(apply(visible_to(reach), filters, masked=reach.masked))


def narrowed(rows: Sequence[Row], filters: Filters) -> list[Row]:
    """Those of the rows that stand where the filters say in the grid."""
    field, side = filters.development_area, filters.perspective
    return [row for row in rows if _stands(row, field) and _faces(row, side)]


def _stands(row: Row, code: str) -> bool:
    own = row.measure.development_area
    return not code or (own.code if own else NONE) == code


def _faces(row: Row, code: str) -> bool:
    return not code or (code in {one.code for one in row.perspectives} if row.perspectives else code == NONE)


def linked(measures: QuerySet[Measure]) -> list[Row]:
    """The measures with what hangs on them, in one statement however many they are."""
    order = {one.pk: place for place, one in enumerate(municipality.development_areas())}
    found = [row_of(one) for one in annotated(measures).order_by("number")]
    return sorted(found, key=lambda row: order.get(row.measure.development_area_id or 0, len(order)))


def annotated(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures, each with the ids of what it hangs together with."""
    return measures.annotate(**{f"{link}_ids": _ids(link) for link in LINKS})


def row_of(measure: Measure) -> Row:
    """A measure that was read with the ids, with the rows behind them."""
    ids = {link: getattr(measure, f"{link}_ids") for link in LINKS}
    standing, today = measure.standing, clock.today()
    return Row(
        measure=measure,
        perspectives=_known(Perspective, ids["perspectives"]),
        departments=_known(Department, ids["departments"]),
        goals=_known(Goal, ids["municipal_goals"]),
        challenges=ids["challenges"],
        outcome_goals=ids["outcome_goals"],
        late=rules.is_late(standing, today),
        silent=rules.is_silent(standing, today),
    )


def _ids(link: str) -> ArraySubquery:
    through: Any = getattr(Measure, link).through
    far = next(one.name for one in through._meta.fields if one.name not in {"id", "measure"})
    return ArraySubquery(through.objects.filter(measure=OuterRef("pk")).order_by("pk").values(far))


def _known(model: type[K], ids: Iterable[int]) -> list[K]:
    """The rows in the municipality's order, those no longer used too."""
    found = [one for pk in ids if (one := known.row(model, pk)) is not None]
    return sorted(found, key=lambda one: (one.position, one.code))


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a development area and a perspective meet."""

    development_area: DevelopmentArea | None
    perspective: Perspective | None
    rows: Sequence[Row]

    @property
    def empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True, slots=True)
class Line:
    """A development area across the perspectives. `rows` are all its measures, with or without a perspective."""

    development_area: DevelopmentArea | None
    cells: Sequence[Cell]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Grid:
    """What is there and where nothing is, of the measures that are shown."""

    perspectives: Sequence[Perspective | None]
    lines: Sequence[Line]

    @property
    def empty(self) -> int:
        """How many cells have nothing, of those that are to have something."""
        return sum(
            cell.empty for line in self.lines for cell in line.cells if cell.perspective and cell.development_area
        )

    @property
    def cells(self) -> int:
        """How many cells are to have something."""
        return sum(bool(cell.perspective and cell.development_area) for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Room:
    """How full the plan is, whatever is shown of it. `rooms`: how many measures it has room for [0]; `taken`: how many
    have been written and not dropped; `count`: all that have been written."""

    rooms: int
    taken: int
    count: int

    @property
    def left(self) -> int:
        """Rooms that no measure has taken."""
        return max(0, self.rooms - self.taken)


def room(who: Actor | Reach) -> Room:
    """How full the plan is."""
    found = visible_to(who).aggregate(count=Count("pk"), dropped=Count("pk", filter=Q(status=Status.DROPPED.value)))
    return Room(municipality.numbers().plan_measures, found["count"] - found["dropped"], found["count"])


def grid(rows: Sequence[Row]) -> Grid:
    """The rows as a grid. What has no development area or perspective stands last, where there is such."""
    areas: list[DevelopmentArea | None] = list(municipality.development_areas())
    perspectives: list[Perspective | None] = list(municipality.perspectives())
    if any(row.measure.development_area_id is None for row in rows):
        areas.append(None)
    if any(not row.perspectives for row in rows):
        perspectives.append(None)
    lines = [_line(area, perspectives, rows) for area in areas]
    return Grid(perspectives, lines)


def _line(area: DevelopmentArea | None, perspectives: Sequence[Perspective | None], rows: Sequence[Row]) -> Line:
    own = [row for row in rows if row.measure.development_area_id == (area.pk if area else None)]
    cells = [Cell(area, one, [row for row in own if _has(row, one)]) for one in perspectives]
    return Line(area, cells, own)


def _has(row: Row, perspective: Perspective | None) -> bool:
    return perspective in row.perspectives if perspective else not row.perspectives


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """An owner with how its measures stand."""

    owner: str
    code: str
    count: int
    by_status: Mapping[str, int]
    late: int
    silent: int


def by_owner(rows: Iterable[Row]) -> list[OwnerLine]:
    """How the measures of each owner stand; what nobody owns last."""
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row.measure.owner, []).append(row)
    lines = [_owner_line(owner, held) for owner, held in by.items()]
    return sorted(lines, key=lambda line: (not line.owner, -line.count, line.owner))


def _owner_line(owner: str, rows: Sequence[Row]) -> OwnerLine:
    statuses = Counter(row.measure.status for row in rows)
    department = rows[0].measure.owner_department
    code = department.code if department else "" if owner else "none"
    return OwnerLine(owner, code, len(rows), statuses, sum(row.late for row in rows), sum(row.silent for row in rows))
