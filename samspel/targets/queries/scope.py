"""What somebody may see: the one place where every read of this module begins."""

from typing import Final

from django.db.models import QuerySet

from samspel.accounts.who import Who
from samspel.core.masked import without_persons
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries.drafting import Pictures
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetComment, TargetPicture

TARGETS: Final = Pictures(
    TargetPicture.objects,
    TargetComment.objects,
    AdoptedTarget.objects.all(),
    guarded=("vision", "text"),
)
drafts_visible_to = TARGETS.drafts
adopted_visible_to = TARGETS.adopted


def goals_visible_to(who: Who | Reach) -> QuerySet[OutcomeGoal]:
    """The goals that the one who asks may see: all, for those who read at all; masked for the evaluator."""
    reach = reach_of(who)
    if not reach.reads:
        return OutcomeGoal.objects.none()
    rows = OutcomeGoal.objects.all()
    return without_persons(rows, "what", "for_whom", "because") if reach.masked else rows
