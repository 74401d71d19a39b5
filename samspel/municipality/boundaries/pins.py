"""A point on the map that somebody has put: how exact it is kept, how it is drawn, and the fields that carry it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import shapely
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely.geometry import MultiPoint, Point

from samspel.core.errors import Refused
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.queries import Placed
from samspel.ui.elements import AreaMap, Place
from samspel.ui.land import bounds_of, draw_land, frame

DECIMALS: Final = 5
"""Of a degree: about a metre, as near as a phone knows."""
ROUGH_NORTH: Final = 0.002
ROUGH_EAST: Final = 0.004
"""Degrees: squares of somewhat more than two hundred metres, that no home can be told from."""
OUTSIDE: Final = gettext_lazy("The pin lies outside the municipality. Move it, or take it away.")
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


def kept(north: float | None, east: float | None) -> Pin | None:
    """The pin of a row as it is kept; None without one."""
    return None if north is None or east is None else exact(north, east)


def rough(pin: Pin) -> Pin:
    """The middle of the square that the point lies in. What is rough already stays as it is."""
    north = (pin.north // ROUGH_NORTH + 0.5) * ROUGH_NORTH
    east = (pin.east // ROUGH_EAST + 0.5) * ROUGH_EAST
    return exact(north, east)


def placed(north: float, east: float) -> Placed:
    """Where the point lies; raises Refused (field `point`) when that is outside the municipality."""
    found = boundaries.placed(north, east)
    if found.outside:
        raise Refused(OUTSIDE, field="point")
    return found


def drawing(pin: Pin, day: date, stretch: Sequence[Pin] = ()) -> AreaMap | None:
    """The pin in its area, and the stretch that it stands on, as the boundaries were that day; None without them."""
    known = boundaries.coverage(day)
    if not known.areas:
        return None
    held = known.at(pin.north, pin.east)
    point = Point(pin.east, pin.north)
    near = known.areas[held].buffer(0) if held is not None else point.buffer(_MARGIN)
    along = MultiPoint([(one.east, one.north) for one in (pin, *stretch)])
    here = Place("", pin.north, pin.east, outline=shapely.union(near.envelope, along))
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
    line = " ".join(f"{x} {y}" for x, y in (seen.spot(one.north, one.east) for one in stretch))
    path = f"M{line}" if line else ""
    return replace(drawn, pin=spot, line=path, at=(pin.north, pin.east), zoom=reverse("municipality:areas"))


def words(pin: Pin) -> str:
    """The point as people read it, latitude first."""
    return f"{pin.north:.{DECIMALS}f}, {pin.east:.{DECIMALS}f}"


def address(pin: Pin) -> str:
    """The point as phones open it (RFC 5870)."""
    return f"geo:{pin.north:.{DECIMALS}f},{pin.east:.{DECIMALS}f}"


class PointForm(forms.Form):
    """A point that the map fills in. Without JavaScript it stays empty, and the name says where."""

    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)

    def clean(self) -> dict[str, Any] | None:
        """Within the municipality, where its boundary is known."""
        cleaned = super().clean()
        pin = self.pin
        if pin and boundaries.coverage().outside(pin.north, pin.east):
            self.add_error(None, str(OUTSIDE))
        return cleaned

    @property
    def pin(self) -> Pin | None:
        """The point, as exact as it may be kept; None when there is none, or half of one."""
        return kept(self.cleaned_data.get("lat"), self.cleaned_data.get("lon"))
