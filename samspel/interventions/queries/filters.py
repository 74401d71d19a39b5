"""The filters of the list: what stands in the address, as conditions on rows that are already scoped."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from samspel.accounts.rules import Function
from samspel.core import clock
from samspel.core.masked import sought
from samspel.interventions.models import Cost, Intervention, InterventionArea
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.scope import WRITTEN
from samspel.interventions.rules import CONFIRMED_DAYS, COUNTED, GOING, State
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Committee, Department, Factor
from samspel.municipality.models.base import Kept
from samspel.plans.models import Measure

WHOLE = "whole"
"""In the place of an area's code: the whole municipality."""
LONGEST = 200


class Stage(StrEnum):
    """Groups of states; a single state can be asked for as well."""

    GOING = "going"
    ALL = "all"


class Lack(StrEnum):
    """What an intervention may lack."""

    MEASURE = "measure"
    GOAL = "goal"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Filters:
    """What is asked for. Codes, not ids; "" or 0 for any. `state` is a Stage or a state.

    `year` asks for what is at work or costs something in that year, proposals apart: what the joint picture counts.
    """

    q: str = ""
    state: str = Stage.GOING
    area: str = ""
    level: int = 0
    committee: str = ""
    department: str = ""
    target: str = ""
    factor: str = ""
    year: int = 0
    on_trial: bool = False
    lacks: str = ""
    mine: bool = False

    def but(self, **changes: object) -> Self:
        """The same with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def apply(rows: QuerySet[Intervention], filters: Filters, reach: Reach) -> QuerySet[Intervention]:
    """The rows that all filters let through."""
    rows = rows.filter(_state(filters), _plain(filters), lacking(filters.lacks))
    if filters.area:
        rows = rows.filter(_in_area(filters.area))
    if filters.factor:
        through = Intervention.factors.through.objects.filter(_points_at("factor", Factor, filters.factor))
        rows = rows.filter(Exists(through.filter(intervention=OuterRef("pk"))))
    if filters.mine:
        rows = rows.filter(department__in=reach.departments)
    return _worded(rows, filters.q, reach) if filters.q.strip() else rows


def of_year(year: int) -> Q:
    """What is at work some day of the year, and what costs something in it whatever its days: a krona counts in the
    year of its cost, also when what it prepares begins later or has ended. No proposals."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    at_work = (Q(starts=None) | Q(starts__lte=last)) & (Q(ends=None) | Q(ends__gte=first))
    paid = Q(pk__in=Cost.objects.filter(year=year).values("intervention"))
    return (at_work | paid) & Q(state__in=sorted(COUNTED))


def _state(filters: Filters) -> Q:
    if filters.year:
        return of_year(filters.year)
    if filters.state == Stage.GOING:
        return Q(state__in=sorted(GOING))
    return Q(state=filters.state) if filters.state in set(State) else Q()


def _plain(filters: Filters) -> Q:
    found = Q()
    if filters.level:
        found &= Q(level=filters.level)
    if filters.target:
        found &= Q(target=filters.target)
    if filters.on_trial:
        found &= Q(on_trial=True)
    if filters.committee:
        found &= _points_at("committee", Committee, filters.committee)
    if filters.department:
        found &= _points_at("department", Department, filters.department)
    return found


def lacking(lack: str) -> Q:
    """What lacks it; nothing asked, nothing left out."""
    today = clock.today()
    lacks = {
        Lack.MEASURE.value: ~Q(Exists(Intervention.measures.through.objects.filter(intervention=OuterRef("pk")))),
        Lack.GOAL.value: ~serving_a_goal(),
        Lack.CONFIRMED.value: Q(confirmed_on__lt=today - timedelta(days=CONFIRMED_DAYS), state__in=sorted(GOING)),
    }
    return lacks.get(lack, Q())


def serving_a_goal() -> Q:
    """What serves a goal: by itself, or through a measure that does."""
    by_itself = Intervention.goals.through.objects.filter(intervention=OuterRef("pk"))
    measures = Intervention.measures.through.objects.filter(intervention=OuterRef("pk"))
    of_goals = Measure.outcome_goals.through.objects.values("measure")
    return Q(Exists(by_itself)) | Q(Exists(measures.filter(measure__in=of_goals)))


def _in_area(code: str) -> Q:
    where = InterventionArea.objects.filter(intervention=OuterRef("pk"))
    if code == WHOLE:
        return ~Q(Exists(where))
    return Q(Exists(where.filter(_points_at("area", Area, code))))


def _points_at(name: str, model: type[Kept], code: str) -> Q:
    pk = municipality.id_of(model, code)
    return Q(pk__in=[]) if pk is None else Q(**{name: pk})


def _worded(rows: QuerySet[Intervention], words: str, reach: Reach) -> QuerySet[Intervention]:
    """By parts of name, number, text or method; who reads without persons finds none by what is masked."""
    masked = sought(words, *WRITTEN) if not reads_whole(reach) else Q()
    if masked is None:
        return rows.filter(reference=words.strip())
    for word in words[:LONGEST].split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(reference__icontains=word)
            | Q(text__icontains=word)
            | Q(method__icontains=word)
            | Q(partner_text__icontains=word)
        )
    return rows.filter(masked)


def reads_whole(reach: Reach) -> bool:
    """Whether nothing is masked for the one who asks."""
    return not reach.who.holds(Function.EVALUATOR)
