"""The filters of the list: what stands in the address, as conditions on rows that are already scoped."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from django.db.models import Q, QuerySet

from samspel.core import clock
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.sought import sought
from samspel.questions.rules import AT_WORK, ENDED, OPEN, OWED


class Stage(StrEnum):
    """Groups of statuses; a single status can be asked for as well."""

    OPEN = "open"
    ENDED = "ended"
    ALL = "all"


class Due(StrEnum):
    """By last day."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"


class Order(StrEnum):
    """What comes first."""

    DUE = "due"
    NEWEST = "newest"


@dataclass(frozen=True)
class Filters:
    """What is asked for. Codes, not ids; "" for any. `status` is a Stage or a status."""

    status: str = Stage.OPEN
    area: str = ""
    matter: str = ""
    department: str = ""
    due: str = ""
    since: date | datetime | None = None
    q: str = ""
    mine: bool = False
    order: str = Order.DUE

    def but(self, **changes: object) -> Self:
        """The same with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def apply(rows: QuerySet[Question], filters: Filters, reach: Reach) -> QuerySet[Question]:
    """The rows that all filters let through."""
    rows = rows.filter(_status(filters.status), _due(filters.due))
    if filters.area:
        rows = rows.filter(area=None) if filters.area == "none" else rows.filter(area__code=filters.area)
    if filters.matter:
        rows = rows.filter(matter__code=filters.matter)
    if filters.department:
        parts = Part.objects.filter(department__code=filters.department, status__in=list(AT_WORK))
        rows = rows.filter(pk__in=parts.values("question"))
    if filters.since:
        field = "received_at" if isinstance(filters.since, datetime) else "received_at__date"
        rows = rows.filter(**{f"{field}__gte": filters.since})
    if filters.mine:
        rows = rows.filter(mine(reach))
    return sought(rows, filters.q, reach) if filters.q.strip() else rows


def _status(status: str) -> Q:
    groups = {Stage.OPEN.value: OPEN, Stage.ENDED.value: ENDED}
    if status in groups:
        return Q(status__in=sorted(groups[status]))
    return Q() if status in {Stage.ALL.value, ""} else Q(status=status)


def _due(due: str) -> Q:
    today = clock.today()
    spans = {
        Due.LATE.value: Q(due_on__lt=today),
        Due.TODAY.value: Q(due_on=today),
        Due.WEEK.value: Q(due_on__range=(today, today + timedelta(days=6 - today.weekday()))),
    }
    return spans[due] & Q(status__in=sorted(OPEN)) if due in spans else Q()


def mine(reach: Reach) -> Q:
    """What the one who asks has to do with by name or by department: handles it, owes it, or asked it."""
    owed = Q(department__in=reach.departments) & (Q(status__in=list(OWED)) | Q(leads=True))
    held = Part.objects.filter(owed | Q(handled_by=reach.user_id, handled_by__isnull=False))
    return Q(pk__in=held.values("question")) | Q(created_by=reach.user_id, created_by__isnull=False)
