"""The map of a situation picture, drawn from what was frozen: the area or all of them, and what was counted where."""

import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from samspel.situation import frozen
from samspel.ui.elements import AreaMap, Place
from samspel.ui.geometry import draw_map
from samspel.ui.land import bounds_of, draw_land, frame

SIZE = (440, 480)
FEWEST = 3
"""Points without any border make no map when they are fewer."""


def drawn(picture: frozen.Map, words: str) -> AreaMap | None:
    """The frozen map as a picture; None where nothing is known of where anything lies."""
    places = [_place(spot, picture.get("team")) for spot in picture["spots"]]
    if any(one.outline is not None for one in places):
        seen = frame(bounds_of(places), *SIZE)
        return draw_land(places, seen, words=words, source=picture["source"])
    return draw_map(places, words=words) if len(places) >= FEWEST else None


def _place(spot: frozen.Spot, team: int | None) -> Place:
    outline = _outline(spot["outline"])
    return Place(
        spot["name"],
        spot["north"],
        spot["east"],
        team=team if spot.get("mine", False) else None,
        number=spot["counted"],
        outline=outline,
        mine=spot.get("mine", False),
        named=bool(spot["counted"]),
    )


def _outline(text: str) -> BaseGeometry | None:
    if not text:
        return None
    try:
        shape: BaseGeometry | None = shapely.from_geojson(text)
    except GEOSException:
        return None
    return shape
