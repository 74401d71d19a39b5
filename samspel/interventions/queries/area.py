"""What is done in one area in a year: for its own page."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters
from samspel.interventions.queries.listing import chosen
from samspel.interventions.queries.scope import readable
from samspel.interventions.queries.sums import costed
from samspel.interventions.rules import Level
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area, Place


@dataclass(frozen=True)
class InArea:
    """An intervention of the area, and the area's share of its cost."""

    id: UUID
    title: str
    level: Level
    ore: int


def of_area(reach: Reach, area: Area, year: int) -> list[InArea]:
    """The year's interventions in the area, what costs most first: one statement."""
    found = costed(reach, Filters(year=year, area=area.code))
    plain = found.rows.values_list("pk", "title", "level").annotate(ore=found.sum("paid__budget_ore"))
    return [
        InArea(pk, readable(reach, title), Level(level), ore)
        for pk, title, level, ore in plain.order_by("-ore", "title", "pk")
    ]


def at_places(reach: Reach, area: Area) -> dict[Place | None, int]:
    """How many of the area's planned and ongoing interventions there are at each known place; None where none is
    told."""
    rows = chosen(reach, Filters(area=area.code)).order_by().values_list("place").annotate(count=Count("pk"))
    return {(known_row(Place, place) if place else None): count for place, count in rows}
