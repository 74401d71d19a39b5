"""What comes after a question in a list, also when it has just been answered and so left that list."""

from uuid import UUID

from django.db.models import Q

from samspel.questions.models import Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.filters import Filters, apply
from samspel.questions.queries.scope import visible_to


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
