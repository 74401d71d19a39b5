"""What the services share: where and when an observation was, and holding one that is to be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, persondata, versions
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Area, Place
from samspel.observations import rules
from samspel.observations.models import Observation
from samspel.observations.permissions import Reach, may_correct, reach_of, require
from samspel.observations.queries.scope import visible_to
from samspel.observations.rules import Fault, Moment, Step

MOST_POINTS: Final = 50
"""Of a stretch: as many as anybody taps."""
_FAULTS: Final = {
    Fault.AHEAD: _("This time has not come yet. Say when it was, or that it is not known."),
    Fault.TOO_OLD: _("This is too long ago. Look at the year."),
    Fault.BACKWARDS: _("It ended before it began. Change one of the times."),
}


@dataclass(frozen=True)
class Where:
    """Where something was: an area, a known place, words, a point, or two and more along a stretch. One is enough."""

    area: Area | None = None
    place: Place | None = None
    place_text: str = ""
    pin: Pin | None = None
    stretch: Sequence[Pin] = ()

    def __bool__(self) -> bool:
        return bool(self.area or self.place or self.place_text.strip() or self.pin or self.stretch)


def located(where: Where) -> Where:
    """Where it was, as it is kept: the area and a near known place from the point, the point from the stretch.

    A known place says its area, whatever else was chosen.

    Raises Refused without any place at all, with a point outside the municipality, or with a stretch of one point.
    """
    if not where:
        raise Refused(_("Say where it was: choose an area or a place, or put a pin on the map."), field="area")
    stretch = [pins.exact(one.north, one.east) for one in where.stretch]
    if stretch and not 2 <= len(stretch) <= MOST_POINTS:
        raise Refused(_("A stretch has two points or more, and at most fifty."), field="stretch")
    for point in stretch:
        if boundaries.coverage().outside(point.north, point.east):
            raise Refused(pins.OUTSIDE, field="stretch")
    pin = stretch[len(stretch) // 2] if stretch else pins.exact(where.pin.north, where.pin.east) if where.pin else None
    found = pins.placed(pin.north, pin.east) if pin else None
    area = where.place.area if where.place else where.area or (found.area if found else None)
    near = found.place if found else None
    place = where.place or (near if near and area and near.area_id == area.pk else None)
    return Where(area, place, " ".join(where.place_text.split()), pin, stretch)


def put(observation: Observation, where: Where) -> None:
    """Let the observation be there."""
    observation.area, observation.place, observation.place_text = where.area, where.place, where.place_text
    observation.latitude = where.pin.north if where.pin else None
    observation.longitude = where.pin.east if where.pin else None
    observation.stretch = [[one.north, one.east] for one in where.stretch] or None


def needs_right(moment: Moment) -> Moment:
    """The time when it can be right; raises Refused (field `when`)."""
    fault = rules.fault(moment, clock.now())
    if fault is not None:
        raise Refused(_FAULTS[fault], field="when")
    return moment


def hold(observation: UUID, by: Who, step: Step, version: int | None) -> tuple[Observation, Reach]:
    """The observation, locked, when `by` may take the step. Raises Missing, Stale, Refused."""
    reach = reach_of(by)
    # As it stands: who reads without persons reads it masked, and what is held may be saved.
    rows = Observation.objects.filter(pk__in=visible_to(reach).values("pk"))
    held = versions.hold(rows, observation, version)
    if rules.after(held.stands, step) is None:
        raise Refused(_("The observation has been withdrawn, so this can't be done now."))
    require(may_correct(reach, held))
    return held, reach


def user_id_of(by: Actor) -> int | None:
    """The id of the user behind an actor; None for jobs and systems without one."""
    return by.user.pk if isinstance(by, Who) and by.user else None


def pointed_out(*texts: str) -> str:
    """That the text was saved although it looks like it names a person: the kinds, never the words."""
    kinds = sorted({one.kind for text in texts for one in persondata.findings(text)})
    return f"pointed out: {', '.join(kinds)}" if kinds else ""
