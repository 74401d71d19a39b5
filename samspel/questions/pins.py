"""The pin of a question: a point on the map, as exact as its asker lets it be, and how it is drawn."""

from dataclasses import dataclass, replace
from typing import Final

import shapely
from django.urls import reverse
from django.utils.translation import gettext as _
from shapely.geometry import Point

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.questions.models import Question
from samspel.questions.permissions import Reach, may_read_whole
from samspel.ui.elements import AreaMap, Place
from samspel.ui.land import bounds_of, draw_land, frame

DECIMALS: Final = 5
"""Of a degree: about a metre, as near as a phone knows."""
ROUGH_NORTH: Final = 0.002
ROUGH_EAST: Final = 0.004
"""Degrees: squares of somewhat more than two hundred metres, that no home can be told from."""
_SIZE: Final = (360, 300)
_MARGIN: Final = 0.004


@dataclass(frozen=True, slots=True)
class Pin:
    """A point in degrees."""

    north: float
    east: float


def exact(north: float, east: float) -> Pin:
    """The point as it is kept."""
    return Pin(round(north, DECIMALS), round(east, DECIMALS))


def rough(pin: Pin) -> Pin:
    """The middle of the square that the point lies in. What is rough already stays as it is."""
    north = (pin.north // ROUGH_NORTH + 0.5) * ROUGH_NORTH
    east = (pin.east // ROUGH_EAST + 0.5) * ROUGH_EAST
    return exact(north, east)


def kept(question: Question) -> Pin | None:
    """The pin as it is kept."""
    if question.latitude is None or question.longitude is None:
        return None
    return exact(question.latitude, question.longitude)


def pin_of(reach: Reach, question: Question) -> Pin | None:
    """The pin as the one who asks may see it: who reads without persons sees it roughly."""
    pin = kept(question)
    if pin is None:
        return None
    return pin if may_read_whole(reach, question) else rough(pin)


def drawing(reach: Reach, question: Question) -> AreaMap | None:
    """The pin in its area, as the boundaries were when the question came; None without a pin or boundaries."""
    pin = pin_of(reach, question)
    if pin is None:
        return None
    known = boundaries.coverage(clock.local(question.received_at).date())
    if not known.areas:
        return None
    held = known.at(pin.north, pin.east)
    point = Point(pin.east, pin.north)
    near = known.areas[held].buffer(0) if held is not None else point.buffer(_MARGIN)
    here = Place("", pin.north, pin.east, outline=shapely.union(near.envelope, point))
    seen = frame(bounds_of([here]), *_SIZE)
    outlines = known.outlines(seen.tolerance)
    places = [
        Place(
            area.name,
            area.latitude,
            area.longitude,
            area.team.number if area.team else None,
            mine=area.pk == held,
            outline=outlines[area.pk],
            named=area.pk == held,
        )
        for area in municipality.areas()
        if area.pk in outlines
    ]
    name = next((place.label for place in places if place.mine), "")
    words = _("Map of %(area)s with the pin.") % {"area": name} if name else _("Map with the pin.")
    whole = known.outline(seen.tolerance)
    drawn = draw_land(places, seen, words=words, source=known.source, whole=whole)
    spot = seen.spot(pin.north, pin.east)
    return replace(drawn, pin=spot, at=(pin.north, pin.east), zoom=reverse("municipality:areas"))


def words(pin: Pin) -> str:
    """The point as people read it, latitude first."""
    return f"{pin.north:.{DECIMALS}f}, {pin.east:.{DECIMALS}f}"


def address(pin: Pin) -> str:
    """The point as phones open it (RFC 5870)."""
    return f"geo:{pin.north:.{DECIMALS}f},{pin.east:.{DECIMALS}f}"
