"""The thread through a thing, drawn on the thing's own page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import Model

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.core import thread as registry
from samspel.core.errors import Missing
from samspel.core.thread import Ref
from samspel.thread import permissions, queries, shown

PLACES: Final[Mapping[str, str]] = {
    "observations.observation": "observation",
    "observations.weekly": "weekly",
    "situation.challenge": "challenge",
    "targets.goal": "goal",
    "plans.measure": "measure",
    "interventions.intervention": "intervention",
    "commissions.funding": "money",
}
"""The pages that draw the thread, and the kind of thing on each."""


def register() -> None:
    """Hand the panel over, at start-up."""
    for place, kind in PLACES.items():
        panels.register(place, panels.Panel("thread/_panel.html", through(kind)))


def through(kind: str) -> Callable[[Any, Any], Mapping[str, Any] | None]:
    """The thread through a thing of the kind, as far as the one who asks sees it."""

    def contents(thing: Model, who: Who) -> Mapping[str, Any] | None:
        if kind not in registry.kinds() or not permissions.may_follow(who):
            return None
        try:
            thread = queries.thread_of(who, Ref(kind, str(thing.pk)), alone=True)
        except Missing:
            return None
        href = shown.where(thread.node.ref)
        return {
            "lead": shown.lead(thread),
            "picture": shown.picture(thread, all_of_it=f"{href}?all=1"),
            "rows": shown.rows(thread),
            "href": href,
        }

    return contents
