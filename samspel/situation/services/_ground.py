"""What the services share: hold a challenge or a draft, take a step by the table, texts that are not empty."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import versions
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.situation import permissions, rules
from samspel.situation.models import Challenge, SituationPicture
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries import scope
from samspel.situation.rules import ChallengeState, ChallengeStep, PictureState, PictureStep

MOVED_ON = _("It has moved on, so this can't be done now. Read what has happened and choose anew.")


def user_of(by: Actor) -> User | None:
    """The user behind an actor; None for jobs."""
    return by.user if isinstance(by, Who) else None


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


def hold_picture(picture: UUID, by: Who, version: int | None = None) -> tuple[SituationPicture, Reach]:
    """The draft, locked, when `by` may see it, and what they reach. Raises Missing, Stale."""
    reach = reach_of(by)
    seen = scope.drafts_visible_to(reach).values("pk")
    return versions.hold(SituationPicture.objects.filter(pk__in=seen), picture, version), reach


def hold_draft(
    picture: UUID, by: Who, step: PictureStep, version: int | None = None
) -> tuple[SituationPicture, PictureState]:
    """The draft, locked, when `by` drafts it, and how it stands after the step. Raises Missing, Stale, Refused."""
    held, reach = hold_picture(picture, by, version)
    permissions.require(permissions.may_draft(reach, held.area_id))
    return held, picture_step(held, step)


def challenge_step(challenge: Challenge, step: ChallengeStep) -> ChallengeState:
    """How the challenge stands after the step; raises Refused when the table says no."""
    found = rules.challenge_after(challenge.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found


def picture_step(picture: SituationPicture, step: PictureStep) -> PictureState:
    """How the draft stands after the step; raises Refused when the table says no."""
    found = rules.picture_after(picture.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found


def needs_text(text: str, field: str) -> str:
    """The text without blanks around it; raises Refused when nothing is left."""
    plain = text.strip()
    if not plain:
        raise Refused(_("Write something first, so that the one who reads knows why."), field=field)
    return plain


def changed(before: object, after: object, names: Collection[str]) -> list[str]:
    """Those of the named fields in which the two differ."""
    return [name for name in names if getattr(before, name) != getattr(after, name)]
