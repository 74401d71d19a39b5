"""What somebody wrote of an observation goes in time, and its picture with it; what is counted stays."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samspel.core import clock, disposal, holds
from samspel.core.actors import Actor
from samspel.core.adopted import next_due
from samspel.core.services import each, service
from samspel.municipality import queries as municipality
from samspel.observations.models import Observation, Picture

KIND: Final = "observations.observation"
RULE: Final = "observations.written"
_AT_ONCE: Final = 500


def written_until(day: date) -> QuerySet[Observation]:
    """Those whose words or picture go on a day at the latest, the oldest first."""
    months = municipality.numbers().observation_text_months
    before = clock.midnight(next_due(day, -months) + timedelta(days=1))
    written = ~Q(text="") | ~Q(place_text="") | Q(picture__isnull=False)
    return Observation.objects.filter(written, reported_at__lt=before).order_by("reported_at", "pk")


def dispose_written(*, by: Actor) -> int:
    """Take away words and pictures whose day has come and that nobody holds; returns of how many."""
    due = written_until(clock.today()).exclude(pk__in=holds.held_keys(KIND))
    ids = list(due.values_list("pk", flat=True))
    return each([ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)], lambda some: _dispose(some, by))


@service
def _dispose(some: list[UUID], by: Actor) -> int:
    held = Observation.objects.select_for_update().filter(pk__in=some)
    keys = list(held.values_list("pk", flat=True))
    Picture.objects.filter(observation__in=keys).delete()
    Observation.objects.filter(pk__in=keys).update(text="", place_text="", version=F("version") + 1)
    disposal.done(RULE, keys, kind=KIND, by=by, because="observation_text_months")
    return len(keys)
