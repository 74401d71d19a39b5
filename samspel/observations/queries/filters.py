"""The filters of the list: what stands in the address, as conditions on rows that are already scoped."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Q, QuerySet

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, ObservationKind, Organisation
from samspel.observations.models import Observation
from samspel.observations.permissions import Reach
from samspel.observations.rules import STANDING, State


@dataclass(frozen=True)
class Filters:
    """What is asked for. Codes, not ids; "" for any. `area` may be "none". `since` and `until` are counted, and are
    about when it was; a moment is one, a day the whole of it. Withdrawn ones only where they are asked for."""

    area: str = ""
    kind: str = ""
    since: date | datetime | None = None
    until: date | datetime | None = None
    organisation: str = ""
    mine: bool = False
    withdrawn: bool = False

    def but(self, **changes: object) -> Self:
        """The same with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def apply(rows: QuerySet[Observation], filters: Filters, reach: Reach) -> QuerySet[Observation]:
    """The rows that all filters let through."""
    rows = rows.filter(state__in=sorted([State.WITHDRAWN] if filters.withdrawn else STANDING))
    if filters.area:
        rows = rows.filter(area=None) if filters.area == "none" else rows.filter(_points_at(Area, filters.area))
    if filters.kind:
        rows = rows.filter(_points_at(ObservationKind, filters.kind, "kind"))
    if filters.organisation:
        rows = rows.filter(_points_at(Organisation, filters.organisation))
    if filters.mine:
        rows = rows.filter(reported_by=reach.user_id, reported_by__isnull=False)
    return rows.filter(_span(filters))


def _points_at(model: type[Area | ObservationKind | Organisation], code: str, field: str = "") -> Q:
    """What has the code, on the table itself: a join would hide from the planner how many rows there are."""
    pk = municipality.id_of(model, code)
    return Q(pk__in=[]) if pk is None else Q(**{field or str(model._meta.model_name): pk})


def _span(filters: Filters) -> Q:
    found = Q()
    if filters.since is not None:
        since = filters.since if isinstance(filters.since, datetime) else clock.midnight(filters.since)
        found &= Q(happened_from__gte=since)
    if isinstance(filters.until, datetime):
        found &= Q(happened_from__lte=filters.until)
    elif filters.until is not None:
        if filters.until == date.max:
            return found
        found &= Q(happened_from__lt=clock.midnight(filters.until + timedelta(days=1)))
    return found
