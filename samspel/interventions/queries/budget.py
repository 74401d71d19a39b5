"""Budget against outcome of a year: by committee, area, measure and intervention. Whole öre, exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, QuerySet

from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters
from samspel.interventions.queries.scope import readable
from samspel.interventions.queries.sums import Costed, costed
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area, Committee

SIZE: Final = 100


class By(StrEnum):
    """What the sums are of."""

    COMMITTEE = "committee"
    AREA = "area"
    MEASURE = "measure"
    INTERVENTION = "intervention"


@dataclass(frozen=True)
class Line:
    """Öre of one thing: what was meant, what it cost (None while no outcome is known), and what was meant of just that.

    `key` is the code or id that leads to the thing, "" for what belongs to none.
    """

    key: str
    name: str
    count: int
    budget: int
    outcome: int | None
    budget_known: int

    @property
    def waits(self) -> int:
        """Budget whose outcome is not known yet."""
        return self.budget - self.budget_known

    @property
    def difference(self) -> int:
        """Outcome less its budget, of what is known: more than was meant is above nought."""
        return (self.outcome or 0) - self.budget_known


@dataclass(frozen=True)
class Budget:
    """The lines, the largest first, and the total, in which each krona stands once."""

    lines: Sequence[Line]
    total: Line
    more: int
    """How many lines more there are than are shown."""


def budget(reach: Reach, filters: Filters, by: By) -> Budget:
    """Budget against outcome of `filters.year`, in two statements; the area's share where an area is asked for."""
    found = costed(reach, filters)
    total = _paid(found).aggregate(count=Count("pk", distinct=True), **found.sums())
    lines = sorted(_lines(reach, filters, by), key=lambda one: (-one.budget, one.name, one.key))
    return Budget(lines[:SIZE], Line("", "", **total), max(len(lines) - SIZE, 0))


def _paid(found: Costed) -> QuerySet[Any]:
    return found.rows.filter(paid__isnull=False)


def _lines(reach: Reach, filters: Filters, by: By) -> list[Line]:
    found, columns = costed(reach, filters, by_area=by is By.AREA), _COLUMNS[by]
    grouped = _paid(found).values_list(*columns).annotate(count=Count("pk", distinct=True), **found.sums())
    named = [(*_named(by, row[: len(columns)]), row[len(columns) :]) for row in grouped]
    return [Line(key, readable(reach, name), *sums) for key, name, sums in named]


_COLUMNS: Final[Mapping[By, tuple[str, ...]]] = {
    By.COMMITTEE: ("committee",),
    By.AREA: ("where__area",),
    By.MEASURE: ("measures__id", "measures__reference", "measures__title"),
    By.INTERVENTION: ("id", "reference", "title"),
}


def _named(by: By, key: Sequence[Any]) -> tuple[str, str]:
    """What the line is known by in addresses, and what it is called."""
    if by is By.COMMITTEE:
        found = known_row(Committee, key[0])
        return (found.code, found.name) if found else ("", "")
    if by is By.AREA:
        area = known_row(Area, key[0]) if key[0] else None
        return (area.code, area.name) if area else ("", "")
    return (str(key[0]), f"{key[1]} {key[2]}") if key[0] else ("", "")
