"""The filters of the list: what stands in the address, as conditions on rows that are already scoped."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department, Matter
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
        rows = rows.filter(area=None) if filters.area == "none" else rows.filter(_points_at(Area, filters.area))
    if filters.matter:
        rows = rows.filter(_points_at(Matter, filters.matter))
    if filters.department:
        parts = Part.objects.filter(_points_at(Department, filters.department), status__in=list(AT_WORK))
        rows = rows.filter(Exists(parts.filter(question=OuterRef("pk"))))
    if filters.since:
        since = filters.since if isinstance(filters.since, datetime) else clock.midnight(filters.since)
        rows = rows.filter(received_at__gte=since)
    if filters.mine:
        rows = rows.filter(mine(reach))
    return sought(rows, filters.q, reach) if filters.q.strip() else rows


def _points_at(model: type[Area | Department | Matter], code: str) -> Q:
    """What has the code, on the table itself: a join would hide from the planner how many rows there are."""
    pk = municipality.id_of(model, code)
    return Q(pk__in=[]) if pk is None else Q(**{f"{model._meta.model_name}": pk})


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
    return Q(Exists(held.filter(question=OuterRef("pk")))) | Q(created_by=reach.user_id, created_by__isnull=False)
