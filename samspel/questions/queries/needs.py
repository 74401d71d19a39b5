"""What needs somebody now, for the first page: each question once, with the one thing to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Prefetch, Q

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.questions import permissions
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.filters import mine
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import AT_WORK, OPEN, OWED, PartStatus, Status, days_left


class NeedKind(StrEnum):
    """Why a question is on the first page, the most pressing first."""

    DECIDE = "decide"
    ACCEPT = "accept"
    ANSWER_PART = "answer_part"
    ANSWER = "answer"
    WATCH = "watch"


@dataclass(frozen=True)
class Need:
    """A question that needs somebody. `days` are working days left, negative when late."""

    question: Question
    part: Part | None
    kind: NeedKind
    days: int

    @property
    def late(self) -> bool:
        """Whether its last day has passed."""
        return self.days < 0


def needs(reach: Reach, limit: int = 100) -> list[Need]:
    """What the one who asks should do, the latest first. A coordinator also watches what is late or due today."""
    today, calendar = clock.today(), municipality.calendar()
    watched = Q(pk__in=[])
    if reach.coordinates:
        own = Q(area=None) | Q(area__in=reach.coordinated)
        watched = own & (Q(disputed=True) | Q(due_on__lte=today))
    parts = Part.objects.order_by("-leads", "pk")
    found = (
        visible_to(reach)
        .filter((mine(reach) & ~Q(status=Status.WAITING)) | watched, status__in=sorted(OPEN))
        .prefetch_related(Prefetch("parts", parts))
        .order_by("due_on", "received_at")[:limit]
    )
    rows = (_need(reach, question) for question in found)
    return [
        Need(question, part, kind, days_left(calendar, today, part.due_on if part else question.due_on))
        for question, part, kind in filter(None, rows)
    ]


def _need(reach: Reach, question: Question) -> tuple[Question, Part | None, NeedKind] | None:
    own = permissions.parts_of(reach, question)
    for kind, part in _by_part(question, own):
        return question, part, kind
    if permissions.coordinates(reach, question):
        return question, None, NeedKind.DECIDE if question.disputed else NeedKind.WATCH
    return None


def _by_part(question: Question, own: Sequence[Part]) -> list[tuple[NeedKind, Part]]:
    others_owe = any(part.stands in OWED and not part.leads for part in question.parts.all())
    kinds = []
    for part in own:
        if part.stands is PartStatus.NEW:
            kinds.append((NeedKind.ACCEPT, part))
        elif part.leads and not others_owe:
            kinds.append((NeedKind.ANSWER, part))
        elif part.stands in OWED:
            kinds.append((NeedKind.ANSWER_PART, part))
        elif part.leads and part.stands in AT_WORK:
            kinds.append((NeedKind.ANSWER, part))
    return kinds


def counts(reach: Reach) -> dict[str, int]:
    """How many open questions the one who asks may see: in all, late, due today."""
    today = clock.today()
    return (
        visible_to(reach)
        .filter(status__in=sorted(OPEN))
        .aggregate(
            open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today))
        )
    )
