"""The list: rows as they are shown, page by page, the same for screen and file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from samspel.core import clock
from samspel.interventions.models import Intervention, InterventionArea
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, apply
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.queries.sums import area_of, cost_in_area
from samspel.interventions.rules import Level, State, is_stale
from samspel.municipality.models import Area, Committee, Department

SIZE: Final = 50


@dataclass(frozen=True)
class Row:
    """An intervention as a line of the list. `ore` is what it is meant to cost in the year, in the area that is asked
    for its share; None when not told."""

    id: UUID
    reference: str
    title: str
    department: Department
    committee: Committee
    areas: Sequence[Area]
    level: Level
    target: str
    state: State
    starts: date | None
    ends: date | None
    on_trial: bool
    ore: int | None
    stale: bool


@dataclass(frozen=True)
class Page:
    """Some rows, how many there are in all, and the numbers of the pages beside this one (0: none)."""

    rows: Sequence[Row]
    total: int
    number: int
    previous: int
    next: int


def chosen(reach: Reach, filters: Filters) -> QuerySet[Intervention]:
    """The interventions that the filters choose among those that may be seen, by name."""
    return apply(visible_to(reach), filters, reach).order_by("title", "pk")


def page(reach: Reach, filters: Filters, number: int = 1, size: int = SIZE) -> Page:
    """One page, from 1: as many statements however long the list is."""
    found = chosen(reach, filters)
    number = max(number, 1)
    start = (number - 1) * size
    shown = list(_with_cost(found, reach, filters)[start : start + size + 1])
    more, shown = len(shown) > size, shown[:size]
    total = start + len(shown) if shown and not more else found.order_by().count()
    return Page(rows(shown), total, number, number - 1, number + 1 if more else 0)


def rows(shown: Iterable[Intervention]) -> list[Row]:
    """Interventions as lines, with their areas (one statement for all)."""
    shown, today = list(shown), clock.today()
    areas = areas_of([one.pk for one in shown])
    return [
        Row(
            id=one.pk,
            reference=one.reference,
            title=one.title,
            department=one.department,
            committee=one.committee,
            areas=areas.get(one.pk, []),
            level=one.at_level,
            target=one.target,
            state=one.stands,
            starts=one.starts,
            ends=one.ends,
            on_trial=one.on_trial,
            ore=getattr(one, "ore", None),
            stale=one.stands is not State.ENDED and is_stale(one.confirmed_on, today),
        )
        for one in shown
    ]


def areas_of(ids: Sequence[UUID]) -> dict[UUID, list[Area]]:
    """The areas of each intervention, in their order."""
    found: dict[UUID, list[Area]] = {}
    for row in InterventionArea.objects.filter(intervention__in=ids).order_by("intervention", "position"):
        found.setdefault(row.intervention_id, []).append(row.area)
    return found


def _with_cost(found: QuerySet[Intervention], reach: Reach, filters: Filters) -> QuerySet[Any]:
    if not reach.sees_money:
        return found
    return found.annotate(ore=cost_in_area(year_of(filters), area_of(filters)))


def year_of(filters: Filters) -> int:
    """The year whose costs are shown: the one asked for, or this one."""
    return filters.year or clock.today().year
