"""Sums of money in the database; a krona over several areas is shared as `rules.shares` says."""

from typing import Any

from django.db.models import BigIntegerField, Case, F, FilteredRelation, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Mod

from samspel.interventions.models import Intervention


def with_costs(rows: QuerySet[Intervention], year: int) -> QuerySet[Any]:
    """The interventions, beside what each cost of the year is (`paid`)."""
    return rows.annotate(paid=FilteredRelation("costs", condition=Q(costs__year=year)))


def whole(amount: str, only: Q | None = None) -> Coalesce:
    """The sum of a column of costs, nought for none; of those costs `only`, where that is said."""
    return Coalesce(Sum(amount, filter=only), Value(0), output_field=BigIntegerField())


def shared(amount: str, only: Q | None = None) -> Coalesce:
    """The same, of the area's shares, when rows are grouped by area: exact to the öre."""
    of = Cast(Coalesce(F("where__of"), Value(1)), BigIntegerField())
    rest = Case(When(where__position__lt=Mod(F(amount), of), then=Value(1)), default=Value(0))
    share = Sum(F(amount) / of + rest, filter=only, output_field=BigIntegerField())
    return Coalesce(share, Value(0), output_field=BigIntegerField())
