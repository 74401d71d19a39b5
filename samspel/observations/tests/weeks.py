"""Observations for the tests of the week: made by the services, or many at a time."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, ObservationKind, Place
from samspel.observations import kept
from samspel.observations.models import Observation
from samspel.observations.rules import WhenKnown
from samspel.observations.week import Week

WEEK = Week.read("2026-W46") or Week.of(timezone.localdate())
"""An ended week, as the tests read the clock."""
ZONE = timezone.get_default_timezone()


def kinds() -> list[ObservationKind]:
    """What can be seen, in order."""
    return municipality.observation_kinds()


def area(code: str) -> Area:
    """An area by its code."""
    return municipality.area(code)


def moment(week: Week, weekday: int, hour: int, minute: int = 0) -> datetime:
    """A moment of a week, by wall clock."""
    return datetime.combine(week.monday + timedelta(days=weekday), time(hour, minute), ZONE)


def one(
    where: Area | None,
    at: datetime,
    *,
    kind: int = 0,
    until: datetime | None = None,
    known: WhenKnown = WhenKnown.EXACT,
    felt: str = "",
    place: Place | None = None,
    pin: tuple[float, float] | None = None,
) -> Observation:
    """An observation that is not saved yet."""
    return Observation(
        kind=kinds()[kind], area=where, place=place, felt=felt, happened_from=at, happened_to=until or at,
        when_known=known, reported_at=at, latitude=pin[0] if pin else None, longitude=pin[1] if pin else None,
    )  # fmt: skip


def seen(rows: Sequence[Observation]) -> list[Observation]:
    """Saved and counted, as an import does it."""
    made = Observation.objects.bulk_create(rows)
    kept.note_many((None, row) for row in made)
    return made
