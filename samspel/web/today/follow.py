"""What those who follow up see: figures, ends, departments and matters. No persons, no single question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department, Matter
from samspel.questions import queries as questions
from samspel.questions import words as said
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.rules import AT_WORK, OPEN, OWED, Status
from samspel.ui.elements import Figure
from samspel.web.queries import flow

FOLLOWERS = (Function.EVALUATOR,)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: its name, how many, and the width of its bar of 100."""

    name: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Load:
    """What a department has: parts received in twelve weeks, owed now, and of those late."""

    name: str
    received: int
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class Followed:
    """All of it: a conclusion as heading, the figures, and the tables."""

    heading: str
    figures: Sequence[Figure]
    ends: Sequence[Share]
    loads: Sequence[Load]
    matters: Sequence[Share]


def followed(reach: Reach) -> Followed | None:
    """What the one who asks follows up; None for those who do not."""
    if not reach.holds(*FOLLOWERS):
        return None
    rows = questions.visible_to(reach)
    found = flow.figures(rows)
    return Followed(
        heading=_heading(found),
        figures=_figures(found),
        ends=_ends(rows),
        loads=_loads(rows),
        matters=_matters(rows),
    )


def _heading(found: flow.Figures) -> str:
    if not found.open:
        return _("No questions are open")
    text = ngettext(
        "%(late)s of %(open)s open question is late", "%(late)s of %(open)s open questions are late", found.open
    )
    return text % {"late": found.late, "open": found.open}


def _figures(found: flow.Figures) -> list[Figure]:
    share = f"{round(found.share * 100)}" if found.share is not None else "–"
    days = "–" if found.median_days is None else found.median_days
    return [
        Figure(found.open, _("open questions"), note=_("late: %(count)s") % {"count": found.late}),
        Figure(found.ended, _("ended in twelve weeks"), note=_("in time: %(count)s") % {"count": found.in_time}),
        Figure(share, _("ended in time"), unit="%", note=_("the last day counts")),
        Figure(days, _("days until half have an end"), note=_("the other half took longer")),
    ]


def _ends(rows: QuerySet[Question]) -> list[Share]:
    """How questions have ended in the last twelve weeks."""
    counted = rows.filter(flow.ended_lately()).values_list("status").annotate(count=Count("pk"))
    return _shares([(said.status(Status(status)).word, count) for status, count in counted.order_by("-count")])


def _matters(rows: QuerySet[Question]) -> list[Share]:
    """What the questions of the last twelve weeks were about, and recurs."""
    counted = rows.filter(flow.came_lately()).values_list("matter").annotate(count=Count("pk")).order_by()
    named = [(municipality.name_of(Matter, matter), count) for matter, count in counted]
    named.sort(key=lambda one: (-one[1], not one[0], one[0]))
    return _shares([(name or _("no matter chosen"), count) for name, count in named])


def _shares(counted: Sequence[tuple[str, int]]) -> list[Share]:
    top = max((count for _name, count in counted), default=1)
    return [Share(name, count, round(100 * count / top, 1)) for name, count in counted]


def _loads(rows: QuerySet[Question]) -> list[Load]:
    """Department by department; those with most late parts first (one read)."""
    # A set of the few that are open, not a join to all there ever were: a third of the time.
    still_open = Question.objects.filter(status__in=sorted(OPEN)).values("pk")
    owed, came = Q(status__in=list(OWED), question__in=still_open), flow.came_lately()
    counted = (
        Part.objects.filter(came | Q(status__in=list(OWED)), question__in=rows, status__in=list(AT_WORK))
        .values_list("department")
        .annotate(
            received=Count("pk", filter=came),
            owed=Count("pk", filter=owed),
            late=Count("pk", filter=owed & Q(due_on__lt=clock.today())),
        )
        .order_by()
    )
    found = [Load(municipality.name_of(Department, department), *numbers) for department, *numbers in counted]
    return sorted(found, key=lambda one: (-one.late, -one.owed, one.name))
