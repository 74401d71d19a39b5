"""Where a question is about, from the point that its asker put on the map."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samspel.core.errors import Refused
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.queries import Placed
from samspel.questions import pins

if TYPE_CHECKING:
    from samspel.questions.services.asking import Asked


def placed(north: float, east: float) -> Placed:
    """Where the point lies; raises Refused (field `point`) when that is outside the municipality."""
    found = boundaries.placed(north, east)
    if found.outside:
        raise Refused(_("The pin lies outside the municipality. Move it, or take it away."), field="point")
    return found


def located(asked: "Asked") -> "Asked":
    """The question with its point as it is kept; area and place are filled from it where nobody named them."""
    if asked.latitude is None or asked.longitude is None:
        return replace(asked, latitude=None, longitude=None)
    pin = pins.exact(asked.latitude, asked.longitude)
    found = placed(pin.north, pin.east)
    return replace(
        asked,
        latitude=pin.north,
        longitude=pin.east,
        area=asked.area or found.area,
        place=asked.place.strip() or (found.place.name if found.place else ""),
    )
