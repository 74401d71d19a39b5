"""Situation pictures: begun, written section by section, commented, answered, adopted or dropped."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.adopted import Adoption, record
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, BodyLevel, Indicator
from samspel.observations.models import WeeklyPicture
from samspel.situation import permissions
from samspel.situation.models import (
    AdoptedChallenge,
    AdoptedPicture,
    PictureComment,
    PictureFigure,
    PictureText,
    PictureWeek,
    SituationPicture,
)
from samspel.situation.permissions import reach_of
from samspel.situation.rules import AT_WORK, PictureState, PictureStep, SectionCode
from samspel.situation.services._ground import hold_draft, hold_picture, needs_text, picture_step, user_of
from samspel.situation.services.freezing import freeze

NEEDED = {SectionCode.SURVEY, SectionCode.ANALYSIS}
"""Without them it is no situation picture in the sense of the act (2023:196)."""


@service
def begin_picture(
    area: Area | None, shows_from: date, shows_to: date, *, by: Who, invented: bool = False
) -> SituationPicture:
    """A draft for the area, or for the whole municipality. It goes on from the texts and figures adopted last.

    `invented`: an example, which its pages say.

    Raises Refused when somebody is at work with one already.
    """
    permissions.require(permissions.may_draft(reach_of(by), area.pk if area else None))
    if SituationPicture.objects.filter(area=area, state__in=list(AT_WORK)).exists():
        raise Refused(_("There is a draft already. Go on with that one."))
    made = SituationPicture.objects.create(
        area=area,
        state=PictureState.DRAFT,
        shows_from=shows_from,
        shows_to=shows_to,
        invented=invented,
        began_at=clock.now(),
        began_label=by.label[:200],
    )
    _go_on(made, by)
    log.record("picture.begun", made, by=by)
    return made


def _go_on(made: SituationPicture, by: Who) -> None:
    last = AdoptedPicture.objects.filter(area=made.area).order_by("-number").first()
    texts = last.content["texts"] if last else {}
    told = {"changed_at": clock.now(), "changed_label": by.label[:200]}
    PictureText.objects.bulk_create(
        PictureText(picture=made, section=code, text=texts.get(code, ""), **told) for code in SectionCode
    )
    figures = {one["code"] for one in last.content["figures"]} if last else set()
    PictureFigure.objects.bulk_create(
        PictureFigure(picture=made, indicator=one) for one in municipality.indicators() if one.code in figures
    )


@service
def write_section(picture: UUID, section: SectionCode, text: str, *, by: Who, version: int) -> PictureText:
    """Write the text of a section. Raises Missing, Refused, and Stale when somebody wrote in between."""
    held, _state = hold_draft(picture, by, PictureStep.WRITE)
    pk = held.texts.values_list("pk", flat=True).get(section=section)
    found = versions.hold(PictureText.objects.filter(picture=held), pk, version)
    found.text, found.changed_at, found.changed_label = text.strip(), clock.now(), by.label[:200]
    versions.save(found, "text", "changed_at", "changed_label")
    log.record("picture.written", held, by=by, fields=[section.value])
    return found


@service
def choose_contents(
    picture: UUID,
    shows: tuple[date, date],
    indicators: Collection[Indicator],
    weeks: Collection[WeeklyPicture],
    *,
    by: Who,
    version: int | None = None,
) -> SituationPicture:
    """Choose the time that its map shows (first day, last day), its figures and its weekly pictures."""
    held, _state = hold_draft(picture, by, PictureStep.WRITE, version)
    held.shows_from, held.shows_to = shows
    held.figures.all().delete()
    PictureFigure.objects.bulk_create(PictureFigure(picture=held, indicator=one) for one in indicators)
    held.weeks.all().delete()
    PictureWeek.objects.bulk_create(PictureWeek(picture=held, weekly=one) for one in weeks)
    versions.save(held, "shows_from", "shows_to")
    log.record("picture.contents", held, by=by, fields=["shows_from", "shows_to", "figures", "weeks"])
    return held


@service
def ask_for_comments(picture: UUID, until: date, *, by: Who) -> SituationPicture:
    """Open the draft for comments of everybody who works in it, until a day."""
    held, state = hold_draft(picture, by, PictureStep.ASK)
    held.state, held.comments_by = state, until
    versions.save(held, "state", "comments_by")
    log.record("picture.asks", held, by=by, fields=["state"])
    return held


@service
def take_back(picture: UUID, *, by: Who) -> SituationPicture:
    """Close it for comments, to go on writing."""
    held, state = hold_draft(picture, by, PictureStep.TAKE_BACK)
    held.state = state
    versions.save(held, "state")
    log.record("picture.taken_back", held, by=by, fields=["state"])
    return held


@service
def drop_picture(picture: UUID, *, by: Who) -> SituationPicture:
    """Let go of a draft. What was adopted before it stands."""
    held, state = hold_draft(picture, by, PictureStep.DROP)
    held.state, held.ended_at = state, clock.now()
    versions.save(held, "state", "ended_at")
    log.record("picture.dropped", held, by=by, fields=["state"])
    return held


@service
def comment(picture: UUID, section: SectionCode | None, text: str, *, by: Who) -> PictureComment:
    """Say something of the draft, or of one section of it."""
    held, reach = hold_picture(picture, by)
    permissions.require(permissions.may_comment(reach, held))
    made = PictureComment.objects.create(
        picture=held,
        section=section or "",
        text=needs_text(text, "text"),
        at=clock.now(),
        user=user_of(by),
        label=by.label[:200],
    )
    log.record("picture.commented", held, by=by)
    return made


@service
def answer_comment(picture: UUID, comment_id: int, text: str, *, by: Who) -> PictureComment:
    """Say what became of a comment. A new answer takes the place of the last."""
    held, _state = hold_draft(picture, by, PictureStep.ANSWER)
    found = held.comments.filter(pk=comment_id).first()
    if found is None:
        raise Missing
    found.answer, found.answered_at, found.answered_label = needs_text(text, "text"), clock.now(), by.label[:200]
    found.save(update_fields=["answer", "answered_at", "answered_label"])
    log.record("picture.answered", held, by=by)
    return found


@service
def adopt_picture(picture: UUID, adoption: Adoption, *, by: Who, version: int | None = None) -> AdoptedPicture:
    """Freeze the draft as the body adopted it. Raises Missing when `by` does not sit in the steering group, Refused
    when a section that the act names is empty or the day is earlier than the last adoption's, Stale."""
    permissions.require(permissions.may_adopt(reach_of(by)))
    held, _reach = hold_picture(picture, by, version)
    state = picture_step(held, PictureStep.ADOPT)
    _may_stand(held, adoption)
    content = freeze(held, by)
    made = record(AdoptedPicture, dict(content), adoption, by=by, label=_name(held), area=held.area, draft=held)
    AdoptedChallenge.objects.bulk_create(
        AdoptedChallenge(adopted=made, challenge_id=UUID(one["id"])) for one in content["challenges"]
    )
    held.state, held.ended_at = state, clock.now()
    versions.save(held, "state", "ended_at")
    log.record("picture.adopted", made, by=by, because=adoption.registration_number)
    return made


def _may_stand(held: SituationPicture, adoption: Adoption) -> None:
    written = {one.section for one in held.texts.all() if one.text}
    if not written >= NEEDED:
        raise Refused(_("Write the survey and the analysis first: the act asks for both."))
    if not adoption.registration_number.strip():
        raise Refused(_("Write the number of the decision."), field="registration_number")
    adopting = {one.code for one in municipality.bodies() if one.pk in municipality.bodies_at(BodyLevel.STRATEGIC)}
    if adoption.body_code not in adopting:
        raise Refused(_("A situation picture is adopted by the steering group."), field="body")
    last = AdoptedPicture.objects.filter(area=held.area, adopted_on__gt=adoption.adopted_on).first()
    if last is not None:
        raise Refused(_("A later version has been adopted already. Look at the day."), field="adopted_on")


def _name(held: SituationPicture) -> str:
    return held.area.name if held.area else municipality.the_municipality().name
