"""Situation pictures: which area has one, what it said on a day, its versions, and the draft that is at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.situation.models import AdoptedPicture, PictureComment, PictureText, SituationPicture
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries.scope import adopted_visible_to, drafts_visible_to
from samspel.situation.rules import AT_WORK

WHOLE = "whole"
"""The municipality as a whole, where an address names an area."""


@dataclass(frozen=True)
class Standing:
    """How it stands with the picture of an area (None: the whole municipality): what holds, and what is at work."""

    area: Area | None
    adopted: AdoptedPicture | None
    draft: SituationPicture | None

    @property
    def code(self) -> str:
        return self.area.code if self.area else WHOLE

    @property
    def overdue(self) -> bool:
        """Whether it was to be looked at again by now."""
        return bool(self.adopted and self.adopted.next_due and self.adopted.next_due <= clock.today())


def standings(who: Who | Reach) -> list[Standing]:
    """Every area and the municipality as a whole, which comes first: two reads, without the frozen content."""
    reach = reach_of(who)
    adopted = {one.area_id: one for one in adopted_visible_to(reach).defer("content").as_of(clock.today())}
    drafts = {one.area_id: one for one in drafts_visible_to(reach).filter(state__in=list(AT_WORK))}
    areas: list[Area | None] = [None, *municipality.areas()]
    keys = [(one, one.pk if one else None) for one in areas]
    return [Standing(one, adopted.get(pk), drafts.get(pk)) for one, pk in keys]


def standing(who: Who | Reach, area: Area | None, on: date | None = None) -> Standing:
    """The same for one area, with the whole content, as it was on a day (today)."""
    reach = reach_of(who)
    adopted = adopted_visible_to(reach).filter(area=area).as_of(on or clock.today()).first()
    return Standing(area, adopted, drafts_visible_to(reach).filter(area=area, state__in=list(AT_WORK)).first())


def named_area(code: str) -> Area | None:
    """The area of an address, None for the whole municipality; raises Missing for a code that nobody has."""
    return None if code == WHOLE else municipality.area(code)


def versions(who: Who | Reach, area: Area | None) -> QuerySet[AdoptedPicture]:
    """Every adopted version of an area, newest first, without its content."""
    return adopted_visible_to(who).versions(area=area).defer("content")


def adopted(who: Who | Reach, pk: int) -> AdoptedPicture:
    """One adopted version; raises Missing."""
    found = adopted_visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def version_before(who: Who | Reach, later: AdoptedPicture) -> AdoptedPicture | None:
    """The version that it replaced; None for the first."""
    return adopted_visible_to(who).versions(area=later.area).filter(number__lt=later.number).first()


@dataclass(frozen=True)
class Draft:
    """A draft with its texts by section, comments, figures and weekly pictures."""

    row: SituationPicture
    texts: dict[str, PictureText]
    comments: Sequence[PictureComment]


def draft(who: Who | Reach, pk: UUID) -> Draft:
    """One draft; raises Missing."""
    reach = reach_of(who)
    texts, comments = PictureText.objects.all(), PictureComment.objects.all()
    if reach.masked:
        texts, comments = without_persons(texts, "text"), without_persons(comments, "text", "answer")
    rows = drafts_visible_to(reach).prefetch_related(
        "figures", "weeks__weekly", Prefetch("texts", texts), Prefetch("comments", comments)
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing
    return Draft(found, {one.section: one for one in found.texts.all()}, list(found.comments.all()))


def due(who: Who | Reach, day: date) -> QuerySet[AdoptedPicture]:
    """The pictures that are to be looked at again by the day, of those that stand."""
    return adopted_visible_to(who).filter(pk__in=AdoptedPicture.objects.due(day).values("pk")).defer("content")
