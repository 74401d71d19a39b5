"""What is done in one area in a year: for its own page."""

from dataclasses import dataclass
from uuid import UUID

from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, apply
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.queries.sums import shared, with_costs
from samspel.interventions.rules import Level
from samspel.municipality.models import Area


@dataclass(frozen=True)
class InArea:
    """An intervention of the area, and the area's share of its cost."""

    id: UUID
    title: str
    level: Level
    ore: int


def of_area(reach: Reach, area: Area, year: int) -> list[InArea]:
    """The interventions at work in the area in the year, what costs most first: one statement."""
    rows = with_costs(apply(visible_to(reach), Filters(year=year), reach), year).filter(where__area=area).order_by()
    plain = rows.values_list("pk", "title", "level").annotate(ore=shared("paid__budget_ore"))
    return [InArea(pk, title, Level(level), ore) for pk, title, level, ore in plain.order_by("-ore", "title", "pk")]
