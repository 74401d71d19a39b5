"""Joint questions: who sees one of the questions sees that they are joined, and of the others only how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import persondata
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.questions.models import Entry, JointQuestion, Part, Question
from samspel.questions.permissions import Reach, reach_of, sees_joint
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import OPEN

MOST: Final = 200
"""So many of the questions, and of what has happened to them, stand on the page."""
_IS_OPEN: Final = Q(status__in=sorted(one.value for one in OPEN))


@dataclass(frozen=True)
class Joint:
    """A joint question as one may see it: its questions, and how many there are that one may not see."""

    joint: JointQuestion
    questions: Sequence[Question]
    seen: int
    hidden: int

    @property
    def count(self) -> int:
        """How many have asked."""
        return self.seen + self.hidden


@dataclass(frozen=True)
class JointRow:
    """A joint question as a line of the list, counted over what one may see."""

    id: UUID
    reference: str
    name: str
    count: int
    open: int
    first: datetime
    last: datetime
    due_on: date | None


def visible_joints(who: Who | Reach) -> QuerySet[JointQuestion]:
    """The joint questions that hold something one may see; none for those who only ask."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if not sees_joint(reach):
        return JointQuestion.objects.none()
    rows = JointQuestion.objects.filter(
        Q(pk__in=_joined(reach).values("joint")) | Q(merged_into__in=_joined(reach).values("joint"))
    )
    return without_persons(rows, "name", "answer") if reach.holds(Function.EVALUATOR) else rows


def _joined(reach: Reach) -> QuerySet[Question]:
    return visible_to(reach).filter(joint__isnull=False)


def joint(who: Who | Reach, pk: UUID) -> Joint:
    """One joint question with what one may see of it; raises Missing. Five reads, however many are joined."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    found = visible_joints(reach).select_related("matter", "merged_into").filter(pk=pk).first()
    if found is None:
        raise Missing
    parts = Part.objects.order_by("-leads", "received_at", "pk")
    rows = visible_to(reach).filter(joint=pk).order_by("received_at", "pk")
    shown = list(rows.prefetch_related(Prefetch("parts", parts))[:MOST])
    seen = len(shown) if len(shown) < MOST else rows.count()
    return Joint(found, shown, seen, Question.objects.filter(joint=pk).count() - seen)


def joints(who: Who | Reach, *, ended: bool = False) -> list[JointRow]:
    """The joint questions with something open (or with nothing, when `ended`), the most asked first; one read."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if not sees_joint(reach):
        return []
    counted = (
        Question.objects.filter(pk__in=_joined(reach).values("pk"))
        .values("joint", "joint__reference", "joint__name")
        .annotate(
            count=Count("pk"),
            open=Count("pk", filter=_IS_OPEN),
            first=Min("received_at"),
            last=Max("received_at"),
            due=Min("due_on", filter=_IS_OPEN),
        )
        .order_by("-open", "-count", "joint__reference")
    )
    rows = counted.filter(open=0) if ended else counted.filter(open__gt=0)
    masked = reach.holds(Function.EVALUATOR)
    return [_row(one, masked=masked) for one in rows[:MOST]]


def _row(one: Mapping[str, Any], *, masked: bool) -> JointRow:
    name = persondata.masked(one["joint__name"]) if masked else one["joint__name"]
    return JointRow(
        one["joint"], one["joint__reference"], name, one["count"], one["open"], one["first"], one["last"], one["due"]
    )


def joint_timeline(questions: Sequence[Question]) -> list[Entry]:
    """What has happened to the questions, newest first, without internal notes; one read."""
    entries = Entry.objects.filter(question__in=[one.pk for one in questions], note=None)
    return list(entries.select_related("question").order_by("-at", "-pk")[:MOST])
