"""What somebody may see: the one place where every read of this module begins."""

from typing import cast

from django.db.models import Q, QuerySet

from samspel.accounts.who import Who
from samspel.core.adopted import AdoptedQuerySet
from samspel.core.masked import without_persons
from samspel.situation.models import AdoptedPicture, Cause, Challenge, IndicatorValue, SituationPicture
from samspel.situation.permissions import ADOPTED_READERS, Reach, reach_of
from samspel.situation.rules import PictureState


def challenges_visible_to(who: Who | Reach) -> QuerySet[Challenge]:
    """The challenges that the one who asks may see: all, for those who read at all; masked for the evaluator."""
    reach = reach_of(who)
    if not reach.reads:
        return Challenge.objects.none()
    if reach.masked:
        return without_persons(Challenge.objects.all(), "title", "text", "because")
    return Challenge.objects.all()


def causes_visible_to(who: Who | Reach) -> QuerySet[Cause]:
    """The causes of the challenges that the one who asks may see."""
    reach = reach_of(who)
    if not reach.reads:
        return Cause.objects.none()
    return without_persons(Cause.objects.all(), "text") if reach.masked else Cause.objects.all()


def drafts_visible_to(who: Who | Reach) -> QuerySet[SituationPicture]:
    """The drafts that `permissions.sees_draft` says yes to, as rows of the database."""
    reach = reach_of(who)
    if reach.drafts_all or reach.adopts:
        return SituationPicture.objects.all()
    seen = Q(area__in=reach.coordinated)
    if reach.reads:
        seen |= Q(state=PictureState.COMMENTS)
    return SituationPicture.objects.filter(seen)


def adopted_visible_to(who: Who | Reach) -> AdoptedQuerySet[AdoptedPicture]:
    """The adopted pictures that the one who asks may read; masked for the evaluator."""
    reach = reach_of(who)
    rows: AdoptedQuerySet[AdoptedPicture] = AdoptedPicture.objects.all()
    if not reach.holds(*ADOPTED_READERS):
        return rows.none()
    return cast(AdoptedQuerySet[AdoptedPicture], without_persons(rows, "content")) if reach.masked else rows


def values_visible_to(who: Who | Reach) -> QuerySet[IndicatorValue]:
    """The values that the one who asks may read. Those that rest on few answers are among them: who shows them asks
    `permissions.sees_small_numbers`."""
    reach = reach_of(who)
    return IndicatorValue.objects.all() if reach.reads else IndicatorValue.objects.none()
