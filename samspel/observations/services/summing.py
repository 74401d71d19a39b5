"""That the kept sums are what the observations come to: counted anew, a few weeks at a time, and mended."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Max, Min

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.services import service
from samspel.observations import kept
from samspel.observations.kept import Key
from samspel.observations.models import Observation, WeekSum
from samspel.observations.rules import STANDING
from samspel.observations.week import Week

AT_ONCE: Final = timedelta(weeks=4)
"""While so much is counted nobody else's observations come in, which is for a blink."""
_LOCK: Final = "LOCK TABLE observations_weeksum IN EXCLUSIVE MODE"
_READ: Final = (
    "kind_id", "felt", "area_id", "place_id", "latitude", "longitude", "happened_from", "happened_to", "when_known",
    "state",
)  # fmt: skip


@dataclass(frozen=True)
class Summed:
    """What came of a check: how many sums there are, and how many were not what was counted."""

    sums: int
    wrong: int


def check_sums(*, by: Actor, mend: bool) -> Summed:
    """Count every observation anew, and compare with what is kept; with `mend`, put right what differs."""
    sums = wrong = 0
    for first in _spans():
        with transaction.atomic():
            counted, stands = _both(first, first + AT_ONCE)
            counted.subtract(stands)
            differ = Counter({key: count for key, count in counted.items() if count})
            if differ and mend:
                _mend(differ, by)
        sums, wrong = sums + len(stands), wrong + len(differ)
    return Summed(sums, wrong)


def _spans() -> Iterator[date]:
    """The Monday that each span begins with, over all that has been seen or is kept."""
    seen = Observation.objects.aggregate(first=Min("happened_from"), last=Max("happened_from"))
    sums = WeekSum.objects.aggregate(first=Min("monday"), last=Max("monday"))
    days = [clock.local(moment).date() for moment in seen.values() if moment] + [day for day in sums.values() if day]
    first = Week.of(min(days)).monday if days else None
    while first is not None and first <= max(days):
        yield first
        first += AT_ONCE


def _both(first: date, end: date) -> tuple[Counter[Key], Counter[Key]]:
    """What the weeks come to, counted anew, and what is kept of them. Who is writing is waited for first."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    rows = Observation.objects.filter(
        happened_from__gte=clock.midnight(first), happened_from__lt=clock.midnight(end), state__in=sorted(STANDING)
    )
    counted = Counter(key for one in rows.only(*_READ).iterator() for key in kept.keys(one))
    stands = WeekSum.objects.filter(monday__gte=first, monday__lt=end).exclude(count=0)
    found = stands.values_list("trait", "monday", "area_id", "x", "y", "count")
    return counted, Counter({Key(t, monday, area or 0, x, y): count for t, monday, area, x, y, count in found})


@service
def _mend(differ: Counter[Key], by: Actor) -> None:
    kept.add(differ)
    thing = WeekSum.objects.filter(monday=next(iter(differ)).monday).first() or WeekSum()
    log.record("sums.mended", thing, by=by, because=f"{len(differ)} differed")
