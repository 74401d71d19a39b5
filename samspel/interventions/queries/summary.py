"""Counts and sums of a year's interventions by what is asked for: for other systems."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count

from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters
from samspel.interventions.queries.sums import costed


class Side(StrEnum):
    """What a summary can be made by; an answer has a column for each that is asked for."""

    COMMITTEE = "committee"
    DEPARTMENT = "department"
    LEVEL = "level"
    AREA = "area"
    TARGET = "target"
    STATUS = "status"


_COLUMNS: Final = {
    Side.COMMITTEE: "committee__code",
    Side.DEPARTMENT: "department__code",
    Side.LEVEL: "level",
    Side.AREA: "where__area__code",
    Side.TARGET: "target",
    Side.STATUS: "state",
}


@dataclass(frozen=True)
class Summed:
    """A row: the value of each side, how many interventions, and öre: what was meant, and what it cost (None while no
    outcome is known)."""

    sides: tuple[Any, ...]
    count: int
    budget: int
    outcome: int | None


def summary(reach: Reach, filters: Filters, by: Sequence[Side]) -> list[Summed]:
    """Counts and sums of `filters.year`, in one statement. By area an intervention counts in each, its krona shared."""
    found = costed(reach, filters, by_area=Side.AREA in by)
    columns = [_COLUMNS[one] for one in by]
    sums = {name: found.sums()[name] for name in ("budget", "outcome")}
    grouped = found.rows.values_list(*columns).annotate(count=Count("pk", distinct=True), **sums)
    return [Summed(tuple(row[: len(by)]), *row[len(by) :]) for row in grouped.order_by(*columns)]
