"""The list of what recurs: coordinators see their areas', departments what they answer for, the evaluator all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.municipality.models import Area, RouteDepartment
from samspel.questions.models import Recurrence
from samspel.questions.permissions import Reach, reach_of, sees_whole_area


@dataclass(frozen=True)
class Recurring:
    """A row of the list. `whole`: whether the one who reads may be told its small numbers."""

    row: Recurrence
    area: Area
    whole: bool

    @property
    def is_new(self) -> bool:
        """Nobody has taken it up."""
        return self.row.taken_up_at is None

    @property
    def is_due(self) -> bool:
        """The day has come to look at it again."""
        return self.row.revisit_on is not None and self.row.revisit_on <= clock.today()


def visible_recurrences(who: Who | Reach) -> QuerySet[Recurrence]:
    """The rows of one's areas, and those of matters that the standing orders give to one's departments."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if reach.holds(Function.EVALUATOR):
        return without_persons(Recurrence.objects.all(), "with_whom", "note")
    seen = Q(pk__in=[])
    if reach.coordinated:
        seen |= Q(area__in=reach.coordinated)
    if reach.departments:
        routed = RouteDepartment.objects.filter(department__in=reach.departments, route__retired_on=None)
        seen |= Q(matter__in=routed.filter(route__matter__isnull=False).values("route__matter"))
    return Recurrence.objects.filter(seen)


def recurring(who: Who | Reach, *, taken_up: bool = False, limit: int = 100) -> Sequence[Recurring]:
    """What nobody has taken up yet or is due to be looked at again; or, when `taken_up`, what is being worked on."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    waits = Q(taken_up_at=None) | Q(revisit_on__lte=clock.today())
    rows = visible_recurrences(reach).filter(~waits if taken_up else waits)
    return _shown(reach, rows.order_by("-month", "-count", "pk")[:limit])


def waiting(reach: Reach, limit: int) -> list[Recurrence]:
    """The first of what waits for somebody, for the first page; one read."""
    waits = Q(taken_up_at=None) | Q(revisit_on__lte=clock.today())
    return list(visible_recurrences(reach).filter(waits).select_related("matter", "area")[:limit])


def recurrence(who: Who | Reach, pk: int) -> Recurring:
    """One row; raises Missing."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    found = _shown(reach, visible_recurrences(reach).filter(pk=pk))
    if not found:
        raise Missing
    return found[0]


def _shown(reach: Reach, rows: QuerySet[Recurrence]) -> list[Recurring]:
    areas = {area.pk: area for area in Area.objects.with_team(clock.today())}
    return [
        Recurring(row, areas[row.area_id], sees_whole_area(reach, row.area_id)) for row in rows.select_related("matter")
    ]
