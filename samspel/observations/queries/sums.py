"""The kept sums, read: one statement for what each week held, one for what a week was made of and its past."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.models import Count

from samspel.core import clock
from samspel.core.expected import Past
from samspel.municipality.models import Area
from samspel.observations.models import Observation, Trait, WeekSum
from samspel.observations.rules import STANDING
from samspel.observations.week import Week, past_of, read_back

Totals = dict[tuple[date, int], int]
"""How many, by Monday and area (0: none known)."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What a week held of one trait, beside its past; how it felt where the trait is a kind (calm, uneasy, unsafe)."""

    x: int
    y: int
    count: int
    past: Past
    felt: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Ground:
    """The weeks that a week is compared with: those of its past that something is known of."""

    week: Week
    totals: Totals

    @cached_property
    def first(self) -> date | None:
        """The Monday of the first week that anything is known of, among those that were read."""
        return min((monday for monday, _area in self.totals), default=None)

    def past(self, week: Week) -> list[Week]:
        """What a week is compared with. The very first week is seldom a whole one, and is none of them."""
        first = self.first
        return [] if first is None else [one for one in past_of(week) if one.monday > first]

    def by_week(self, areas: Collection[int] | None = None) -> dict[date, int]:
        """How many each week, in some areas or in all."""
        found: dict[date, int] = {}
        for (monday, area), count in self.totals.items():
            if areas is None or area in areas:
                found[monday] = found.get(monday, 0) + count
        return found


def ground(week: Week) -> Ground:
    """How many in every area, each week as far back as the week's trend and its past reach. One statement."""
    rows = WeekSum.objects.filter(
        trait=Trait.ALL, monday__gte=read_back(week).monday, monday__lte=week.monday, count__gt=0
    )
    return Ground(week, {(day, area or 0): n for day, area, n in rows.values_list("monday", "area_id", "count")})


WHOLE: Final = {Trait.KIND: Trait.WHOLE_KIND, Trait.TIME: Trait.WHOLE_TIME, Trait.PLACE: Trait.WHOLE_PLACE}
"""What is kept of the whole municipality, so that twenty areas need not be added up each time somebody looks."""
_SUMS: Final = """
    SELECT
        trait, x, y,
        coalesce(sum(count) FILTER (WHERE monday = %(monday)s), 0)::int,
        coalesce(sum(count) FILTER (WHERE monday <> %(monday)s), 0)::int,
        coalesce(sum(count * count) FILTER (WHERE monday <> %(monday)s), 0)::int,
        coalesce(sum(calm) FILTER (WHERE monday = %(monday)s), 0)::int,
        coalesce(sum(uneasy) FILTER (WHERE monday = %(monday)s), 0)::int,
        coalesce(sum(unsafe) FILTER (WHERE monday = %(monday)s), 0)::int
    FROM (
        SELECT
            trait, monday, x,
            CASE WHEN trait = ANY(%(kinds)s) THEN 0 WHEN trait = ANY(%(times)s) THEN y / %(hours)s ELSE y END AS y,
            sum(count) AS count,
            sum(count) FILTER (WHERE y = 1) AS calm,
            sum(count) FILTER (WHERE y = 2) AS uneasy,
            sum(count) FILTER (WHERE y = 3) AS unsafe
        FROM observations_weeksum
        WHERE trait = ANY(%(traits)s) AND monday = ANY(%(mondays)s) AND {area}
        GROUP BY 1, 2, 3, 4
    ) AS weeks
    GROUP BY trait, x, y
    HAVING sum(count) > 0
    ORDER BY trait, x, y
"""


def sums(
    week: Week, past: Sequence[Week], traits: Iterable[Trait], area: Area | None, hours: int
) -> dict[Trait, list[Sum]]:
    """What the week was made of, by trait; hours put together so many at a time. One statement."""
    wanted = {one if area else WHOLE[one]: one for one in traits}
    values: dict[str, Any] = {
        "monday": week.monday,
        "mondays": [week.monday, *(one.monday for one in past)],
        "traits": [int(one) for one in wanted],
        "kinds": [Trait.KIND.value, Trait.WHOLE_KIND.value],
        "times": [Trait.TIME.value, Trait.WHOLE_TIME.value],
        "hours": hours,
        "area": area.pk if area else None,
    }
    found: dict[Trait, list[Sum]] = {one: [] for one in wanted.values()}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(area="area_id = %(area)s" if area else "area_id IS NULL"), values)
        for trait, x, y, count, total, squares, *felt in cursor.fetchall():
            found[wanted[Trait(trait)]].append(Sum(x, y, count, Past(len(past), total, squares), tuple(felt)))
    return found


def by_place(week: Week) -> dict[int, dict[int, int]]:
    """How many the week held at each known place, by area (0: none known). One statement."""
    found: dict[int, dict[int, int]] = {}
    rows = WeekSum.objects.filter(trait=Trait.PLACE, monday=week.monday, count__gt=0)
    for area, place, count in rows.values_list("area_id", "x", "count"):
        found.setdefault(area or 0, {})[place] = count
    return found


def reporters(week: Week, area: Area | None) -> int:
    """From how many the week's observations come: those who reported here, and the sources of imports."""
    rows = Observation.objects.filter(
        happened_from__gte=clock.midnight(week.monday),
        happened_from__lt=clock.midnight(week.plus(1).monday),
        state__in=sorted(STANDING),
    )
    if area is not None:
        rows = rows.filter(area=area)
    return sum(rows.aggregate(own=Count("reported_by", distinct=True)).values())
