"""Budget against outcome of a year: by committee, area, measure and intervention. Whole öre, exact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, apply
from samspel.interventions.queries.scope import readable, visible_to
from samspel.interventions.queries.sums import shared, whole, with_costs
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
    """Öre of one thing: what was meant, what it cost, and what was meant of that whose outcome is known.

    `key` is the code or id that leads to the thing, "" for what belongs to none.
    """

    key: str
    name: str
    count: int
    budget: int
    outcome: int
    budget_known: int

    @property
    def waits(self) -> int:
        """Budget whose outcome is not known yet."""
        return self.budget - self.budget_known

    @property
    def difference(self) -> int:
        """Outcome less its budget, of what is known: more than was meant is above nought."""
        return self.outcome - self.budget_known


@dataclass(frozen=True)
class Budget:
    """The lines, the largest first, and the total, in which each krona stands once."""

    lines: Sequence[Line]
    total: Line
    more: int
    """How many lines more there are than are shown."""


def budget(reach: Reach, filters: Filters, by: By) -> Budget:
    """Budget against outcome of `filters.year`, in two statements."""
    rows = with_costs(apply(visible_to(reach), filters, reach), filters.year).filter(paid__isnull=False).order_by()
    total = rows.aggregate(count=Count("pk", distinct=True), **_sums(whole))
    found = sorted(_lines(reach, rows, by), key=lambda one: (-one.budget, one.name, one.key))
    return Budget(found[:SIZE], Line("", "", **total), max(len(found) - SIZE, 0))


def _lines(reach: Reach, rows: QuerySet[Intervention], by: By) -> list[Line]:
    columns = _COLUMNS[by]
    grouped = rows.values_list(*columns).annotate(
        count=Count("pk", distinct=True), **_sums(shared if by is By.AREA else whole)
    )
    named = [(*_named(by, row[: len(columns)]), row[len(columns) :]) for row in grouped]
    return [Line(key, readable(reach, name), *sums) for key, name, sums in named]


def _sums(how: Callable[..., Any]) -> dict[str, Any]:
    return {
        "budget": how("paid__budget_ore"),
        "outcome": how("paid__outcome_ore"),
        "budget_known": how("paid__budget_ore", Q(paid__outcome_ore__isnull=False)),
    }


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
