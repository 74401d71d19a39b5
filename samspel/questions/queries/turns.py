"""What comes after a question in a list, also when it has just been answered; and what of a list can be accepted."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.filters import Filters, apply
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import OPEN, PartStatus


def next_after(reach: Reach, filters: Filters, question: Question) -> UUID | None:
    """The one that is due next by the filters; after the last of them the first; None when no other is left."""
    rows = apply(visible_to(reach), filters, reach).exclude(pk=question.pk).order_by("due_on", "received_at", "pk")
    same_day = Q(due_on=question.due_on)
    beyond = (
        Q(due_on__gt=question.due_on)
        | (same_day & Q(received_at__gt=question.received_at))
        | (same_day & Q(received_at=question.received_at, pk__gt=question.pk))
    )
    return rows.filter(beyond).values_list("pk", flat=True).first() or rows.values_list("pk", flat=True).first()


def acceptable(reach: Reach, chosen: Sequence[UUID]) -> list[int]:
    """The parts of the chosen questions that one's departments have not accepted yet; one read."""
    seen = visible_to(reach).filter(pk__in=chosen, status__in=sorted(one.value for one in OPEN))
    parts = Part.objects.filter(question__in=seen.values("pk"), department__in=reach.departments)
    return list(parts.filter(status=PartStatus.NEW.value).order_by("question", "pk").values_list("pk", flat=True))
