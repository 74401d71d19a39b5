"""Every step in the life of a picture, the same for every kind: begun, commented, answered, adopted or dropped."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.adopted import Adoption, record, surely
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.situation import permissions
from samspel.situation.ground import MOVED_ON, needs_text
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries.drafting import A, C, D, Pictures, adopting
from samspel.situation.rules import AT_WORK, PictureState, PictureStep, picture_after

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Life(Generic[D, C, A]):
    """The life of one kind of picture. What is the kind's own, its services do between these steps.

    `noun`: what the log calls it; `steering`: that the steering group adopts it, told when another body would.
    """

    pictures: Pictures[D, C, A]
    noun: str
    steering: "_StrPromise"

    def last(self, area: Area | None) -> A | None:
        """The version of an area that was adopted last, which a new draft goes on from."""
        return self.pictures.all_adopted.versions(area=area).first()

    def changed(self, held: D) -> datetime | None:
        """When what the draft says was last changed."""
        return log.last([f"{self.noun}.{verb}" for verb in ("begun", "written", "contents")], held)

    def unanswered(self, held: D) -> int:
        """How many comments on the draft wait for an answer."""
        return self.pictures.all_comments.filter(picture=held, answer="").count()

    def begin(self, area: Area | None, *, by: Who, **own: Any) -> D:
        """A draft for the area, or for the municipality; `own` are fields of the kind's own. Called inside a service.

        Raises Missing when `by` doesn't draft for it, Refused when somebody is at work with one already.
        """
        permissions.require(permissions.may_draft(reach_of(by), area.pk if area else None))
        if self.pictures.all_drafts.filter(area=area, state__in=list(AT_WORK)).exists():
            raise Refused(_("There is a draft already. Go on with that one."))
        made = self.pictures.all_drafts.create(
            area=area, state=PictureState.DRAFT, began_at=clock.now(), began_label=by.label[:200], **own
        )
        log.record(f"{self.noun}.begun", made, by=by)
        return made

    def hold_to_write(self, picture: UUID, by: Who, version: int | None = None) -> D:
        """The draft, locked, when `by` drafts it. Called inside a service. Raises Missing, Stale, Refused."""
        held, _state = self._hold_draft(picture, by, PictureStep.WRITE, version)
        return held

    def hold_to_adopt(self, picture: UUID, by: Who, version: int | None = None) -> D:
        """The draft, locked, when `by` sits in the steering group. Called inside a service.

        Raises Missing, Stale, Refused.
        """
        permissions.require(permissions.may_adopt(reach_of(by)))
        held, _reach = self._hold(picture, by, version)
        _after(held, PictureStep.ADOPT)
        return held

    def adopt(self, held: D, content: dict[str, Any], adoption: Adoption, *, by: Who) -> A:
        """The content as the next version of the area's picture, and the end of the draft. Called inside a service.

        Raises Refused without a number, by another body, for a day earlier than the last adoption's, and without a
        word of why where one is asked for (`surely`).
        """
        self._may_be_decided(held.area, adoption)
        surely(
            adoption,
            changed=self.changed(held),
            unanswered=self.unanswered(held),
            commented_on=held.stands is PictureState.COMMENTS
            and bool(held.comments_by and held.comments_by >= clock.today()),
        )
        name = held.area.name if held.area else municipality.the_municipality().name
        table = self.pictures.all_adopted.model
        made = record(table, content, adoption, by=by, label=name, area=held.area, draft=held)
        held.state, held.ended_at = _after(held, PictureStep.ADOPT), clock.now()
        versions.save(held, "state", "ended_at")
        log.record(f"{self.noun}.adopted", made, by=by, because=adoption.registration_number)
        return made

    @service
    def ask_for_comments(self, picture: UUID, until: date, *, by: Who) -> D:
        """Open the draft for comments of everybody who works in it, until a day. Raises Missing, Refused."""
        held, state = self._hold_draft(picture, by, PictureStep.ASK)
        held.state, held.comments_by = state, until
        versions.save(held, "state", "comments_by")
        log.record(f"{self.noun}.asks", held, by=by, fields=["state"])
        return held

    @service
    def take_back(self, picture: UUID, *, by: Who) -> D:
        """Close it for comments, to go on writing. Raises Missing, Refused."""
        held, state = self._hold_draft(picture, by, PictureStep.TAKE_BACK)
        held.state = state
        versions.save(held, "state")
        log.record(f"{self.noun}.taken_back", held, by=by, fields=["state"])
        return held

    @service
    def drop(self, picture: UUID, *, by: Who) -> D:
        """Let go of a draft. What was adopted before it stands. Raises Missing, Refused."""
        held, state = self._hold_draft(picture, by, PictureStep.DROP)
        held.state, held.ended_at = state, clock.now()
        versions.save(held, "state", "ended_at")
        log.record(f"{self.noun}.dropped", held, by=by, fields=["state"])
        return held

    @service
    def comment(self, picture: UUID, text: str, *, by: Who, **own: Any) -> C:
        """Say something of the draft; `own` are fields of the kind's own. Raises Missing, Refused."""
        held, reach = self._hold(picture, by)
        permissions.require(permissions.may_comment(reach, held))
        made = self.pictures.all_comments.create(
            picture=held, text=needs_text(text, "text"), at=clock.now(), user=by.user, label=by.label[:200], **own
        )
        log.record(f"{self.noun}.commented", held, by=by)
        return made

    @service
    def answer(self, picture: UUID, comment_id: int, text: str, *, by: Who) -> C:
        """Say what became of a comment. A new answer takes the place of the last. Raises Missing, Refused."""
        held, _state = self._hold_draft(picture, by, PictureStep.ANSWER)
        found = self.pictures.all_comments.filter(picture=held, pk=comment_id).first()
        if found is None:
            raise Missing
        found.answer, found.answered_at, found.answered_label = needs_text(text, "text"), clock.now(), by.label[:200]
        found.save(update_fields=["answer", "answered_at", "answered_label"])
        log.record(f"{self.noun}.answered", held, by=by)
        return found

    def _hold(self, picture: UUID, by: Who, version: int | None = None) -> tuple[D, Reach]:
        """The draft itself, locked, when `by` may see it: a row that is seen may be masked, and is not to be saved."""
        reach = reach_of(by)
        seen = self.pictures.drafts(reach).values("pk")
        return versions.hold(self.pictures.all_drafts.filter(pk__in=seen), picture, version), reach

    def _hold_draft(
        self, picture: UUID, by: Who, step: PictureStep, version: int | None = None
    ) -> tuple[D, PictureState]:
        held, reach = self._hold(picture, by, version)
        permissions.require(permissions.may_draft(reach, held.area_id))
        return held, _after(held, step)

    def _may_be_decided(self, area: Area | None, adoption: Adoption) -> None:
        if not adoption.registration_number.strip():
            raise Refused(_("Write the number of the decision."), field="registration_number")
        if adoption.body_code not in {one.code for one in adopting()}:
            raise Refused(self.steering, field="body")
        if self.pictures.all_adopted.filter(area=area, adopted_on__gt=adoption.adopted_on).exists():
            raise Refused(_("A later version has been adopted already. Look at the day."), field="adopted_on")


def _after(held: D, step: PictureStep) -> PictureState:
    found = picture_after(held.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found
