"""What a measure can answer and serve: challenges and outcome goals that the one who asks may see."""

from collections.abc import Collection
from uuid import UUID

from samspel.core.actors import Actor
from samspel.situation import queries as situation
from samspel.situation.models import Challenge
from samspel.targets import queries as targets
from samspel.targets.models import OutcomeGoal
from samspel.targets.rules import OPEN


def challenges(who: Actor, also: Collection[UUID] = ()) -> list[Challenge]:
    """Those that are open, and those that are pointed at already; by area."""
    rows = situation.visible_to(who)
    found = rows.filter(state="open") | rows.filter(pk__in=also)
    return sorted(found, key=lambda one: (one.area is None, one.area.sort_key if one.area else "", one.reference))


def outcome_goals(who: Actor, also: Collection[UUID] = ()) -> list[OutcomeGoal]:
    """Those that somebody works towards, and those that are pointed at already; by area."""
    rows = targets.visible_to(who)
    found = rows.filter(state__in=sorted(OPEN)) | rows.filter(pk__in=also)
    return sorted(found, key=lambda one: (one.area is None, one.area.sort_key if one.area else "", one.reference))
