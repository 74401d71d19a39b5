"""The pictures of a week: trend, weekday by hour, squares on the map, areas on the map."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samspel.core import clock
from samspel.core.expected import Change
from samspel.municipality import known
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.models import Area
from samspel.municipality.models import Place as KnownPlace
from samspel.observations import grid
from samspel.observations.drawn import words
from samspel.observations.figures import BLOCK, Figures, Line, Sight, Square
from samspel.observations.grid import Cell
from samspel.observations.models import Trait
from samspel.observations.week import LEAST
from samspel.ui import grids
from samspel.ui.elements import AreaMap, Bar, Chart, Place
from samspel.ui.geometry import draw_map
from samspel.ui.land import Frame, bounds_of, draw_land, frame
from samspel.ui.words import EN_DASH

SPOTS: Final = 3
"""So many places are named on the map."""
_FIRST_HOUR: Final = 6
_WHOLE: Final = (480, 560)


def team_of(area: Area | None) -> int | None:
    """The number of the team that has the area today."""
    return area.team.number if area and area.team else None


def trend(figures: Figures) -> Chart | None:
    """How many each week, with what was expected of each."""
    if len(figures.trend) < 2:
        return None
    where = figures.area.name if figures.area else _("The whole municipality")
    note = _(
        "%(where)s, each week. Grey: the range expected, from the same weeks last year and the last twelve. "
        "One week of twenty ends up outside by chance."
    )
    return Chart(
        title=words.trend(figures.trend),
        bars=[
            Bar(
                pgettext("axis", "w. %(number)s") % {"number": point.week.number}, point.count,
                point.expected.low if point.expected else None, point.expected.high if point.expected else None,
            )
            for point in figures.trend
        ],
        note=note % {"where": where}, unit=_("Observations"), step=_("Week"), kind="line",
    )  # fmt: skip


# ---------- Weekday by hour


def heat(figures: Figures) -> grids.Heat | None:
    """When things were; None where that is not told."""
    if figures.times is None:
        return None
    blocks = 24 // BLOCK
    turned = {(day, (block - _FIRST_HOUR // BLOCK) % blocks): square for (day, block), square in figures.times.items()}
    counted = {key: (square.least, square.up) for key, square in turned.items()}
    texts = {key: words.band(square.least, square.most) for key, square in turned.items()}
    labels = [_hours((row * BLOCK + _FIRST_HOUR) % 24) for row in range(blocks)]
    return grids.Heat(
        title=_busiest(figures),
        caption=_("Observations by weekday and hour, %(week)s. Framed: more than expected.")
        % {"week": words.week(figures.week)},
        columns=_days(),
        rows=grids.heat_rows(labels, 7, counted, texts),
        corner=_("Hour"),
        up=_("more than expected"),
        source=_without(figures),
        team=team_of(figures.area),
    )


def _hours(first: int) -> str:
    return f"{first:02d}{EN_DASH}{first + BLOCK:02d}"


def _days() -> list[str]:
    return [
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"), pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"), pgettext("weekday", "Sat"), pgettext("weekday", "Sun"),
    ]  # fmt: skip


def _parts() -> Sequence[tuple[range, str]]:
    """The parts of a day, by their hours."""
    return (
        (range(6), _("%(day)s night")), (range(6, 12), _("%(day)s morning")),
        (range(12, 18), _("%(day)s afternoon")), (range(18, 24), _("%(day)s evening")),
    )  # fmt: skip


def _long_days() -> list[str]:
    return [
        pgettext("in a sentence", "Monday"), pgettext("in a sentence", "Tuesday"),
        pgettext("in a sentence", "Wednesday"), pgettext("in a sentence", "Thursday"),
        pgettext("in a sentence", "Friday"), pgettext("in a sentence", "Saturday"),
        pgettext("in a sentence", "Sunday"),
    ]  # fmt: skip


def _busiest(figures: Figures) -> str:
    """The conclusion of the grid: the parts of days that hold most, when they hold a fifth or more each."""
    times = figures.times or {}
    total = sum(square.least for square in times.values())
    if not total:
        return _("No hour is known")
    days, parts, counted = _long_days(), _parts(), dict[tuple[int, int], int]()
    for (day, block), square in times.items():
        part = next(index for index, (hours, _text) in enumerate(parts) if block * BLOCK in hours)
        counted[day, part] = counted.get((day, part), 0) + square.least
    most = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:2]
    named = [
        parts[part][1] % {"day": days[day]} for (day, part), count in most if count >= LEAST and 5 * count >= total
    ]
    if not named:
        return _("Spread over the week")
    return _("Most on %(when)s") % {"when": _(" and ").join(named)}


def _without(figures: Figures) -> str:
    """What is not in the grid, and why."""
    if figures.sight is Sight.BANDS:
        return _("Empty square: fewer than three observations, or a time that is not known.")
    said = [_("Empty square: no observation.")]
    if figures.without_hour:
        text = ngettext("%(count)s has a day but no hour.", "%(count)s have a day but no hour.", figures.without_hour)
        said.append(text % {"count": figures.without_hour})
    if figures.without_day:
        text = ngettext("Of %(count)s the day is not known.", "Of %(count)s the day is not known.", figures.without_day)
        said.append(text % {"count": figures.without_day})
    return " ".join(said)


# ---------- Squares on the map


def squares(figures: Figures) -> grids.SquareMap | None:
    """Where in the area things were, by squares of 250 metres; None for the whole municipality."""
    if figures.area is None or figures.cells is None:
        return None
    cells = figures.cells
    drawn = [
        grids.Square(outline, square.least, square.up)
        for outline, square in zip(grid.outlines(list(cells)), cells.values(), strict=True)
    ]
    coverage, spots = boundaries.coverage(), _spots(figures)
    seen = grids.square_frame(drawn, _centre(figures.area))
    land = _land(figures.area.pk, seen, coverage)
    placed, up = grids.draw_squares(drawn, seen)
    return grids.SquareMap(
        title=_squares_said(figures, cells),
        words=_squares_words(figures, cells),
        land=land,
        squares=placed,
        spots=grids.draw_spots(spots, placed, seen, land),
        up=up,
        small=any(square.least < LEAST for square in cells.values()),
        source=_source(coverage, figures, len(cells) - len(placed)),
        team=team_of(figures.area),
    )


@lru_cache(maxsize=64)
def _land(area: int, seen: Frame, coverage: Coverage) -> AreaMap:
    """The ground below the squares, drawn once for each area and set of boundaries."""
    outlines = coverage.outlines(seen.tolerance)
    places = [
        Place(
            one.name,
            one.latitude,
            one.longitude,
            mine=one.pk == area,
            outline=outlines.get(one.pk) or (grid.disc(one.latitude, one.longitude) if one.pk == area else None),
        )
        for one in municipality.areas()
    ]
    return grids.land_under(places, seen)


def _centre(area: Area) -> Place:
    return Place(area.name, area.latitude, area.longitude)


def _spots(figures: Figures) -> list[Place]:
    """The places that hold most, and those that rise first."""
    lines = sorted(figures.places, key=lambda one: (not _rises(one), -one.least))[:SPOTS]
    rows = [(line, known.row(KnownPlace, line.pk)) for line in lines]
    return [
        Place(row.name, row.latitude, row.longitude, mine=_rises(line), number=_("rising") if _rises(line) else "")
        for line, row in rows
        if row is not None
    ]


def _rises(line: Line) -> bool:
    return line.said.change in {Change.RISES, Change.NEW}


def _squares_said(figures: Figures, cells: Mapping[Cell, Square]) -> str:
    """The conclusion of the map."""
    up = [square.least for square in cells.values() if square.up]
    many = up or [square.least for square in cells.values() if square.least >= LEAST]
    if not many:
        return _("No square holds three or more")
    values = {"squares": len(many), "count": sum(many), "all": words.amount(figures.total)}
    if up:
        return (
            ngettext(
                "%(squares)s square with more than expected holds %(count)s of %(all)s",
                "%(squares)s squares with more than expected hold %(count)s of %(all)s",
                len(many),
            )
            % values
        )
    return (
        ngettext(
            "%(squares)s square with three or more holds %(count)s of %(all)s",
            "%(squares)s squares with three or more hold %(count)s of %(all)s",
            len(many),
        )
        % values
    )


def _squares_words(figures: Figures, cells: Mapping[Cell, Square]) -> str:
    counts = sorted((square.least for square in cells.values() if square.least >= LEAST), reverse=True)
    listed = ", ".join(str(count) for count in counts[:10]) or _("none")
    text = _("Map of %(area)s with squares of 250 metres. In those with three or more observations: %(listed)s.")
    return text % {"area": figures.area.name if figures.area else "", "listed": listed}


def _source(coverage: Coverage, figures: Figures, outside: int) -> str:
    pinned = sum(square.least for square in (figures.cells or {}).values())
    said = [_("Squares of 250 metres in SWEREF 99 TM.")]
    if figures.total.exact and figures.sight is Sight.WHOLE:
        rest = figures.total.least - pinned
        text = ngettext(
            "%(count)s observation has no point on the map.", "%(count)s observations have no point on the map.", rest
        )
        said.append(text % {"count": rest} if rest > 0 else "")
    if outside:
        text = ngettext(
            "%(count)s square lies outside the picture.", "%(count)s squares lie outside the picture.", outside
        )
        said.append(text % {"count": outside})
    if figures.area and figures.area.pk not in coverage.areas:
        said.append(_("The boundary of the area is not known: the round form stands for it."))
    if coverage.source:
        said.append(_("Boundaries: %(source)s.") % {"source": coverage.source})
    return " ".join(filter(None, said))


# ---------- Areas on the map


def areas_said(figures: Figures) -> str:
    """The conclusion of the map of areas."""
    most = max(figures.areas, key=lambda one: one.least, default=None)
    if most is None or most.least < LEAST:
        return _("No area has three or more")
    values = {"area": words.called(Trait.ALL, most.pk), "count": words.amount(most), "all": words.amount(figures.total)}
    return _("Most in %(area)s: %(count)s of %(all)s") % values


def areas(figures: Figures) -> AreaMap | None:
    """The areas with how many in each; None for one area."""
    if figures.area is not None:
        return None
    numbers = {line.pk: words.amount(line) for line in figures.areas if line.least >= LEAST}
    text = _("Map of the areas with how many observations in each. The same numbers stand in the table.")
    return _whole(
        tuple(sorted(numbers.items())), f"?week={figures.week}", text, boundaries.coverage(), clock.today().isoformat()
    )


@lru_cache(maxsize=32)
def _whole(numbers: tuple[tuple[int, str], ...], week: str, text: str, coverage: Coverage, _day: str) -> AreaMap:
    known_, page = dict(numbers), reverse("observations:week")
    rows = municipality.areas()
    plain = [
        Place(
            one.name, one.latitude, one.longitude, one.team.number if one.team else None, known_.get(one.pk, ""),
            f"{page}{week}&area={one.code}",
        )
        for one in rows
    ]  # fmt: skip
    if not coverage.areas:
        return draw_map(plain, words=text)
    places = [
        Place(one.label, one.north, one.east, one.team, one.number, one.href, outline=coverage.areas.get(row.pk))
        for one, row in zip(plain, rows, strict=True)
    ]
    seen = frame(bounds_of(places), *_WHOLE)
    outlines = coverage.outlines(seen.tolerance)
    drawn = [
        Place(one.label, one.north, one.east, one.team, one.number, one.href, outline=outlines.get(row.pk))
        for one, row in zip(plain, rows, strict=True)
    ]
    return draw_land(
        drawn, seen, words=text, source=coverage.source, whole=coverage.outline(seen.tolerance), teams=True
    )
