"""Sums of money in the database; a krona over several areas is shared as `rules.shares` says.

Money counts in the year of its cost, whatever the days of the intervention; where an area is asked for, only the area's
share does. Every sum is made here, so that all that show one show the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Mod

from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Filters, apply
from samspel.interventions.queries.scope import visible_to
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area


@dataclass(frozen=True)
class Costed:
    """A year's interventions beside their costs (`paid`), and how these are summed: `whole`, or `shared`."""

    rows: QuerySet[Any]
    sum: Callable[..., Any]

    def sums(self) -> dict[str, Any]:
        """Öre of what was meant, of what it cost (null while none is known), and of what was meant for just that."""
        return {
            "budget": self.sum("paid__budget_ore"),
            "outcome": self.sum("paid__outcome_ore", known=True),
            "budget_known": self.sum("paid__budget_ore", Q(paid__outcome_ore__isnull=False)),
        }


def costed(reach: Reach, filters: Filters, *, by_area: bool = False) -> Costed:
    """The interventions of `filters.year` that may be seen and that the filters choose.

    The sums are the areas' shares when they are made by area, and the one area's share where the filters ask for it.
    """
    rows = with_costs(apply(visible_to(reach), filters, reach), filters.year).order_by()
    area = area_of(filters)
    if area is not None:
        rows = rows.filter(where__area=area)
    return Costed(rows, shared if by_area or area is not None else whole)


def area_of(filters: Filters) -> int | None:
    """The id of the one area that is asked for; None for all, for the whole municipality, and for what is none."""
    return municipality.id_of(Area, filters.area) if filters.area else None


def cost_in_area(year: int, area: int | None) -> Subquery:
    """What an intervention of the outer query is meant to cost in the year, in öre; the area's share where one is
    named, and null when nothing is told."""
    costs = Cost.objects.filter(intervention=OuterRef("pk"), year=year).order_by()
    if area is None:
        return Subquery(costs.values("intervention").annotate(sum=Sum("budget_ore")).values("sum"))
    there = costs.filter(intervention__where__area=area).values("intervention")
    return Subquery(there.annotate(sum=shared("budget_ore", where="intervention__where")).values("sum"))


def with_costs(rows: QuerySet[Intervention], year: int) -> QuerySet[Any]:
    """The interventions, beside what each cost of the year is (`paid`)."""
    return rows.annotate(paid=FilteredRelation("costs", condition=Q(costs__year=year)))


def whole(amount: str, only: Q | None = None, *, known: bool = False) -> Any:
    """The sum of a column of costs, of those costs `only` where that is said. For none it is nought, or null when it
    must be `known`."""
    return _or_nought(Sum(amount, filter=only, output_field=BigIntegerField()), known)


def shared(amount: str, only: Q | None = None, *, known: bool = False, where: str = "where") -> Any:
    """The same, of the area's shares, when rows are of one area or grouped by area: exact to the öre."""
    of = Cast(Coalesce(F(f"{where}__of"), Value(1)), BigIntegerField())
    first = Q(**{f"{where}__position__lt": Mod(F(amount), of)})
    rest = Case(When(first, then=Value(1)), default=Value(0))
    return _or_nought(Sum(F(amount) / of + rest, filter=only, output_field=BigIntegerField()), known)


def _or_nought(found: Sum, known: bool) -> Any:
    return found if known else Coalesce(found, Value(0), output_field=BigIntegerField())
