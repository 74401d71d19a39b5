"""The week for other systems: counts by kind, area, place, weekday and hour, beside what was expected."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.api import answers, sent
from samspel.core.errors import Refused
from samspel.core.expected import Certainty, Change, Expected
from samspel.municipality import known
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, ObservationKind, Place
from samspel.municipality.models.base import Kept
from samspel.observations.figures import Figures, Line, Sight, Square
from samspel.observations.grid import SIDE
from samspel.observations.queries import week as weeks
from samspel.observations.week import Week

router = Router(tags=["observations"])
NO_AREA = gettext_lazy("There is none with this code. The list says which there are.")
NO_WEEK = gettext_lazy("Write an ISO week that has begun, for example 2026-W46.")


class WeekIn(Schema):
    """`week`: an ISO week, the last that has ended without it. `area`: one area; the whole municipality without it."""

    week: Annotated[str, Field(max_length=8)] = ""
    area: Annotated[str, Field(max_length=120)] = ""


class RangeOut(Schema):
    """Where nineteen weeks of twenty like those before would lie, both ends included."""

    low: int
    high: int


class CountOut(Schema):
    """How many: `count`, or the least and the most where small numbers are not told (`most` null: no upper end)."""

    count: int | None
    least: int
    most: int | None
    expected: RangeOut | None
    change: Change
    certainty: Certainty


class CodeOut(CountOut):
    """The same of what has a code; null where none is known."""

    code: str | None
    name: str


class KindOut(CodeOut):
    """The same of a kind, with how many said how it felt."""

    calm: int | None
    uneasy: int | None
    unsafe: int | None


class SquareOut(Schema):
    """How many: `count`, or the least and the most where small numbers are not told (`most` null: no upper end).
    `above`: more than 199 weeks of 200 like its past hold."""

    count: int | None
    least: int
    most: int | None
    above: bool


class HourOut(SquareOut):
    """A weekday (1 is Monday) and an hour of it (0 to 23)."""

    weekday: int
    hour: int


class CellOut(SquareOut):
    """A square by its south-west corner in SWEREF 99 TM (EPSG:3006), in metres."""

    east: int
    north: int


class TrendOut(Schema):
    """A week of the trend."""

    week: str
    count: int
    expected: RangeOut | None


class WeekOut(Schema):
    """A week. What is null is not told to the one who asks; what has no hour or no day is counted in `total` alone."""

    week: str
    ended: bool
    area: str | None
    total: CountOut
    kinds: list[KindOut]
    areas: list[CodeOut]
    places: list[CodeOut]
    hours: list[HourOut] | None
    without_hour: int | None
    without_day: int | None
    cell_metres: int
    cells: list[CellOut] | None
    trend: list[TrendOut]


@router.get("", auth=scoped(TokenScope.OBSERVATIONS_READ), response=answers(WeekOut))
def week(request: Request, asked: Query[WeekIn]) -> HttpResponse:
    """What a week was like, as the token's user may know it."""
    return sent(shown(weeks.week(request.who, _week(asked.week), _area(asked.area), hours=1)))


def _week(text: str) -> Week:
    running = Week.of(clock.today())
    found = Week.read(text) if text else running.plus(-1)
    if found is None or found > running:
        raise Refused(NO_WEEK, field="week")
    return found


def _area(code: str) -> Area | None:
    if not code:
        return None
    found = next((one for one in municipality.areas() if one.code == code), None)
    if found is None:
        raise Refused(NO_AREA, field="area")
    return found


def shown(figures: Figures) -> WeekOut:
    """The figures as they are answered."""
    bands = figures.sight is Sight.BANDS
    return WeekOut(
        week=str(figures.week),
        ended=figures.ended,
        area=figures.area.code if figures.area else None,
        total=_count(figures.total),
        kinds=list(_kinds(figures)),
        areas=list(_coded(Area, figures.areas)),
        places=list(_coded(Place, figures.places)),
        hours=None if figures.times is None else list(_hours(figures)),
        without_hour=None if bands else figures.without_hour,
        without_day=None if bands else figures.without_day,
        cell_metres=SIDE,
        cells=None if figures.cells is None else list(_cells(figures)),
        trend=[TrendOut(week=str(one.week), count=one.count, expected=_range(one.expected)) for one in figures.trend],
    )


def _count(line: Line) -> CountOut:
    return CountOut(
        count=line.least if line.exact else None,
        least=line.least,
        most=line.most,
        expected=_range(line.said.expected),
        change=line.said.change,
        certainty=line.said.certainty,
    )


def _range(found: Expected | None) -> RangeOut | None:
    return RangeOut(low=found.low, high=found.high) if found else None


def _coded(model: type[Kept], lines: Iterable[Line]) -> Iterable[CodeOut]:
    for line in lines:
        row = known.row(model, line.pk)
        yield CodeOut(**dict(_count(line)), code=row.code if row else None, name=str(row or ""))


def _kinds(figures: Figures) -> Iterable[KindOut]:
    for line in figures.kinds:
        row, count = known.row(ObservationKind, line.pk), dict(_count(line))
        calm, uneasy, unsafe = (None, None, None) if figures.sight is Sight.BANDS else line.felt
        code, name = row.code if row else None, str(row or "")
        yield KindOut(**count, code=code, name=name, calm=calm, uneasy=uneasy, unsafe=unsafe)


def _hours(figures: Figures) -> Iterable[HourOut]:
    for (day, hour), one in sorted((figures.times or {}).items()):
        yield HourOut(**_square(one), weekday=day + 1, hour=hour)


def _cells(figures: Figures) -> Iterable[CellOut]:
    for cell, one in sorted((figures.cells or {}).items()):
        yield CellOut(**_square(one), east=cell.corner[0], north=cell.corner[1])


def _square(one: Square) -> dict[str, Any]:
    count = one.least if one.least == one.most else None
    return {"count": count, "least": one.least, "most": one.most, "above": one.up}
