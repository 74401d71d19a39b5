"""What a measure can answer and serve: challenges and outcome goals that the one who asks may see."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from samspel.accounts.who import Who
from samspel.core.actors import Actor
from samspel.plans.queries.grid import Row
from samspel.situation import queries as situation
from samspel.situation.models import Challenge
from samspel.targets import queries as targets
from samspel.targets.models import OutcomeGoal
from samspel.targets.rules import OPEN


def challenges_visible_to(who: Actor) -> QuerySet[Challenge]:
    """The challenges that the one who asks may see: none for who is not signed in."""
    return situation.challenges_visible_to(who) if isinstance(who, Who) else Challenge.objects.none()


def goals_visible_to(who: Actor) -> QuerySet[OutcomeGoal]:
    """The outcome goals that the one who asks may see: none for who is not signed in."""
    return targets.goals_visible_to(who) if isinstance(who, Who) else OutcomeGoal.objects.none()


def challenges(who: Actor, also: Collection[UUID] = ()) -> list[Challenge]:
    """Those that are open, and those that are pointed at already; by area."""
    rows = challenges_visible_to(who).filter(Q(state="open") | Q(pk__in=also))
    return sorted(rows, key=_by_area)


def outcome_goals(who: Actor, also: Collection[UUID] = ()) -> list[OutcomeGoal]:
    """Those that somebody works towards, and those that are pointed at already; by area."""
    rows = goals_visible_to(who).filter(Q(state__in=sorted(OPEN)) | Q(pk__in=also))
    return sorted(rows, key=_by_area)


def _by_area(one: Challenge | OutcomeGoal) -> tuple[bool, str, str]:
    return (one.area is None, one.area.sort_key if one.area else "", one.reference)


def references(who: Actor, rows: Iterable[Row]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The numbers of the challenges and outcome goals that the rows point at, as far as the one who asks sees them."""
    listed = list(rows)
    hard = challenges_visible_to(who).filter(pk__in={one for row in listed for one in row.challenges})
    goals = goals_visible_to(who).filter(pk__in={one for row in listed for one in row.outcome_goals})
    return {one.pk: one.reference for one in hard}, {one.pk: one.reference for one in goals}


def titles(who: Actor, rows: Iterable[Row]) -> dict[UUID, str]:
    """What the challenges and outcome goals are called that the rows point at, with their numbers."""
    listed = list(rows)
    hard = challenges_visible_to(who).filter(pk__in={one for row in listed for one in row.challenges})
    goals = goals_visible_to(who).filter(pk__in={one for row in listed for one in row.outcome_goals})
    called = {one.pk: f"{one.reference} {one.title}" for one in hard}
    return called | {one.pk: f"{one.reference} {one.what}" for one in goals}


def answered(who: Actor, row: Row) -> tuple[list[Challenge], list[OutcomeGoal]]:
    """The challenges and outcome goals that a measure is said to answer and serve."""
    hard = challenges_visible_to(who).filter(pk__in=row.challenges)
    return sorted(hard, key=_by_area), sorted(goals_visible_to(who).filter(pk__in=row.outcome_goals), key=_by_area)
