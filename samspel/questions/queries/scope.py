"""Which questions somebody may see: the one place where every read begins."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core.masked import without_persons
from samspel.questions.models import Channel, Part, Question
from samspel.questions.permissions import Reach, may_read_whole, reach_of
from samspel.questions.rules import OPEN

WRITTEN = ("subject", "text", "place", "answer", "ended_because", "because")
"""The fields of a question that hold what somebody wrote."""


def visible_to(who: Who | Reach) -> QuerySet[Question]:
    """The questions that `permissions.sees` says yes to, as rows of the database."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if reach.holds(Function.EVALUATOR):
        return without_persons(Question.objects.all(), *WRITTEN, but=lambda one: may_read_whole(reach, one))
    seen = Q(pk__in=[])
    if reach.reads:
        seen |= Q(created_by=reach.user_id)
    if reach.team_staff:
        seen |= Q(area=None) | Q(area__in=reach.areas)
    if reach.holds(Function.CONTACT_CENTRE):
        seen |= Q(status__in=list(OPEN)) | Q(channel=Channel.CONTACT_CENTRE)
    if reach.departments:
        seen |= Q(Exists(Part.objects.filter(question=OuterRef("pk"), department__in=reach.departments)))
    if reach.organisations:
        seen |= (
            Q(asker_organisation__in=reach.organisations)
            | Q(guided_organisation__in=reach.organisations)
            | Q(Exists(Part.objects.filter(question=OuterRef("pk"), department__organisation__in=reach.organisations)))
        )
    return Question.objects.filter(seen).defer("search")
