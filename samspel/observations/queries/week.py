"""A week as the one who asks may know it: beside its own past, small numbers hidden from who may not read them.

Whole figures are for those who read observations. Who reads without persons gets no small number on the map. Who comes
from outside gets only what `from_outside` lets through. Everything is judged before anything is hidden, so that a
figure is called certain for everybody or for nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.expected import Judged, Past, judged, ranges
from samspel.municipality.models import Area
from samspel.observations import from_outside
from samspel.observations.figures import BLOCK, Figures, Line, Point, Sight, Square
from samspel.observations.grid import Cell
from samspel.observations.models import Trait
from samspel.observations.permissions import Reach, reach_of
from samspel.observations.queries import sums as read
from samspel.observations.queries.sums import Ground, Sum
from samspel.observations.week import LEAST, NO_DAY, SHOWN, Week

RARE: Final = 0.005
"""In a grid of many squares one that is framed holds more than 199 weeks of 200 like its past."""


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
    """Only how many there were, beside what was expected. One statement, two where bands are told."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    ground, ended = read.ground(asked), asked.sunday < clock.today()
    found = _total(ground, area, over=ended)
    return found if sight_of(reach) is not Sight.BANDS else from_outside.total(found, area, _parts(ground))


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
    ground = read.ground(asked)
    whole = _whole(ground, area, hours)
    if sight is Sight.BANDS:
        return from_outside.told(whole, _parts(ground))
    drawn = replace(whole, sight=sight, reporters=read.reporters(asked, area))
    return drawn if sight is Sight.WHOLE else _without_small(drawn)


def _whole(ground: Ground, area: Area | None, hours: int) -> Figures:
    """All that is known of the week. One statement."""
    asked, ended = ground.week, ground.week.sunday < clock.today()
    traits = (Trait.KIND, Trait.TIME, Trait.PLACE, *((Trait.CELL,) if area else ()))
    found = read.sums(asked, ground.past(asked), traits, area, hours)
    areas, kinds, places = _named(ground, found, area, over=ended)
    drawn = Figures(
        asked, area, ended, Sight.WHOLE, _total(ground, area, over=ended),
        trend=_trend(ground, area),
        areas=areas,
        kinds=kinds,
        places=places,
        cells=_cells(found[Trait.CELL]) if area else None,
    )  # fmt: skip
    return _timed(drawn, found[Trait.TIME], hours)


def _without_small(drawn: Figures) -> Figures:
    """Without the small numbers at places and in squares."""
    cells = drawn.cells
    return replace(
        drawn,
        places=[one for one in drawn.places if one.least >= LEAST],
        cells=None if cells is None else {key: one for key, one in cells.items() if one.least >= LEAST},
    )


def _parts(ground: Ground) -> from_outside.Parts:
    """What the week held in each area and at each known place of it. One statement."""
    areas = {area: count for (monday, area), count in ground.totals.items() if monday == ground.week.monday}
    return from_outside.Parts(areas, read.by_place(ground.week))


def _total(ground: Ground, area: Area | None, *, over: bool) -> Line:
    counts = ground.by_week({area.pk} if area else None)
    past = Past.of([counts.get(one.monday, 0) for one in ground.past(ground.week)])
    return _line(0, judged([counts.get(ground.week.monday, 0)], [past], over=over)[0])


def _line(pk: int, said: Judged, felt: tuple[int, int, int] = (0, 0, 0)) -> Line:
    return Line(pk, said.count, said.count, said, felt)


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


def _cells(rows: Sequence[Sum]) -> dict[Cell, Square]:
    held = [one for one in rows if one.count]
    return {Cell(one.x, one.y): square for one, square in zip(held, _squares(held), strict=True)}


def _squares(rows: Sequence[Sum]) -> list[Square]:
    spans = ranges([one.past for one in rows], RARE)
    return [
        Square(one.count, one.count, span is not None and one.count >= LEAST and one.count > span.high)
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
