"""The areas as pictures: from boundaries where they are known, else schematic. Equal maps are drawn once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from django.urls import reverse

from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.models import Area
from samspel.ui.elements import AreaMap, Place
from samspel.ui.geometry import draw_map
from samspel.ui.land import Bounds, Frame, bounds_of, draw_land, frame
from samspel.web.queries.municipality import area_url

View = Literal["whole", "near", "poster"]
WIDTH: Final = 360
_HEIGHT: Final = 420
_WHOLE: Final = (480, 640)
_POSTER: Final = (870, 300)
_POSTER_AT: Final = 0.62
_KEPT: Final = 128


@dataclass(frozen=True, slots=True)
class Spot:
    """An area as far as a picture needs it."""

    pk: int
    name: str
    north: float
    east: float
    team: int | None
    number: str
    href: str
    mine: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """What a map says: its words for those who do not see it, what is counted in areas (by id), and one's own."""

    words: str = ""
    numbers: Mapping[int, str] | None = None
    mine: Iterable[int] = ()


def whole_map(areas: Sequence[Area], counted: Counted, known: Coverage | None = None) -> AreaMap:
    """All areas, each team's ground told apart; by the boundaries in force, or others that are `known`."""
    drawn = _map("whole", areas, areas, counted, known)
    return replace(drawn, zoom="") if known else drawn


def near_map(areas: Sequence[Area], named: Sequence[Area], counted: Counted) -> AreaMap:
    """Some areas by name, one's own tinted, with the others seen around them where boundaries are known."""
    return _map("near", areas, named, counted)


def poster_map(areas: Sequence[Area], mine: Iterable[int]) -> AreaMap:
    """One's own area large, as the head of its page shows it."""
    return _map("poster", areas, areas, Counted(mine=mine))


def _map(
    view: View, areas: Sequence[Area], named: Sequence[Area], counted: Counted, known: Coverage | None = None
) -> AreaMap:
    own, shown, numbers = set(counted.mine), {area.pk for area in named}, counted.numbers or {}
    spots = tuple(
        Spot(
            pk=area.pk,
            name=area.name,
            north=area.latitude,
            east=area.longitude,
            team=area.team.number if area.team else None,
            number=numbers.get(area.pk, ""),
            href=area_url(area),
            mine=area.pk in own,
            named=area.pk in shown,
        )
        for area in areas
    )
    return _drawn(view, spots, counted.words, known or boundaries.coverage())


@lru_cache(maxsize=_KEPT)
def _drawn(view: View, spots: tuple[Spot, ...], words: str, known: Coverage) -> AreaMap:
    named = [spot for spot in spots if spot.named]
    focus = [spot for spot in spots if spot.mine] or named if view == "poster" else named
    if not any(spot.pk in known.areas for spot in focus):
        return draw_map([_place(spot) for spot in named], words=words)
    seen = _frame(view, _bounds(focus, known))
    outlines = known.outlines(seen.tolerance)
    # Around the named ones only what has a boundary can be seen.
    places = [
        replace(_place(spot), outline=outlines.get(spot.pk)) for spot in spots if spot.named or spot.pk in outlines
    ]
    drawn = draw_land(
        places,
        seen,
        words=words,
        source=known.source,
        whole=known.outline(seen.tolerance) if view != "poster" else None,
        teams=view == "whole",
        poster=view == "poster",
    )
    return replace(drawn, zoom=reverse("municipality:areas"))


def _place(spot: Spot) -> Place:
    return Place(spot.name, spot.north, spot.east, spot.team, spot.number, spot.href, mine=spot.mine, named=spot.named)


def _frame(view: View, bounds: Bounds) -> Frame:
    if view == "poster":
        return frame(bounds, *_POSTER, margin=-20, at=_POSTER_AT, fits=False)
    return frame(bounds, *(_WHOLE if view == "whole" else (WIDTH, _HEIGHT)))


def _bounds(spots: Sequence[Spot], known: Coverage) -> Bounds:
    return bounds_of([replace(_place(spot), outline=known.areas.get(spot.pk)) for spot in spots])
