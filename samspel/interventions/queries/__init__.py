"""Every read of interventions. Each starts from `visible_to`, so that list, picture, file and API show the same."""

from samspel.interventions.queries.area import InArea, at_places, of_area
from samspel.interventions.queries.budget import Budget, By, Line, budget
from samspel.interventions.queries.filters import WHOLE, Filters, Lack, Stage
from samspel.interventions.queries.joint import (
    Aimless,
    Joint,
    Sum,
    Twin,
    Unserved,
    joint,
    unserved_goals,
    years,
)
from samspel.interventions.queries.keeping import own, proposals, stale_count, waiting
from samspel.interventions.queries.links import funding, goals, measures, to_tie
from samspel.interventions.queries.listing import Page, Row, areas_of, chosen, page, rows, year_of
from samspel.interventions.queries.one import YearHeads, cost, costs, heads, one
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.queries.summary import Side, Summed, summary
from samspel.interventions.queries.sums import area_of

__all__ = [
    "WHOLE",
    "Aimless",
    "Budget",
    "By",
    "Filters",
    "InArea",
    "Joint",
    "Lack",
    "Line",
    "Page",
    "Row",
    "Side",
    "Stage",
    "Sum",
    "Summed",
    "Twin",
    "Unserved",
    "YearHeads",
    "area_of",
    "areas_of",
    "at_places",
    "budget",
    "chosen",
    "cost",
    "costs",
    "funding",
    "goals",
    "heads",
    "joint",
    "measures",
    "of_area",
    "one",
    "own",
    "page",
    "proposals",
    "rows",
    "stale_count",
    "summary",
    "to_tie",
    "unserved_goals",
    "visible_to",
    "waiting",
    "year_of",
    "years",
]
