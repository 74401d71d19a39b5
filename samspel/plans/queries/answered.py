"""What a measure can answer and serve: challenges and outcome goals that the one who asks may see."""

from collections.abc import Collection
from uuid import UUID

from samspel.accounts.who import Who
from samspel.plans.permissions import reach_of
from samspel.situation.models import Challenge
from samspel.situation.queries.scope import challenges_visible_to
from samspel.targets.models import OutcomeGoal
from samspel.targets.rules import OPEN


def challenges(who: Who, also: Collection[UUID] = ()) -> list[Challenge]:
    """Those that are open, and those that are pointed at already; by area."""
    rows = challenges_visible_to(who)
    found = rows.filter(state="open") | rows.filter(pk__in=also)
    return sorted(found, key=lambda one: (one.area is None, one.area.sort_key if one.area else "", one.reference))


def outcome_goals(who: Who, also: Collection[UUID] = ()) -> list[OutcomeGoal]:
    """Those that somebody works towards, and those that are pointed at already; by area."""
    rows = OutcomeGoal.objects.filter(pk__isnull=not reach_of(who).reads)
    found = rows.filter(state__in=sorted(OPEN)) | rows.filter(pk__in=also)
    return sorted(found, key=lambda one: (one.area is None, one.area.sort_key if one.area else "", one.reference))
