"""What interventions show on the pages below them: an area's levels and interventions, a measure's, a funding's."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from samspel.accounts.who import Who
from samspel.commissions.models import Funding
from samspel.core import clock, panels
from samspel.interventions import queries, shown, words
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.queries.scope import readable
from samspel.municipality.models import Area
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal

SHOWN: Final = 12
"""So many stand on another thing's page; the rest is a link away."""


def register() -> None:
    """Hand the panels over, at start-up."""
    templates = {"levels": "interventions/_levels.html", "interventions": "interventions/_in_area.html"}
    panels.register_sheet("web.area", panels.Sheet(templates, of_area))
    panels.register("plans.measure", panels.Panel("interventions/_serving.html", of_measure))
    panels.register("targets.goal", panels.Panel("interventions/_serving.html", of_goal))
    panels.register("commissions.money", panels.Panel("interventions/_budget_link.html", of_money))
    panels.register("commissions.funding", panels.Panel("interventions/_paid.html", of_funding))


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any] | None]:
    """What is done in the area, and how it is shared between the levels."""
    return {"levels": levels(area, who), "interventions": in_area(area, who)}


def levels(area: Area, who: Who) -> Mapping[str, Any] | None:
    """How the year's interventions and their money are shared between the levels in the area."""
    reach = reach_of(who)
    if not reach.sees_money:
        return None
    year = clock.today().year
    found = queries.of_area(reach, area, year)
    # Where nothing is done the band of the interventions says so, with what to do next.
    return {"levels": shown.levels(found, area, year), "area": area, "year": year} if found else None


def in_area(area: Area, who: Who) -> Mapping[str, Any] | None:
    """What is done in the area, with the places where it is done on a map."""
    reach = reach_of(who)
    if not reach.reads_all:
        return None
    counts = queries.at_places(reach, area)
    return {
        "rows": _lines(queries.chosen(reach, queries.Filters(area=area.code))[:SHOWN]),
        "count": sum(counts.values()),
        "map": shown.places(area, counts),
        "href": f"{reverse('interventions:list')}?{urlencode({'area': area.code})}",
        "new": f"{reverse('interventions:new')}?{urlencode({'areas': area.code})}" if reach.proposes else "",
        "area": area,
    }


def of_measure(measure: Measure, who: Who) -> Mapping[str, Any] | None:
    """What carries the measure out."""
    return _serving(reach_of(who), Q(measures=measure), "measures", str(measure.pk))


def of_goal(goal: OutcomeGoal, who: Who) -> Mapping[str, Any] | None:
    """What works towards the goal, by itself or through a measure."""
    either = Q(goals=goal) | Q(measures__outcome_goals=goal)
    return _serving(reach_of(who), either, "goals", str(goal.pk))


def _serving(reach: Reach, which: Q, name: str, pk: str) -> Mapping[str, Any] | None:
    if not reach.reads_all:
        return None
    rows = queries.visible_to(reach).filter(pk__in=Intervention.objects.filter(which).values("pk")).order_by("title")
    return {
        "rows": _lines(rows),
        "tie": reverse(f"interventions:tie_{name.removesuffix('s')}", args=[pk]) if reach.keeps else "",
        "new": f"{reverse('interventions:new')}?{urlencode({name: pk})}" if reach.proposes else "",
    }


def of_money(_money: None, who: Who) -> Mapping[str, Any] | None:
    """The way from the money to what it became: budget against outcome."""
    return {} if reach_of(who).sees_money else None


def of_funding(funding: Funding, who: Who) -> Mapping[str, Any] | None:
    """What the money pays for, and how much of it has no use yet."""
    reach = reach_of(who)
    if not reach.sees_money:
        return None
    seen = queries.visible_to(reach).values("pk")
    rows = list(Cost.objects.filter(funding=funding, intervention__in=seen).select_related("intervention"))
    used = sum(one.budget_ore for one in rows)
    lines = [(one.intervention_id, readable(reach, one.intervention.title), one.budget_ore) for one in rows]
    return {"rows": lines, "used": used, "left": funding.amount_ore - used, "over": used > funding.amount_ore}


def _lines(rows: Iterable[Intervention]) -> list[tuple[Intervention, object, str]]:
    """Each with its status and its level in words."""
    return [(one, words.status(one.stands), str(words.LEVEL[one.at_level])) for one in rows]
