"""One intervention, with all that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.interventions.models import Cost, HeadCount, Intervention
from samspel.interventions.permissions import Reach, may_keep, reach_of
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.rules import Heads, ShownHeads, shown


def one(who: Actor | Reach, pk: UUID) -> Intervention:
    """The intervention, with what it points at read along; raises Missing."""
    found = _ready(visible_to(who)).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def _ready(rows: QuerySet[Intervention]) -> QuerySet[Intervention]:
    return rows.prefetch_related("where", "partners", "factors")


@dataclass(frozen=True)
class YearHeads:
    """How many took part in a year, as far as the reader may see."""

    year: int
    heads: ShownHeads


def heads(reach: Reach, intervention: Intervention) -> Sequence[YearHeads]:
    """The counts of an intervention by year, the newest first; small ones only to who keeps it."""
    whole = may_keep(reach, intervention)
    return [
        YearHeads(one.year, shown(Heads(one.women, one.men, one.unknown), whole=whole))
        for one in HeadCount.objects.filter(intervention=intervention)
    ]


def costs(who: Actor | Reach, intervention: Intervention) -> Sequence[Cost]:
    """Its costs, the newest year first, with who pays; none to who does not read money."""
    if not reach_of(who).sees_money:
        return []
    return list(Cost.objects.filter(intervention=intervention).select_related("funding"))


def cost(who: Actor | Reach, pk: int) -> Cost:
    """One cost of an intervention that the one who asks keeps; raises Missing."""
    reach = reach_of(who)
    found = Cost.objects.filter(pk=pk, intervention__in=visible_to(reach)).select_related("intervention").first()
    if found is None or not may_keep(reach, found.intervention):
        raise Missing
    return found
