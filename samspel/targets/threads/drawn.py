"""Outcome goals and adopted target pictures as the thread draws them, and what they hang on."""

from collections.abc import Collection, Iterable
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.thread import Knot, Node, Ref, Side, numbers, uuids
from samspel.situation.shown import unit as unit_of
from samspel.targets import queries, words
from samspel.targets.models import AdoptedGoal, AdoptedTarget, OutcomeGoal
from samspel.targets.rules import OPEN, GoalState

GOAL: Final = "goal"
TARGET: Final = "target"
CHALLENGE: Final = "challenge"
KNOTS: Final = {
    GoalState.DRAFT: Knot.WAITS,
    GoalState.ADOPTED: Knot.THERE,
    GoalState.REACHED: Knot.OVER,
    GoalState.MISSED: Knot.OVER,
    GoalState.DROPPED: Knot.OVER,
}


def goal_nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """The goals that the one who asks may see."""
    if not isinstance(who, Who):
        return []
    return [_node(row) for row in queries.goals_visible_to(who).filter(pk__in=uuids(ids))]


def _node(row: OutcomeGoal) -> Node:
    return Node(
        ref=Ref(GOAL, str(row.pk)),
        label=row.what,
        url=reverse("targets:goal", args=[row.pk]),
        note=_amounts(row),
        knot=KNOTS[row.stands],
        area=row.area.code if row.area else "",
    )


def _amounts(row: OutcomeGoal) -> str:
    """From where to where, in short."""
    if row.baseline is None or row.target is None:
        return row.reference
    unit = unit_of(row.indicator)
    told = {"baseline": words.value(row.baseline), "target": words.value(row.target, unit)}
    return _("%(baseline)s to %(target)s") % told


def target_nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """The adopted target pictures that the one who asks may read."""
    if not isinstance(who, Who):
        return []
    rows = queries.adopted_visible_to(who).filter(pk__in=numbers(ids)).defer("content")
    return [
        Node(
            ref=Ref(TARGET, str(row.pk)),
            label=_("Target picture of %(name)s, version %(number)s") % {"name": row.label, "number": row.number},
            url=reverse("targets:adopted", args=[row.pk]),
            note=f"{row.adopted_on.isoformat()}, {row.registration_number}",
            area=row.area.code if row.area else "",
        )
        for row in rows
    ]


def answered(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    """Which challenge is answered by which goal."""
    rows = OutcomeGoal.challenges.through._default_manager.all()  # noqa: SLF001 - the table of the relation
    known = uuids(ids)
    rows = rows.filter(challenge__in=known) if side is Side.EARLIER else rows.filter(outcomegoal__in=known)
    return [(str(earlier), str(later)) for earlier, later in rows.values_list("challenge_id", "outcomegoal_id")]


def decided(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    """Which goal was adopted in which version."""
    rows = AdoptedGoal.objects.all()
    rows = rows.filter(goal__in=uuids(ids)) if side is Side.EARLIER else rows.filter(adopted__in=numbers(ids))
    return [(str(earlier), str(later)) for earlier, later in rows.values_list("goal_id", "adopted_id")]


def open_goals(who: Actor) -> QuerySet[OutcomeGoal]:
    """The goals that somebody still works towards."""
    if not isinstance(who, Who):
        return OutcomeGoal.objects.none()
    return queries.goals_visible_to(who).filter(state__in=list(OPEN))


def standing(who: Actor) -> QuerySet[AdoptedTarget]:
    """The versions that hold today."""
    if not isinstance(who, Who):
        return AdoptedTarget.objects.none()
    return AdoptedTarget.objects.filter(pk__in=queries.adopted_visible_to(who).as_of(clock.today()).values("pk"))
