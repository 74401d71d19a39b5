"""An area as its page shows it: what is open and new, how much comes in, who works there. Scoped for who asks."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from samspel.accounts.models import Assignment
from samspel.core import clock
from samspel.escalation import queries as escalations
from samspel.escalation import shown as alarms
from samspel.escalation.models import Escalation
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, AreaTeam, Level, Place, Team
from samspel.municipality.rules import OfficeCalendar
from samspel.questions import queries as questions
from samspel.questions import shown
from samspel.questions import words as said
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.rules import AT_WORK, OPEN
from samspel.ui.charts import plot
from samspel.ui.elements import AreaMap, Bar, Chart, Status
from samspel.web.queries import flow
from samspel.web.queries.maps import Counted, near_map, poster_map

SHOWN = 8
ALARM_DAYS = 90


@dataclass(frozen=True, slots=True)
class Flow:
    """An area with what is open in it, its last twelve weeks as a line (an SVG path in a box of 100), and their sum.

    `seen` is False for an area of which the one who asks sees no questions: then the numbers say nothing.
    """

    area: Area
    open: int
    line: str
    received: int
    seen: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open question as a line: who has it, how it stands, and its last day."""

    question: Question
    departments: str
    status: Status
    due: Status


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm as a line: what it is, how each of its receivers stands, and when it was sent."""

    alarm: Escalation
    title: str
    states: Sequence[Status]


@dataclass(frozen=True, slots=True)
class FunctionCount:
    """How many hold a function in the team today."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AreaPage:
    """All that an area's page draws. `sees` is False for who may see none of its questions."""

    area: Area
    around: AreaMap
    map: AreaMap
    history: Sequence[AreaTeam]
    places: Sequence[Place]
    functions: Sequence[FunctionCount]
    sees: bool
    figures: flow.Figures
    chart: Chart
    soonest: Sequence[OpenRow]
    newest: Sequence[Question]
    flows: Sequence[Flow]
    alarms: Sequence[AlarmRow]


def area_page(reach: Reach, area: Area) -> AreaPage:
    """Everything about one area."""
    areas = municipality.areas()
    team = area.team
    near = [one for one in areas if team and one.team == team] or [area]
    seen = questions.visible_to(reach)
    rows = seen.filter(area=area)
    beside = seen.filter(area__in=[one.pk for one in near])
    figures = flow.figures(beside, near, of=area)
    counts = figures.by_area
    weeks = flow.by_week(beside, "received_at", flow.WEEKS + flow.BEFORE, "area")
    soonest, newest = _soonest_and_newest(rows)
    number = team.number if team else None
    return AreaPage(
        area=area,
        around=poster_map(areas, [area.pk]),
        map=near_map(areas, near, Counted(flow.map_words(near, counts), flow.on_map(counts), [area.pk])),
        history=[row for row in municipality.tenures() if row.area_id == area.pk],
        places=[place for place in municipality.places() if place.area_id == area.pk],
        functions=functions_of(team) if team else [],
        sees=bool(newest),
        figures=figures,
        chart=flow.weekly_chart(weeks.get(area.pk, Counter[date]()), number, _("Questions received")),
        soonest=_open_rows(soonest),
        newest=newest,
        flows=flows_of(near, counts, weeks, {one.pk for one in near}) if area.level == Level.MAIN else [],
        alarms=alarms_of(reach, area),
    )


def areas_seen(reach: Reach, areas: Sequence[Area], found: Container[int | None]) -> set[int]:
    """The areas of which the one who asks sees any question: those of their teams, those in which some were just
    `found`, and of the rest those in which the database finds one (one read)."""
    rest = [area.pk for area in areas if area.pk not in found and area.pk not in reach.areas]
    others = questions.visible_to(replace(reach, areas=frozenset())).filter(area=OuterRef("pk"))
    more = Area.objects.filter(Exists(others), pk__in=rest).values_list("pk", flat=True) if rest else ()
    return {area.pk for area in areas if area.pk not in rest} | set(more)


def flows_of(
    areas: Sequence[Area],
    counts: Mapping[int | None, int],
    weeks: Mapping[int, Counter[date]],
    known: Container[int | None],
) -> list[Flow]:
    """The areas side by side, the main ones first, all lines on one scale so that they can be compared."""
    mondays = flow.last_mondays(flow.WEEKS)
    series = {area.pk: [weeks.get(area.pk, Counter[date]())[monday] for monday in mondays] for area in areas}
    top = max((max(values) for values in series.values()), default=0)
    ordered = sorted(areas, key=lambda area: (area.level != Level.MAIN, area.sort_key))
    return [
        Flow(
            area=area,
            open=counts.get(area.pk, 0),
            line=_line(series[area.pk], top),
            received=sum(series[area.pk]),
            seen=area.pk in known,
        )
        for area in ordered
    ]


def _line(values: Sequence[int], top: int) -> str:
    """The values as a path; the highest of all series is the top of the box."""
    return plot(Chart(title="", bars=[Bar("", value, high=top) for value in values], kind="line")).line


def functions_of(team: Team) -> list[FunctionCount]:
    """How many hold each function in the team today, those with most first. Numbers, never names."""
    held = (
        Assignment.objects.on(clock.today())
        .filter(team=team, user__is_active=True)
        .values_list("function")
        .annotate(users=Count("user", distinct=True))
        .order_by("-users", "function")
    )
    names = municipality.function_names()
    return [FunctionCount(names.get(function, function), users) for function, users in held]


def alarms_of(reach: Reach, area: Area) -> list[AlarmRow]:
    """The alarms of the area that the one who asks may see: what is open, and what came in the last quarter."""
    since = clock.now() - timedelta(days=ALARM_DAYS)
    found = escalations.visible_to(reach.who).filter(area=area, created_at__gte=since)
    return [
        AlarmRow(one, alarms.title(one), [alarms.status(leg) for leg in one.legs.all()])
        for one in found.prefetch_related("legs").order_by("-created_at")[:SHOWN]
    ]


def _soonest_and_newest(rows: QuerySet[Question]) -> tuple[list[Question], list[Question]]:
    """The open ones that are due first, and those that came last, with the parts drawn with them (two reads)."""
    by_day = rows.filter(status__in=sorted(OPEN)).order_by("due_on", "received_at").values("pk")[:SHOWN]
    keys = by_day.union(rows.order_by("-received_at").values("pk")[:SHOWN])
    parts = Part.objects.filter(status__in=list(AT_WORK)).order_by("-leads", "pk")
    ready = rows.filter(pk__in=keys).prefetch_related(Prefetch("parts", parts, to_attr="at_work"))
    found: list[Question] = list(ready)
    soonest = sorted((one for one in found if one.is_open), key=lambda one: (one.due_on, one.received_at))
    return soonest[:SHOWN], sorted(found, key=lambda one: one.received_at, reverse=True)[:SHOWN]


def _open_rows(found: Sequence[Question]) -> list[OpenRow]:
    calendar = municipality.calendar()
    return [_open_row(question, calendar) for question in found]


def _open_row(question: Question, calendar: OfficeCalendar) -> OpenRow:
    parts: list[Part] = question.at_work  # type: ignore[attr-defined]
    return OpenRow(
        question=question,
        departments=", ".join(part.department.short_name for part in parts),
        status=said.status(question.stands),
        due=shown.due(calendar, question.due_on),
    )
