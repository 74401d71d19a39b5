"""Target pictures: which area has one, what it said on a day, its versions, and the draft that is at work."""

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
from samspel.situation.models import Challenge
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries import WHOLE, named_area
from samspel.situation.rules import AT_WORK
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetComment, TargetPicture
from samspel.targets.queries.scope import adopted_visible_to, drafts_visible_to

__all__ = ["WHOLE", "named_area"]


@dataclass(frozen=True)
class Standing:
    """How it stands with the target picture of an area (None: the municipality): what holds, and what is at work."""

    area: Area | None
    adopted: AdoptedTarget | None
    draft: TargetPicture | None

    @property
    def code(self) -> str:
        """How an address names the area."""
        return self.area.code if self.area else WHOLE

    @property
    def overdue(self) -> bool:
        """Whether it was to be looked at again by now."""
        return bool(self.adopted and self.adopted.next_due and self.adopted.next_due <= clock.today())


def standings(who: Who | Reach) -> list[Standing]:
    """Every area and the municipality as a whole, which comes first: two reads."""
    reach = reach_of(who)
    adopted = {one.area_id: one for one in adopted_visible_to(reach).as_of(clock.today())}
    drafts = {one.area_id: one for one in drafts_visible_to(reach).filter(state__in=list(AT_WORK))}
    areas: list[Area | None] = [None, *municipality.areas()]
    keys = [(one, one.pk if one else None) for one in areas]
    return [Standing(one, adopted.get(pk), drafts.get(pk)) for one, pk in keys]


def standing(who: Who | Reach, area: Area | None, on: date | None = None) -> Standing:
    """The same for one area, as it was on a day (today)."""
    reach = reach_of(who)
    adopted = adopted_visible_to(reach).filter(area=area).as_of(on or clock.today()).first()
    return Standing(area, adopted, drafts_visible_to(reach).filter(area=area, state__in=list(AT_WORK)).first())


def versions(who: Who | Reach, area: Area | None) -> QuerySet[AdoptedTarget]:
    """Every adopted version of an area, newest first, without its content."""
    return adopted_visible_to(who).versions(area=area).defer("content")


def adopted(who: Who | Reach, pk: int) -> AdoptedTarget:
    """One adopted version; raises Missing."""
    found = adopted_visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def version_before(who: Who | Reach, later: AdoptedTarget) -> AdoptedTarget | None:
    """The version that it replaced; None for the first."""
    return adopted_visible_to(who).versions(area=later.area).filter(number__lt=later.number).first()


def of_goal(who: Who | Reach, goal: OutcomeGoal) -> Sequence[AdoptedTarget]:
    """The versions in which a goal was adopted, newest first."""
    return list(adopted_visible_to(who).filter(goals__goal=goal).defer("content").order_by("-adopted_on", "-number"))


def draft(who: Who | Reach, pk: UUID) -> TargetPicture:
    """One draft with its challenges and comments; raises Missing."""
    reach, comments = reach_of(who), TargetComment.objects.all()
    if reach.masked:
        comments = without_persons(comments, "text", "answer")
    challenges = Challenge.objects.order_by("opened_at", "reference")
    rows = drafts_visible_to(reach).prefetch_related(Prefetch("comments", comments), Prefetch("challenges", challenges))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing
    return found
