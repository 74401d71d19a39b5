"""The pictures of a kind, as somebody may see them: which area has one, what it said on a day, what is at work."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db.models import Manager, Prefetch, Q, QuerySet

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.adopted import AdoptedQuerySet
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Body, BodyLevel
from samspel.situation.models.drafting import Comment, Draft, Version
from samspel.situation.permissions import ADOPTED_READERS, Reach, reach_of
from samspel.situation.rules import AT_WORK, PictureState

D = TypeVar("D", bound=Draft)
C = TypeVar("C", bound=Comment)
A = TypeVar("A", bound=Version)

WHOLE = "whole"
"""The municipality as a whole, where an address names an area."""


def named_area(code: str) -> Area | None:
    """The area of an address, None for the whole municipality; raises Missing for a code that nobody has."""
    return None if code == WHOLE else municipality.area(code)


def adopting() -> list[Body]:
    """The bodies that adopt pictures: those of the strategic level."""
    strategic = municipality.bodies_at(BodyLevel.STRATEGIC)
    return [one for one in municipality.bodies() if one.pk in strategic]


@dataclass(frozen=True)
class Standing(Generic[D, A]):
    """How it stands with the picture of an area (None: the whole municipality): what holds, and what is at work."""

    area: Area | None
    adopted: A | None
    draft: D | None

    @property
    def code(self) -> str:
        """How an address names the area."""
        return self.area.code if self.area else WHOLE

    @property
    def overdue(self) -> bool:
        """Whether it was to be looked at again by now."""
        return bool(self.adopted and self.adopted.next_due and self.adopted.next_due <= clock.today())


@dataclass(frozen=True)
class Pictures(Generic[D, C, A]):
    """The pictures of one kind: all its drafts, comments and versions, and of them what somebody may see.

    `guarded`: the texts of a draft's own row, which may name persons.
    """

    all_drafts: Manager[D]
    all_comments: Manager[C]
    all_adopted: AdoptedQuerySet[A]
    guarded: tuple[str, ...] = ()

    def drafts(self, who: Who | Reach) -> QuerySet[D]:
        """The drafts that `permissions.sees_draft` says yes to, as rows of the database; masked for the evaluator."""
        reach, rows = reach_of(who), self.all_drafts.all()
        if not (reach.drafts_all or reach.adopts):
            seen = Q(area__in=reach.coordinated)
            rows = rows.filter(seen | Q(state=PictureState.COMMENTS) if reach.reads else seen)
        return without_persons(rows, *self.guarded) if reach.masked else rows

    def adopted(self, who: Who | Reach) -> AdoptedQuerySet[A]:
        """The adopted versions that the one who asks may read; masked for the evaluator."""
        reach, rows = reach_of(who), self.all_adopted.all()
        if not reach.holds(*ADOPTED_READERS):
            return rows.none()
        return cast(AdoptedQuerySet[A], without_persons(rows, "content")) if reach.masked else rows

    def standings(self, who: Who | Reach, *, whole: bool = False) -> list[Standing[D, A]]:
        """Every area and the municipality, which comes first: two reads, without the frozen content unless `whole`."""
        reach = reach_of(who)
        rows = self.adopted(reach).as_of(clock.today())
        adopted = {one.area_id: one for one in (rows if whole else rows.defer("content"))}
        drafts = {one.area_id: one for one in self.drafts(reach).filter(state__in=list(AT_WORK))}
        areas: list[Area | None] = [None, *municipality.areas()]
        keys = [(one, one.pk if one else None) for one in areas]
        return [Standing(one, adopted.get(pk), drafts.get(pk)) for one, pk in keys]

    def standing(self, who: Who | Reach, area: Area | None, on: date | None = None) -> Standing[D, A]:
        """The same for one area, with the whole content, as it was on a day (today)."""
        reach = reach_of(who)
        adopted = self.adopted(reach).filter(area=area).as_of(on or clock.today()).first()
        return Standing(area, adopted, self.drafts(reach).filter(area=area, state__in=list(AT_WORK)).first())

    def versions(self, who: Who | Reach, area: Area | None) -> AdoptedQuerySet[A]:
        """Every adopted version of an area, newest first, without its content."""
        return self.adopted(who).versions(area=area).defer("content")

    def version(self, who: Who | Reach, pk: int) -> A:
        """One adopted version; raises Missing."""
        found = self.adopted(who).filter(pk=pk).first()
        if found is None:
            raise Missing
        return found

    def version_before(self, who: Who | Reach, later: A) -> A | None:
        """The version that it replaced; None for the first."""
        return self.adopted(who).versions(area=later.area).filter(number__lt=later.number).first()

    def draft(self, who: Who | Reach, pk: UUID, *parts: "str | Prefetch[Any]") -> D:
        """One draft with its comments, and with those `parts` of its own; raises Missing."""
        reach, comments = reach_of(who), self.all_comments.all()
        if reach.masked:
            comments = without_persons(comments, "text", "answer")
        rows = self.drafts(reach).prefetch_related(Prefetch("comments", comments)).prefetch_related(*parts)
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Missing
        return found
