"""A week as the one who asks may know it: beside its own past, small numbers hidden from who may not read them.

Whole figures are for those who read observations. Who reads without persons gets no small number on the map. Who comes
from outside gets the whole municipality's figures as they are, those of an area as bands (`week.band`), and of places
and cells only what is not small: what an area's observations were, and when, is not theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.expected import Certainty, Change, Expected, Judged, Past, judged, ranges
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.observations.grid import Cell
from samspel.observations.models import Trait
from samspel.observations.permissions import Reach, reach_of
from samspel.observations.queries import sums as read
from samspel.observations.queries.sums import Ground, Sum
from samspel.observations.week import LEAST, NO_DAY, SHOWN, Week, band

RARE: Final = 0.005
"""In a grid of many squares one that is framed holds more than 199 weeks of 200 like its past."""
BLOCK: Final = 2
"""So many hours stand together on the page."""
_NO_PAST: Final = Judged(0, None, Change.SAME, Certainty.UNKNOWN)


class Sight(StrEnum):
    """How much somebody may be told."""

    WHOLE = "whole"
    NO_SMALL = "no_small"
    BANDS = "bands"


@dataclass(frozen=True)
class Line:
    """A thing that is counted: its id, how many (`most` is None where the band is open), what was expected of it.

    `felt`: how many said calm, uneasy, unsafe.
    """

    pk: int
    least: int
    most: int | None
    said: Judged
    felt: tuple[int, int, int] = (0, 0, 0)

    @property
    def exact(self) -> bool:
        """Whether it is a number, and no band."""
        return self.least == self.most


@dataclass(frozen=True)
class Square:
    """A square of a grid: how many, and whether that is more than its past explains."""

    count: int
    up: bool


@dataclass(frozen=True)
class Point:
    """A week of the trend."""

    week: Week
    count: int
    expected: Expected | None


@dataclass(frozen=True)
class Figures:
    """What a week was like. `areas` only for the whole municipality, `cells` only for one area."""

    week: Week
    area: Area | None
    ended: bool
    sight: Sight
    total: Line
    trend: Sequence[Point] = ()
    areas: Sequence[Line] = ()
    kinds: Sequence[Line] = ()
    places: Sequence[Line] = ()
    times: Mapping[tuple[int, int], Square] | None = None
    cells: Mapping[Cell, Square] | None = None
    without_hour: int = 0
    without_day: int = 0
    reporters: int | None = None

    @property
    def told(self) -> list[tuple[Trait, Line]]:
        """What is new, rises or falls, or is usual, of all that is known by name; the most telling first."""
        rows = [
            *((Trait.ALL, one) for one in self.areas),
            *((Trait.KIND, one) for one in self.kinds),
            *((Trait.PLACE, one) for one in self.places),
        ]
        return sorted((row for row in rows if row[1].said.change is not Change.SAME), key=_telling)


_ORDER: Final = (Change.RISES, Change.NEW, Change.FALLS)


def _telling(row: tuple[Trait, Line]) -> tuple[bool, int, int]:
    said = row[1].said
    return said.certainty is not Certainty.CERTAIN, _ORDER.index(said.change), -said.count


def sight_of(reach: Reach) -> Sight:
    """How much the one who asks may be told; raises Missing for who has no observations at all."""
    if not reach.reads:
        raise Missing
    return Sight.BANDS if not reach.reads_all else Sight.NO_SMALL if reach.masked else Sight.WHOLE


def week(who: Who | Reach, asked: Week, area: Area | None = None, *, hours: int = BLOCK) -> Figures:
    """The week of an area, or of the whole municipality; `hours` stand together so many at a time. Three statements."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    return told(asked, area, sight_of(reach), hours)


def total(who: Who | Reach, asked: Week, area: Area | None) -> Line:
    """Only how many there were, beside what was expected. One statement."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    ground, ended = read.ground(asked), asked.sunday < clock.today()
    if sight_of(reach) is Sight.BANDS and area is not None:
        return _bands(ground, [area])[0]
    return _total(ground, area, over=ended)


def short(who: Who | Reach, asked: Week, area: Area | None) -> Figures:
    """How many there were, and the trend, for who reads observations; raises Missing. One statement."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if not reach.reads_all:
        raise Missing
    ground, ended = read.ground(asked), asked.sunday < clock.today()
    figures = Figures(asked, area, ended, sight_of(reach), _total(ground, area, over=ended))
    return replace(figures, trend=_trend(ground, area))


def told(asked: Week, area: Area | None, sight: Sight, hours: int = BLOCK) -> Figures:
    """The same as a sight allows it."""
    ground, ended = read.ground(asked), asked.sunday < clock.today()
    found = read.sums(asked, ground.past(asked), _traits(area, sight), area, hours)
    total = _total(ground, area, over=ended)
    drawn = Figures(asked, area, ended, sight, total)
    if sight is Sight.BANDS:
        return _from_outside(drawn, ground, found, hours)
    areas, kinds, places = _named(ground, found, area, over=ended)
    drawn = replace(
        drawn,
        trend=_trend(ground, area),
        areas=areas,
        kinds=kinds,
        places=places if sight is Sight.WHOLE else [one for one in places if one.least >= LEAST],
        cells=_cells(found, 1 if sight is Sight.WHOLE else LEAST) if area else None,
        reporters=read.reporters(asked, area),
    )
    return _timed(drawn, found[Trait.TIME], hours)


