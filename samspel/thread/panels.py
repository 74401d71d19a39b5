"""The thread through a thing, drawn on its own page; where the page shows no such thing, the way to those that are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from samspel.accounts.who import Who
from samspel.commissions import queries as commissions
from samspel.commissions.models import Commission
from samspel.core import clock, panels
from samspel.core import thread as registry
from samspel.core.errors import Missing
from samspel.core.panels import Contents
from samspel.core.thread import Ref
from samspel.municipality.models import Area, Indicator
from samspel.plans import queries as plans
from samspel.plans.models import Plan
from samspel.thread import permissions, queries, shown


def _key(thing: Model, _who: Who) -> str:
    return str(thing.pk)


def _code(thing: Indicator, _who: Who) -> str:
    return thing.code


def _standing(plan: Plan, who: Who) -> str:
    """The version of the plan that holds today; "" before the first."""
    versions = plans.adopted_visible_to(who).filter(plan=plan).as_of(clock.today())
    return str(versions.values_list("pk", flat=True).first() or "")


@dataclass(frozen=True)
class Place:
    """A page that draws the thread: the kind of thing on it, and how the thing's id is known.

    `tied_alone` where most things hang on nothing: the page then says nothing of it.
    """

    kind: str
    id_of: Callable[[Any, Who], str] = _key
    tied_alone: bool = False


PLACES: Final[Mapping[str, Place]] = {
    "observations.observation": Place("observation"),
    "observations.weekly": Place("weekly"),
    "questions.question": Place("question", tied_alone=True),
    "situation.indicator": Place("indicator", _code),
    "situation.challenge": Place("challenge"),
    "situation.picture": Place("picture"),
    "targets.goal": Place("goal"),
    "targets.picture": Place("target"),
    "plans.measure": Place("measure"),
    "plans.agreement": Place("pledge"),
    "plans.plan": Place("decision", _standing),
    "plans.adopted": Place("decision"),
    "interventions.intervention": Place("intervention"),
    "commissions.funding": Place("money"),
}
"""The pages that draw the thread."""
MOST_FUNDING: Final = 6


def register() -> None:
    """Hand the panels over, at start-up."""
    for name, place in PLACES.items():
        panels.register(name, panels.Panel("thread/_panel.html", through(place)))
    panels.register("commissions.commission", panels.Panel("thread/_money_of.html", money_of))
    panels.register_sheet("web.area", panels.Sheet({"thread": "thread/_of_area.html"}, of_area))


def through(place: Place) -> Contents:
    """The thread through the thing of a page, as far as the one who asks sees it."""

    def contents(thing: Model, who: Who) -> Mapping[str, Any] | None:
        if place.kind not in registry.kinds() or not permissions.may_follow(who):
            return None
        ref = Ref(place.kind, place.id_of(thing, who))
        if place.tied_alone and not queries.is_tied(ref):
            return None
        try:
            thread = queries.thread_of(who, ref, alone=True)
        except Missing:
            return None
        href = shown.where(ref)
        return {
            "lead": shown.lead(thread),
            "picture": shown.picture(thread, all_of_it=f"{href}?all=1") if shown.is_drawn(thread) else None,
            "rows": shown.rows(thread),
            "href": href,
        }

    return contents


def money_of(thing: Commission, who: Who) -> Mapping[str, Any] | None:
    """The funding of the committee that gave the commission, newest first: from each the thread goes on."""
    if not permissions.may_follow(who):
        return None
    rows = commissions.funding_visible_to(who).filter(committee=thing.committee_id).order_by("-year", "giver")
    funding = [(row, shown.where(Ref("money", str(row.pk)))) for row in rows[:MOST_FUNDING]]
    return {"funding": funding, "committee": thing.committee.name}


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any] | None]:
    """The way to the whole thread of an area."""
    told = {"area": area, "mends": permissions.may_mend(who)}
    return {"thread": told if permissions.may_follow(who) else None}
