"""Target pictures: begun, written, commented, answered, adopted or dropped, as situation pictures are."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.adopted import Adoption, record
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, BodyLevel
from samspel.situation.models import Challenge
from samspel.situation.rules import AT_WORK, ChallengeState, PictureState, PictureStep, picture_after
from samspel.situation.services._ground import MOVED_ON, needs_text, user_of
from samspel.targets import permissions
from samspel.targets.models import AdoptedGoal, AdoptedTarget, OutcomeGoal, TargetComment, TargetPicture
from samspel.targets.permissions import Reach, reach_of
from samspel.targets.queries.scope import drafts_visible_to
from samspel.targets.rules import OPEN, GoalState
from samspel.targets.services.freezing import freeze


@service
def begin_target(area: Area | None, *, by: Who, invented: bool = False) -> TargetPicture:
    """A draft for the area, or for the municipality. It goes on from what was adopted last and the open challenges.

    Raises Refused when somebody is at work with one already.
    """
    permissions.require(permissions.may_draft(reach_of(by), area.pk if area else None))
    if TargetPicture.objects.filter(area=area, state__in=list(AT_WORK)).exists():
        raise Refused(_("There is a draft already. Go on with that one."))
    last = AdoptedTarget.objects.filter(area=area).order_by("-number").first()
    made = TargetPicture.objects.create(
        area=area,
        state=PictureState.DRAFT,
        vision=last.content["vision"] if last else "",
        text=last.content["text"] if last else "",
        began_at=clock.now(),
        began_label=by.label[:200],
        invented=invented,
    )
    made.challenges.set(Challenge.objects.filter(area=area, state=ChallengeState.OPEN))
    log.record("target.begun", made, by=by)
    return made


@service
def write_target(
    picture: UUID, vision: str, text: str, challenges: Sequence[Challenge], *, by: Who, version: int | None = None
) -> TargetPicture:
    """Write what it should be like, and which challenges that answers. Raises Missing, Refused, Stale."""
    held, _state = _hold_draft(picture, by, PictureStep.WRITE, version)
    held.vision, held.text = needs_text(vision, "vision")[:300], text.strip()
    held.challenges.set(challenges)
    versions.save(held, "vision", "text")
    log.record("target.written", held, by=by, fields=["vision", "text", "challenges"])
    return held


@service
def ask_for_comments(picture: UUID, until: date, *, by: Who) -> TargetPicture:
    """Open the draft for comments of everybody who works in it, until a day."""
    held, state = _hold_draft(picture, by, PictureStep.ASK)
    held.state, held.comments_by = state, until
    versions.save(held, "state", "comments_by")
    log.record("target.asks", held, by=by, fields=["state"])
    return held


@service
def take_back(picture: UUID, *, by: Who) -> TargetPicture:
    """Close it for comments, to go on writing."""
    held, state = _hold_draft(picture, by, PictureStep.TAKE_BACK)
    held.state = state
    versions.save(held, "state")
    log.record("target.taken_back", held, by=by, fields=["state"])
    return held


@service
def drop_target(picture: UUID, *, by: Who) -> TargetPicture:
    """Let go of a draft. What was adopted before it stands."""
    held, state = _hold_draft(picture, by, PictureStep.DROP)
    held.state, held.ended_at = state, clock.now()
    versions.save(held, "state", "ended_at")
    log.record("target.dropped", held, by=by, fields=["state"])
    return held


@service
def comment(picture: UUID, text: str, *, by: Who) -> TargetComment:
    """Say something of the draft."""
    held, reach = _hold(picture, by)
    permissions.require(permissions.may_comment(reach, held))
    made = TargetComment.objects.create(
        picture=held, text=needs_text(text, "text"), at=clock.now(), user=user_of(by), label=by.label[:200]
    )
    log.record("target.commented", held, by=by)
    return made


@service
def answer_comment(picture: UUID, comment_id: int, text: str, *, by: Who) -> TargetComment:
    """Say what became of a comment. A new answer takes the place of the last."""
    held, _state = _hold_draft(picture, by, PictureStep.ANSWER)
    found = held.comments.filter(pk=comment_id).first()
    if found is None:
        raise Missing
    found.answer, found.answered_at, found.answered_label = needs_text(text, "text"), clock.now(), by.label[:200]
    found.save(update_fields=["answer", "answered_at", "answered_label"])
    log.record("target.answered", held, by=by)
    return found


@service
def adopt_target(picture: UUID, adoption: Adoption, *, by: Who, version: int | None = None) -> AdoptedTarget:
    """Freeze the draft and the area's open goals as the body adopted them; the goals are adopted from then on.

    Raises Missing when `by` does not sit in the steering group, Refused without a vision or when the day is earlier
    than the last adoption's, Stale.
    """
    permissions.require(permissions.may_adopt(reach_of(by)))
    held, _reach = _hold(picture, by, version)
    state = _after(held, PictureStep.ADOPT)
    _may_stand(held, adoption)
    goals = list(_open_goals(held.area))
    made = record(
        AdoptedTarget, freeze(held, goals), adoption, by=by, label=_name(held.area), area=held.area, draft=held
    )
    _adopt_goals(goals, made, by)
    held.state, held.ended_at = state, clock.now()
    versions.save(held, "state", "ended_at")
    log.record("target.adopted", made, by=by, because=adoption.registration_number)
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


def _may_stand(held: TargetPicture, adoption: Adoption) -> None:
    if not held.vision.strip():
        raise Refused(_("Write first what it should be like."))
    if not adoption.registration_number.strip():
        raise Refused(_("Write the number of the decision."), field="registration_number")
    strategic = municipality.bodies_at(BodyLevel.STRATEGIC)
    if adoption.body_code not in {one.code for one in municipality.bodies() if one.pk in strategic}:
        raise Refused(_("A target picture is adopted by the steering group."), field="body")
    if AdoptedTarget.objects.filter(area=held.area, adopted_on__gt=adoption.adopted_on).exists():
        raise Refused(_("A later version has been adopted already. Look at the day."), field="adopted_on")


def _name(area: Area | None) -> str:
    return area.name if area else municipality.the_municipality().name


def _hold(picture: UUID, by: Who, version: int | None = None) -> tuple[TargetPicture, Reach]:
    reach = reach_of(by)
    seen = drafts_visible_to(reach).values("pk")
    return versions.hold(TargetPicture.objects.filter(pk__in=seen), picture, version), reach


def _hold_draft(
    picture: UUID, by: Who, step: PictureStep, version: int | None = None
) -> tuple[TargetPicture, PictureState]:
    held, reach = _hold(picture, by, version)
    permissions.require(permissions.may_draft(reach, held.area_id))
    return held, _after(held, step)


def _after(held: TargetPicture, step: PictureStep) -> PictureState:
    found = picture_after(held.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found
