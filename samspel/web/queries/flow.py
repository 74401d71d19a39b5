"""How much comes in and goes out, week by week, out of rows that are already scoped for the one who asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Aggregate, Count, ExpressionWrapper, F, Func, Q, QuerySet, Value
from django.db.models.functions import Extract, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core import clock
from samspel.municipality.models import Area
from samspel.questions.models import Question
from samspel.questions.rules import ENDED, OPEN
from samspel.ui import words
from samspel.ui.elements import Bar, Chart

WEEKS = 12
BEFORE = 26
"""What is expected is read from so many weeks before those shown."""
LEAST_BEFORE = 8
"""With fewer weeks than this behind, nothing is expected."""
SHOWN_FROM = 3
"""A number by place below this is not written out on a map."""


def last_mondays(weeks: int) -> list[date]:
    """The Mondays of the last whole weeks, the earliest first."""
    return [this_monday() - timedelta(weeks=back) for back in range(weeks, 0, -1)]


def this_monday() -> date:
    """The Monday of the week that goes on."""
    return clock.today() - timedelta(days=clock.today().weekday())


def by_week(rows: QuerySet[Any], moment: str, weeks: int, place: str = "") -> dict[Any, Counter[date]]:
    """How many rows fall in each of the last whole weeks and this one, by Monday and by `place` (one read).

    The weeks' bounds are moments, so that the rows are found by their index, and put in their week by a search in a
    list: turning each row's moment into a local day took ten times as long.
    """
    mondays = [*last_mondays(weeks), this_monday()]
    bounds = Value([clock.midnight(monday) for monday in mondays], output_field=ArrayField(models.DateTimeField()))
    counted = (
        rows.filter(**{f"{moment}__gte": clock.midnight(mondays[0])})
        .annotate(week=Func(F(moment), bounds, function="width_bucket", output_field=models.IntegerField()))
        .values_list(*([place, "week"] if place else ["week"]))
        .annotate(count=Count("pk"))
        .order_by()
    )
    found: dict[Any, Counter[date]] = defaultdict(Counter)
    for *value, week, count in counted:
        found[value[0] if value else None][mondays[week - 1]] += count
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """What eight weeks of ten have held before: from `low` to `high`, both counted."""

    low: int
    high: int


def expected(counts: Sequence[int]) -> Expected | None:
    """The range of the eight middle weeks of ten; None with too few weeks behind."""
    if len(counts) < LEAST_BEFORE or not any(counts):
        return None
    tenths = quantiles(counts, n=10)
    return Expected(max(0, round(tenths[0])), round(tenths[-1]))


def questions_said(count: int) -> str:
    """So many questions, in words."""
    return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}


def alarms_said(count: int) -> str:
    """So many alarms, in words."""
    return ngettext("%(count)s alarm", "%(count)s alarms", count) % {"count": count}


def weekly_chart(
    found: Counter[date], team: int | None, what: str, said: Callable[[int], str] = questions_said
) -> Chart:
    """The last twelve whole weeks as columns; the heading says the last one, and whether it was as expected.

    `what` is counted, for the note and the table; `said` says so many of them.
    """
    mondays = last_mondays(WEEKS)
    earlier = last_mondays(WEEKS + BEFORE)[:BEFORE]
    known = [monday for monday in earlier if found and monday >= min(found)]
    span = expected([found[monday] for monday in known])
    bars = [
        Bar(
            words.week_short(monday).split()[-1],
            found[monday],
            low=span.low if span else None,
            high=span.high if span else None,
        )
        for monday in mondays
    ]
    return Chart(
        title=_heading(words.week(mondays[-1]).capitalize(), found[mondays[-1]], span, said),
        bars=bars,
        note=_note(mondays, span, what),
        team=team,
        unit=what,
        step=_("Week"),
    )


def _heading(week: str, count: int, span: Expected | None, said: Callable[[int], str]) -> str:
    text = f"{week}: {said(count)}"
    if span is None:
        return text
    if count > span.high:
        return _("%(text)s, more than expected") % {"text": text}
    if count < span.low:
        return _("%(text)s, fewer than expected") % {"text": text}
    return _("%(text)s, as expected") % {"text": text}


def _note(mondays: Sequence[date], span: Expected | None, what: str) -> str:
    period = words.period(mondays[0], mondays[-1] + timedelta(days=6))
    if span is None:
        return _("%(what)s, %(period)s.") % {"what": what, "period": period}
    values = {"what": what, "period": period, "low": span.low, "high": span.high}
    return _("%(what)s, %(period)s. Expected %(low)s–%(high)s: so it was eight weeks of ten before.") % values


@dataclass(frozen=True, slots=True)
class Figures:
    """How it stands with questions: open and late now; ended in the last twelve weeks, in time, and how soon."""

    open: int
    late: int
    ended: int
    in_time: int
    median_days: int | None
    by_area: Mapping[int | None, int] = field(default_factory=dict)
    """How many are open in each of the areas that were asked for, by id."""

    @property
    def share(self) -> float | None:
        """The share of those ended that were ended in time."""
        return self.in_time / self.ended if self.ended else None


def figures(rows: QuerySet[Question], areas: Iterable[Area] = (), of: Area | None = None) -> Figures:
    """The figures of the rows, or of one area's of them; and how many are open in each of some areas.

    One read, counted in the database. Days are whole days from question to end.
    """
    still, lately, here = Q(status__in=sorted(OPEN)), ended_lately(), Q(area=of) if of else Q()
    took = Extract(ExpressionWrapper(F("ended_at") - F("received_at"), models.DurationField()), "day")
    places = {f"in_{area.pk}": area.pk for area in areas}
    found = rows.filter(still | lately).aggregate(
        open=Count("pk", filter=still & here),
        late=Count("pk", filter=still & here & Q(due_on__lt=clock.today())),
        ended=Count("pk", filter=lately & here),
        in_time=Count("pk", filter=lately & here & Q(due_on__gte=TruncDate("ended_at"))),
        median=_Median(took, filter=lately & here),
        **{name: Count("pk", filter=still & Q(area=pk)) for name, pk in places.items()},
    )
    half, by_area = found.pop("median"), dict[int | None, int]()
    for name, pk in places.items():
        by_area[pk] = found.pop(name)
    return Figures(**found, median_days=None if half is None else round(half), by_area=by_area)


class _Median(Aggregate):
    """Half of the rows have less, half have more."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.FloatField()


