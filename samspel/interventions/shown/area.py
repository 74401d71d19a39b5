"""Interventions on an area's page: the levels, and where things are done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.interventions import words
from samspel.interventions.queries import InArea
from samspel.interventions.rules import Level
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.models import Area
from samspel.municipality.models import Place as KnownPlace
from samspel.ui.elements import AreaMap, Place
from samspel.ui.geometry import draw_map
from samspel.ui.land import bounds_of, draw_land, frame

MOST: Final = 6
WIDTH, HEIGHT = 360, 420


@dataclass(frozen=True)
class LevelShown:
    """A level of an area: kronor, how many, its bar beside the largest level, and the largest of what is done."""

    name: str
    sum: str
    count: str
    width: float
    rows: Sequence[tuple[str, str, str]]
    href: str


@dataclass(frozen=True)
class LevelsShown:
    """All three, with the conclusion as the heading."""

    heading: str
    rows: Sequence[LevelShown]


def levels(found: Sequence[InArea], area: Area, year: int) -> LevelsShown:
    """The year's interventions of an area by level. At level 3 no names: only how many and how much."""
    sums = {level: sum(one.ore for one in found if one.level is level) for level in Level}
    largest = max(sums.values())
    return LevelsShown(
        heading=_heading(sums, bool(found)),
        rows=[_level(level, found, sums[level], largest, f"area={area.code}&year={year}") for level in Level],
    )


def _level(level: Level, found: Sequence[InArea], ore: int, largest: int, asked: str) -> LevelShown:
    own = [one for one in found if one.level is level]
    named = [] if level is Level.INDIVIDUALS else own[:MOST]
    return LevelShown(
        name=_("Level %(level)s") % {"level": words.LEVEL[level]},
        sum=words.thousands(ore),
        count=words.counted(len(own)),
        width=round(100 * ore / largest, 1) if largest else 0,
        rows=[(one.title, reverse("interventions:one", args=[one.id]), words.thousands(one.ore)) for one in named],
        href=f"{reverse('interventions:list')}?{asked}&level={level.value}",
    )


def _heading(sums: dict[Level, int], told: bool) -> str:
    if not told:
        return _("No interventions are told of in the area")
    most = max(sums, key=lambda level: (sums[level], -level))
    alone = sum(ore == sums[most] for ore in sums.values()) == 1
    return str(words.MOST[most]).capitalize() if sums[most] and alone else _("The levels of what is done")


def places(area: Area, counts: Mapping[KnownPlace | None, int]) -> AreaMap:
    """Where things are done: known places with how many at each, and the area itself with those that name none."""
    spots = tuple((one.name, one.latitude, one.longitude, str(count)) for one, count in counts.items() if one)
    team, whole = area.team.number if area.team else None, counts.get(None, 0)
    own = (area.pk, area.name, area.latitude, area.longitude, team, str(whole) if whole else "")
    return _drawn(own, spots, _("Where things are done in %(area)s") % {"area": area.name}, boundaries.coverage())


_Spots = tuple[tuple[str, float, float, str], ...]


@lru_cache(maxsize=128)
def _drawn(own: tuple[int, str, float, float, int | None, str], spots: _Spots, said: str, known: Coverage) -> AreaMap:
    pk, name, north, east, team, number = own
    outline = known.areas.get(pk)
    places = [
        Place(name, north, east, team, number, mine=True, outline=outline),
        *(Place(label, at_north, at_east, number=count) for label, at_north, at_east, count in spots),
    ]
    if outline is None:
        return draw_map(places, words=said)
    return draw_land(places, frame(bounds_of(places), WIDTH, HEIGHT), words=said, source=known.source)