def _from_outside(drawn: Figures, ground: Ground, found: Mapping[Trait, list[Sum]], hours: int) -> Figures:
    """Of an area its band, and the places and squares that are not small; of the whole all but what is by place."""
    places = _places(found, drawn.ended)
    if drawn.area is not None:
        (total,) = _bands(ground, [drawn.area])
        return replace(drawn, total=total, cells=_cells(found, LEAST), places=places)
    kinds = found[Trait.KIND]
    said = judged([one.count for one in kinds], [one.past for one in kinds], over=drawn.ended)
    drawn = replace(
        drawn,
        trend=_trend(ground, None),
        areas=_bands(ground, municipality.areas()),
        kinds=_most([_line(one.x, told_, one.felt) for one, told_ in zip(kinds, said, strict=True)]),
        places=places,
    )
    return _timed(drawn, found[Trait.TIME], hours)


def _traits(area: Area | None, sight: Sight) -> Iterable[Trait]:
    if area is None:
        return (Trait.KIND, Trait.TIME, Trait.PLACE)
    return (Trait.CELL, Trait.PLACE) if sight is Sight.BANDS else (Trait.KIND, Trait.TIME, Trait.CELL, Trait.PLACE)


def _total(ground: Ground, area: Area | None, *, over: bool) -> Line:
    counts = ground.by_week({area.pk} if area else None)
    past = Past.of([counts.get(one.monday, 0) for one in ground.past(ground.week)])
    return _line(0, judged([counts.get(ground.week.monday, 0)], [past], over=over)[0])


def _line(pk: int, said: Judged, felt: tuple[int, int, int] = (0, 0, 0)) -> Line:
    return Line(pk, said.count, said.count, said, felt)


def _bands(ground: Ground, wanted: Sequence[Area]) -> list[Line]:
    """The areas, whether anything was seen there or not, judged by what is told of each: the least of its band."""
    counts = {one.x: one for one in _by_area(ground)}
    nothing = Past.of([0] * len(ground.past(ground.week)))
    rows = [counts.get(one.pk, Sum(one.pk, 0, 0, nothing)) for one in wanted]
    spans = [band(one.count) for one in rows]
    said = judged([least for least, _most in spans], [one.past for one in rows], over=False)
    return [
        Line(row.x, least, most, told_ if least else _NO_PAST)
        for row, (least, most), told_ in zip(rows, spans, said, strict=True)
    ]


def _trend(ground: Ground, area: Area | None) -> list[Point]:
    counts = ground.by_week({area.pk} if area else None)
    first = ground.first
    weeks = [one for one in ground.week.back(SHOWN) if first is not None and one.monday >= first]
    pasts = [Past.of([counts.get(one.monday, 0) for one in ground.past(week)]) for week in weeks]
    return [Point(week, counts.get(week.monday, 0), span) for week, span in zip(weeks, ranges(pasts), strict=True)]


def _named(
    ground: Ground, found: Mapping[Trait, list[Sum]], area: Area | None, *, over: bool
) -> tuple[list[Line], list[Line], list[Line]]:
    """Areas, kinds and places, judged together: the more that is looked at, the more it takes to be certain."""
    areas = _by_area(ground) if area is None else []
    rows = [*areas, *found[Trait.KIND], *found[Trait.PLACE]]
    said = judged([one.count for one in rows], [one.past for one in rows], over=over)
    lines = [_line(one.x, told_, one.felt) for one, told_ in zip(rows, said, strict=True)]
    kinds = len(areas) + len(found[Trait.KIND])
    return lines[: len(areas)], _most(lines[len(areas) : kinds]), _most(lines[kinds:])


def _by_area(ground: Ground) -> list[Sum]:
    mondays = [one.monday for one in ground.past(ground.week)]
    known = sorted({area for _monday, area in ground.totals})
    return [
        Sum(
            area, 0, ground.totals.get((ground.week.monday, area), 0),
            Past.of([ground.totals.get((monday, area), 0) for monday in mondays]),
        )
        for area in known
    ]  # fmt: skip


def _most(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (-one.least, one.pk))


def _places(found: Mapping[Trait, list[Sum]], over: bool) -> list[Line]:
    rows = [one for one in found[Trait.PLACE] if one.count >= LEAST]
    said = judged([one.count for one in rows], [one.past for one in rows], over=over)
    return _most([_line(one.x, told_) for one, told_ in zip(rows, said, strict=True)])


def _cells(found: Mapping[Trait, list[Sum]], least: int) -> dict[Cell, Square]:
    rows = [one for one in found[Trait.CELL] if one.count >= least]
    return {Cell(one.x, one.y): square for one, square in zip(rows, _squares(rows), strict=True)}


def _squares(rows: Sequence[Sum]) -> list[Square]:
    spans = ranges([one.past for one in rows], RARE)
    return [
        Square(one.count, span is not None and one.count >= LEAST and one.count > span.high)
        for one, span in zip(rows, spans, strict=True)
    ]


def _timed(drawn: Figures, rows: Sequence[Sum], hours: int) -> Figures:
    """With what is known of when things were: by weekday and hour, and how many have no hour, or no day."""
    known = [one for one in rows if one.x != NO_DAY and one.y < 24 // hours]
    return replace(
        drawn,
        times={(one.x, one.y): square for one, square in zip(known, _squares(known), strict=True) if one.count},
        without_hour=sum(one.count for one in rows if one.x != NO_DAY and one.y >= 24 // hours),
        without_day=sum(one.count for one in rows if one.x == NO_DAY),
    )
