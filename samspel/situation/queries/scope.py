"""What somebody may see: the one place where every read of this module begins."""

from typing import Final

from django.db.models import QuerySet

from samspel.accounts.who import Who
from samspel.core.masked import without_persons
from samspel.situation.models import (
    AdoptedPicture,
    Cause,
    Challenge,
    IndicatorValue,
    PictureComment,
    SituationPicture,
)
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries.drafting import Pictures

PICTURES: Final = Pictures(SituationPicture.objects, PictureComment.objects, AdoptedPicture.objects.all())
drafts_visible_to = PICTURES.drafts
adopted_visible_to = PICTURES.adopted


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


def values_visible_to(who: Who | Reach) -> QuerySet[IndicatorValue]:
    """The values that the one who asks may read. Those that rest on few answers are among them: who shows them asks
    `permissions.sees_small_numbers`."""
    reach = reach_of(who)
    return IndicatorValue.objects.all() if reach.reads else IndicatorValue.objects.none()
