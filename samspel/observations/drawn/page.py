"""All that a week's page shows, as one value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.urls import reverse

from samspel.core.expected import Change
from samspel.municipality import known
from samspel.municipality.models import Area, ObservationKind
from samspel.observations.drawn import pictures, words
from samspel.observations.figures import Figures, Line, Sight
from samspel.observations.models import Trait
from samspel.observations.week import LEAST, Week
from samspel.ui import grids
from samspel.ui.elements import AreaMap, Chart, TodoRow
from samspel.ui.words import period

USUAL: Final = 4
"""Where fewer stand out, the most common are shown too, up to so many rows."""


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is, how many, what was expected, how it felt, and where there is more."""

    name: str
    amount: str
    expected: str
    felt: str = ""
    href: str = ""


@dataclass(frozen=True)
class Drawn:
    """The page's matter."""

    figures: Figures
    name: str
    days: str
    observations: str
    statement: str
    lead: str
    news: Sequence[TodoRow]
    trend: Chart | None
    heat: grids.Heat | None
    squares: grids.SquareMap | None
    areas: AreaMap | None
    areas_said: str
    area_rows: Sequence[Row]
    kind_rows: Sequence[Row]
    place_rows: Sequence[Row]


def drawn(figures: Figures, *, linked: bool = True) -> Drawn:
    """Everything of the figures; `linked` leads on to the observations for who reads them."""
    reads = linked and figures.sight is not Sight.BANDS
    return Drawn(
        figures=figures,
        name=words.name(figures),
        days=period(figures.week.monday, figures.week.sunday),
        observations=words.observations(figures.total),
        statement=words.statement(figures),
        lead=words.lead(figures),
        news=[_todo(figures, trait, line, reads=reads) for trait, line in _news(figures)],
        trend=pictures.trend(figures),
        heat=pictures.heat(figures),
        squares=pictures.squares(figures),
        areas=pictures.areas(figures),
        areas_said=pictures.areas_said(figures),
        area_rows=[_row(figures, Trait.ALL, one, reads=reads) for one in _by_name(figures.areas)],
        kind_rows=[_row(figures, Trait.KIND, one, reads=reads) for one in figures.kinds],
        place_rows=[_row(figures, Trait.PLACE, one, reads=reads) for one in figures.places if one.least],
    )


def _by_name(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (-one.least, words.called(Trait.ALL, one.pk)))


def _news(figures: Figures) -> Iterator[tuple[Trait, Line]]:
    """What stands out, then the most common of the rest."""
    told = figures.told
    yield from told
    usual = [(Trait.KIND, one) for one in figures.kinds if one.said.change is Change.SAME and one.least >= LEAST]
    yield from usual[: max(USUAL - len(told), 0)]


def _todo(figures: Figures, trait: Trait, line: Line, *, reads: bool) -> TodoRow:
    return TodoRow(
        status=words.status(line),
        title=words.called(trait, line.pk),
        href=link(figures, trait, line.pk, reads=reads),
        text=words.told(line),
    )


def _row(figures: Figures, trait: Trait, line: Line, *, reads: bool) -> Row:
    name = words.called(trait, line.pk)
    href = link(figures, trait, line.pk, reads=reads)
    return Row(name, words.amount(line), words.span(line.said.expected), words.felt(line), href)


def link(figures: Figures, trait: Trait, pk: int, *, reads: bool) -> str:
    """Where there is more: an area has its own week, the rest a list of observations for those who read them."""
    if trait is Trait.ALL:
        return week_url(figures.week, known.row(Area, pk))
    if not reads:
        return "#kinds" if trait is Trait.KIND else "#places"
    data = QueryDict(mutable=True)
    if figures.area:
        data["area"] = figures.area.code
    kind = known.row(ObservationKind, pk) if trait is Trait.KIND else None
    if kind:
        data["kind"] = kind.code
    data["since"], data["until"] = figures.week.monday.isoformat(), figures.week.sunday.isoformat()
    return f"{reverse('observations:list')}?{data.urlencode()}"


def week_url(week: Week, area: Area | None = None) -> str:
    """The address of a week."""
    return f"{reverse('observations:week')}?{week_query(week, area)}"


def week_query(week: Week, area: Area | None) -> str:
    """What an address says of a week and an area."""
    data = QueryDict(mutable=True)
    data["week"] = str(week)
    if area:
        data["area"] = area.code
    return data.urlencode()