def ended_lately() -> Q:
    """Whether a question has ended in the weeks that are shown."""
    return Q(status__in=sorted(ENDED), ended_at__gte=clock.midnight(last_mondays(WEEKS)[0]))


def came_lately() -> Q:
    """Whether a question came in the weeks that are shown."""
    return Q(received_at__gte=clock.midnight(last_mondays(WEEKS)[0]))


def open_by_area(rows: QuerySet[Question]) -> dict[int | None, int]:
    """How many open questions each area has, by id; None for those without an area (one read)."""
    counted = rows.filter(status__in=sorted(OPEN)).values_list("area").annotate(count=Count("pk")).order_by()
    return dict(counted)


def on_map(counts: Mapping[int | None, int]) -> dict[int, str]:
    """The numbers that are written on a map: none below three."""
    return {area: str(count) for area, count in counts.items() if area is not None and count >= SHOWN_FROM}


def map_words(areas: Sequence[Area], counts: Mapping[int | None, int]) -> str:
    """The map for those who do not see it."""
    listed = ", ".join(
        _("%(area)s %(count)s") % {"area": area.name, "count": count}
        if (count := counts.get(area.pk, 0)) >= SHOWN_FROM
        else _("%(area)s fewer than three") % {"area": area.name}
        for area in areas
    )
    return _("Map. Open questions: %(listed)s.") % {"listed": listed}
