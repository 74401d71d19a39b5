"""Target pictures: which area has one, what it said on a day, its versions, and the draft that is at work."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from samspel.accounts.who import Who
from samspel.situation.models import Challenge
from samspel.situation.permissions import Reach
from samspel.situation.queries import drafting
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetPicture
from samspel.targets.queries.scope import TARGETS

Standing = drafting.Standing[TargetPicture, AdoptedTarget]
standings = TARGETS.standings
standing = TARGETS.standing
versions = TARGETS.versions
version_before = TARGETS.version_before
adopted = TARGETS.version


def of_goal(who: Who | Reach, goal: OutcomeGoal) -> Sequence[AdoptedTarget]:
    """The versions in which a goal was adopted, newest first."""
    rows = TARGETS.adopted(who).filter(goals__goal=goal)
    return list(rows.defer("content").order_by("-adopted_on", "-number"))


def draft(who: Who | Reach, pk: UUID) -> TargetPicture:
    """One draft with its challenges and comments; raises Missing."""
    return TARGETS.draft(who, pk, Prefetch("challenges", Challenge.objects.order_by("opened_at", "reference")))
