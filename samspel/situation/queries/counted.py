"""How many observations a picture or a challenge rests on: counted when asked, over what the one who asks may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from samspel.accounts.who import Who
from samspel.municipality.models import Area
from samspel.observations import queries as observations
from samspel.observations.models import Observation
from samspel.observations.rules import STANDING
from samspel.situation.models import Basis, BasisKind

STANDS = Q(state__in=sorted(one.value for one in STANDING))


def began(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def between(first: date, last: date) -> Q:
    """Observations of the days from first to last, both included."""
    return Q(happened_from__gte=began(first), happened_from__lt=began(last + timedelta(days=1)))


@dataclass(frozen=True)
class Sums:
    """Observations of an area and a time: all of them, by kind, by place and by area, each by id."""

    total: int
    kinds: Mapping[int, int]
    places: Mapping[int, int]
    areas: Mapping[int, int]


def sums(area: Area | None, first: date, last: date) -> Sums:
    """Every observation of the time that stands, in the area or in the whole municipality; one query."""
    rows = Observation.objects.filter(STANDS, between(first, last))
    rows = rows.filter(area=area) if area else rows
    total = 0
    kinds: dict[int, int] = {}
    places: dict[int, int] = {}
    areas: dict[int, int] = {}
    for kind, place, where, count in rows.values_list("kind", "place", "area").annotate(n=Count("pk")).order_by():
        total += count
        for found, key in ((kinds, kind), (places, place), (areas, where)):
            if key is not None:
                found[key] = found.get(key, 0) + count
    return Sums(total, kinds, places, areas)


def selected(basis: Basis) -> Q:
    """The observations of a selection."""
    if basis.starts is None or basis.ends is None:
        return Q(pk__in=())
    found = STANDS & between(basis.starts, basis.ends)
    found &= Q(kind=basis.observation_kind_id) if basis.observation_kind_id else Q()
    return found & (Q(area=basis.area_id) if basis.area_id else Q())


def of_selections(bases: Collection[Basis], who: Who) -> dict[int, int]:
    """How many observations each selection holds today, by the basis's id: one query for all of them."""
    chosen = [one for one in bases if one.kind == BasisKind.SELECTION]
    if not chosen:
        return {}
    whole = Q(pk__in=())
    for one in chosen:
        whole |= selected(one)
    counts = {f"n{one.pk}": Count("pk", filter=selected(one)) for one in chosen}
    found = observations.visible_to(who).filter(whole).aggregate(**counts)
    return {one.pk: found[f"n{one.pk}"] or 0 for one in chosen}
