"""What the services of challenges share: hold one, take a step by the table, tell what differs."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import versions
from samspel.core.errors import Refused
from samspel.situation import permissions, rules
from samspel.situation.ground import MOVED_ON
from samspel.situation.models import Challenge
from samspel.situation.permissions import reach_of
from samspel.situation.queries import scope
from samspel.situation.rules import ChallengeState, ChallengeStep


def hold_challenge(challenge: UUID, by: Who, version: int | None = None) -> Challenge:
    """The challenge, locked, when `by` drafts for its area. Raises Missing, Stale."""
    reach = reach_of(by)
    seen = scope.challenges_visible_to(reach).values("pk")
    held = versions.hold(Challenge.objects.filter(pk__in=seen), challenge, version)
    permissions.require(permissions.may_draft(reach, held.area_id))
    return held


def hold_open(challenge: UUID, by: Who, version: int | None = None) -> Challenge:
    """The same, when it is open; raises Refused when it is closed."""
    held = hold_challenge(challenge, by, version)
    if not held.is_open:
        raise Refused(_("The challenge is closed. Open it again to change it."))
    return held


def challenge_step(challenge: Challenge, step: ChallengeStep) -> ChallengeState:
    """How the challenge stands after the step; raises Refused when the table says no."""
    found = rules.challenge_after(challenge.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found


def changed(before: object, after: object, names: Collection[str]) -> list[str]:
    """Those of the named fields in which the two differ."""
    return [name for name in names if getattr(before, name) != getattr(after, name)]
