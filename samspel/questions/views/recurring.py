"""What recurs, as a list that is worked off: found by a rule, taken up by a person, looked at again."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page
from samspel.accounts.audiences import holders
from samspel.accounts.rules import DEPARTMENT_FUNCTIONS, Function
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.questions import permissions, queries, services
from samspel.questions.forms import TakeUpForm
from samspel.questions.permissions import COORDINATORS, reach_of
from samspel.questions.queries import Recurring
from samspel.questions.recurrence import LEAST, months_before
from samspel.questions.views.acting import SOLVES
from samspel.ui.elements import Bar, Chart

TAKES_UP = holders(*COORDINATORS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE)


@dataclass(frozen=True)
class Line:
    """A row as it is drawn: the months with what was expected, and where its questions are."""

    shown: Recurring
    title: str
    chart: Chart
    questions: str


@page(SOLVES, methods=("GET",))
def recurring(request: Request) -> HttpResponse:
    """What nobody has taken up yet, or is due again; or what is being worked on."""
    who, working = request.who, request.GET.get("status") == "taken-up"
    context = {
        "lines": [line(one) for one in queries.recurring(who, taken_up=working)],
        "working": working,
        "may_take_up": permissions.may_take_up(reach_of(who)),
    }
    return render(request, "questions/recurring.html", context)


@page(TAKES_UP)
def take_up(request: Request, recurrence: int) -> HttpResponse:
    """Say with whom it is taken up, what is done at the root, and when it is looked at again."""
    found = queries.recurrence(request.who, recurrence)
    row = found.row
    permissions.require(permissions.may_take_up(reach_of(request.who)))
    initial = {"version": row.version, "with_whom": row.with_whom, "note": row.note}
    form = TakeUpForm(request.POST or None, initial=initial)

    def do() -> str:
        data = form.cleaned_data
        version = form.read_version
        services.take_up(
            recurrence, data["with_whom"], data["note"], data["revisit_on"], by=request.who, version=version
        )
        return reverse("questions:recurring")

    words = Act(
        heading=line(found).title,
        button=_("Note it"),
        back=reverse("questions:recurring"),
        back_words=_("What recurs"),
        said=_("It is noted, and comes back on the day that you chose."),
    )
    return act_page(request, form, words, do, {"chart": line(found).chart}, template="questions/act.html")


def line(shown: Recurring) -> Line:
    """The row in words, with its months. What is under five is not told to who may not read the questions."""
    row = shown.row
    title = _("%(matter)s in %(area)s") % {"matter": row.matter.name, "area": shown.area.name}
    counted = _("%(count)s in %(month)s, expected at most %(high)s") % {
        "count": row.count,
        "month": format_date(row.month, "F Y"),
        "high": row.high,
    }
    address = (
        f"{reverse('questions:list')}?status=all&matter={row.matter.code}&area={shown.area.code}&since={row.month}"
    )
    return Line(shown, title, _chart(shown, counted), f"{address}&order=newest")


def _chart(shown: Recurring, title: str) -> Chart:
    row, team = shown.row, shown.area.team
    past = zip(months_before(row.month, len(row.past)), row.past, strict=True)
    bars = [_bar(_month(month), count, whole=shown.whole) for month, count in past]
    return Chart(
        title,
        [*bars, Bar(_month(row.month), row.count, low=row.low, high=row.high)],
        note=_("Things asked about, month by month. The range is where 99 months of 100 like those before would lie."),
        team=team.number if team else None,
        step=_("Month"),
    )


def _month(month: date) -> str:
    return format_date(month, "M")


def _bar(label: str, count: int, *, whole: bool) -> Bar:
    if whole or not 0 < count < LEAST:
        return Bar(label, count)
    return Bar(label, LEAST - 1, words=f"<{LEAST}")
