"""The filters of the grid: what stands in the address, as conditions on rows that are already scoped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.core import clock
from samspel.core.masked import sought
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department, DevelopmentArea, Goal, Perspective
from samspel.municipality.models.base import Kept
from samspel.plans.models import Measure, PlanRow
from samspel.plans.rules import AT_WORK, COMMENT_MONTHS, LIVE, Status, months_before

NONE: Final = "none"
"""In place of a code: those that have none."""


class Stage(StrEnum):
    """Groups of statuses; a single status can be asked for as well."""

    LIVE = "live"
    ALL = "all"


class Lacks(StrEnum):
    """What a measure can lack."""

    CHALLENGE = "challenge"
    GOAL = "goal"
    OWNER = "owner"
    FUNDING = "funding"
    WORD = "word"
    TIME = "time"


@dataclass(frozen=True)
class Filters:
    """What is asked for. Codes, not ids; "" for any, "none" for those without. `status` is a Stage or a status."""

    status: str = Stage.LIVE
    development_area: str = ""
    perspective: str = ""
    area: str = ""
    owner: str = ""
    goal: str = ""
    lacks: str = ""
    year: int | None = None
    plan: UUID | None = None
    q: str = ""

    def but(self, **changes: object) -> Self:
        """The same with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def apply(rows: QuerySet[Measure], filters: Filters, *, masked: bool = False) -> QuerySet[Measure]:
    """The rows that all filters let through. `masked`: who reads without persons finds nothing by them either."""
    rows = rows.filter(
        _status(filters.status),
        _points_at(DevelopmentArea, "development_area", filters.development_area),
        _points_at(Area, "area", filters.area),
        _owner(filters.owner),
        _among(Perspective, "perspectives", filters.perspective),
        _among(Goal, "municipal_goals", filters.goal),
        LACKS[filters.lacks]() if filters.lacks else Q(),
    )
    if filters.year:
        rows = rows.filter(
            Q(from_year=None) | Q(from_year__lte=filters.year), Q(to_year=None) | Q(to_year__gte=filters.year)
        )
    if filters.plan:
        rows = rows.filter(Exists(PlanRow.objects.filter(measure=OuterRef("pk"), plan=filters.plan)))
    return rows.filter(_words(filters.q, masked=masked)) if filters.q else rows


def _words(words: str, *, masked: bool) -> Q:
    found = sought(words, "title", "text") if masked else Q()
    if found is None:
        return Q(pk__in=[])
    for word in words.split():
        found &= Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__iexact=word)
    return found


def _status(status: str) -> Q:
    if status == Stage.LIVE:
        return Q(status__in=sorted(LIVE))
    return Q() if status in {Stage.ALL.value, ""} else Q(status=status)


def _points_at(model: type[Kept], field: str, code: str) -> Q:
    if not code:
        return Q()
    if code == NONE:
        return Q(**{field: None})
    pk = municipality.id_of(model, code)
    return Q(pk__in=[]) if pk is None else Q(**{field: pk})


def _owner(code: str) -> Q:
    if code == NONE:
        return Q(owner_department=None, owner_seat=None)
    return _points_at(Department, "owner_department", code)


def _among(model: type[Perspective] | type[Goal], field: str, code: str) -> Q:
    if not code:
        return Q()
    held = getattr(Measure, field).through.objects.filter(measure=OuterRef("pk"))
    if code == NONE:
        return ~Q(Exists(held))
    return Q(Exists(held.filter(**{str(model._meta.model_name): municipality.id_of(model, code)})))


def answers_nothing() -> Q:
    """Measures that no challenge is said to be answered by."""
    return ~Q(Exists(Measure.challenges.through.objects.filter(measure=OuterRef("pk"))))


def serves_nothing() -> Q:
    """Measures that serve no outcome goal."""
    return ~Q(Exists(Measure.outcome_goals.through.objects.filter(measure=OuterRef("pk"))))


def silent() -> Q:
    """Measures at work of which nobody has said how they go, or not for half a year."""
    since = clock.midnight(months_before(clock.today(), COMMENT_MONTHS))
    return Q(status__in=sorted(AT_WORK)) & (Q(status_comment="") | Q(status_at__lt=since))


def late() -> Q:
    """Measures whose last year is over, and that are neither done nor dropped."""
    return Q(status__in=sorted(LIVE), to_year__lt=clock.today().year)


LACKS: Final[Mapping[str, Callable[[], Q]]] = {
    Lacks.CHALLENGE.value: answers_nothing,
    Lacks.GOAL.value: serves_nothing,
    Lacks.OWNER.value: lambda: _owner(NONE),
    Lacks.FUNDING.value: lambda: Q(funding_state__in=["unknown", "unfunded"]),
    Lacks.WORD.value: silent,
    Lacks.TIME.value: late,
}
"""What can be missing, each as a condition."""

STATUSES: Final = frozenset(one.value for one in Status)
