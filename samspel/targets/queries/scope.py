"""What somebody may see: the one place where every read of this module begins."""

from typing import cast

from django.db.models import Q, QuerySet

from samspel.accounts.who import Who
from samspel.core.adopted import AdoptedQuerySet
from samspel.core.masked import without_persons
from samspel.situation.permissions import ADOPTED_READERS, Reach, reach_of
from samspel.situation.rules import PictureState
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetPicture


def goals_visible_to(who: Who | Reach) -> QuerySet[OutcomeGoal]:
    """The goals that the one who asks may see: all, for those who read at all; masked for the evaluator."""
    reach = reach_of(who)
    if not reach.reads:
        return OutcomeGoal.objects.none()
    rows = OutcomeGoal.objects.all()
    return without_persons(rows, "what", "for_whom", "because") if reach.masked else rows


def drafts_visible_to(who: Who | Reach) -> QuerySet[TargetPicture]:
    """The drafts that `permissions.sees_draft` says yes to, as rows of the database."""
    reach = reach_of(who)
    rows = TargetPicture.objects.all()
    if not (reach.drafts_all or reach.adopts):
        seen = Q(area__in=reach.coordinated)
        rows = rows.filter(seen | Q(state=PictureState.COMMENTS) if reach.reads else seen)
    return without_persons(rows, "vision", "text") if reach.masked else rows


def adopted_visible_to(who: Who | Reach) -> AdoptedQuerySet[AdoptedTarget]:
    """The adopted target pictures that the one who asks may read; masked for the evaluator."""
    reach = reach_of(who)
    rows: AdoptedQuerySet[AdoptedTarget] = AdoptedTarget.objects.all()
    if not reach.holds(*ADOPTED_READERS):
        return rows.none()
    return cast(AdoptedQuerySet[AdoptedTarget], without_persons(rows, "content")) if reach.masked else rows
