"""Target pictures: begun, written, commented, answered, adopted or dropped, as situation pictures are."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import log, versions
from samspel.core.adopted import Adoption
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Area
from samspel.situation.ground import needs_text
from samspel.situation.models import Challenge
from samspel.situation.rules import ChallengeState
from samspel.situation.services.drafting import Life
from samspel.targets.models import AdoptedGoal, AdoptedTarget, OutcomeGoal, TargetPicture
from samspel.targets.queries.scope import TARGETS
from samspel.targets.rules import OPEN, GoalState
from samspel.targets.services.freezing import freeze

LIFE: Final = Life(TARGETS, "target", _("A target picture is adopted by the steering group."))

ask_for_comments = LIFE.ask_for_comments
take_back = LIFE.take_back
drop_target = LIFE.drop
comment = LIFE.comment
answer_comment = LIFE.answer


@service
def begin_target(area: Area | None, *, by: Who, invented: bool = False) -> TargetPicture:
    """A draft for the area, or for the municipality. It goes on from what was adopted last and the open challenges.

    Raises Refused when somebody is at work with one already.
    """
    last = LIFE.last(area)
    said = {name: last.content[name] if last else "" for name in ("vision", "text")}
    made = LIFE.begin(area, by=by, invented=invented, **said)
    made.challenges.set(Challenge.objects.filter(area=area, state=ChallengeState.OPEN))
    return made


@service
def write_target(
    picture: UUID, vision: str, text: str, challenges: Sequence[Challenge], *, by: Who, version: int | None = None
) -> TargetPicture:
    """Write what it should be like, and which challenges that answers. Raises Missing, Refused, Stale."""
    held = LIFE.hold_to_write(picture, by, version)
    held.vision, held.text = needs_text(vision, "vision")[:300], text.strip()
    held.challenges.set(challenges)
    versions.save(held, "vision", "text")
    log.record("target.written", held, by=by, fields=["vision", "text", "challenges"])
    return held


@service
def adopt_target(picture: UUID, adoption: Adoption, *, by: Who, version: int | None = None) -> AdoptedTarget:
    """Freeze the draft and the area's open goals as the body adopted them; the goals are adopted from then on.

    Raises Missing when `by` does not sit in the steering group, Refused without a vision or when the day is earlier
    than the last adoption's, Stale.
    """
    held = LIFE.hold_to_adopt(picture, by, version)
    if not held.vision.strip():
        raise Refused(_("Write first what it should be like."))
    goals = list(_open_goals(held.area))
    made = LIFE.adopt(held, freeze(held, goals), adoption, by=by)
    _adopt_goals(goals, made, by)
    return made


def _open_goals(area: Area | None) -> Sequence[OutcomeGoal]:
    rows = OutcomeGoal.objects.filter(area=area, state__in=list(OPEN)).select_for_update(of=("self",))
    return rows.prefetch_related("challenges").order_by("written_at", "reference")  # type: ignore[return-value]


def _adopt_goals(goals: Sequence[OutcomeGoal], made: AdoptedTarget, by: Who) -> None:
    AdoptedGoal.objects.bulk_create(AdoptedGoal(adopted=made, goal=goal) for goal in goals)
    for goal in goals:
        if goal.stands is GoalState.DRAFT:
            goal.state = GoalState.ADOPTED
            versions.save(goal, "state")
            log.record("goal.adopted", goal, by=by, fields=["state"], because=made.registration_number)
