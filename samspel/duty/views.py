"""The roster: who is on duty, the weeks ahead with their gaps, and planning."""

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts import services as accounts
from samspel.accounts.audiences import ANYONE, holders
from samspel.accounts.rules import Function
from samspel.accounts.who import Request, Who
from samspel.core import clock, http
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.duty import calendar as ics
from samspel.duty import permissions, queries, services
from samspel.duty.forms import PlanForm, ReplaceForm, SwapForm, fields_of
from samspel.duty.models import DutyShift
from samspel.duty.rules import Period

READERS = holders(*permissions.READERS)
PLANNERS = holders(*permissions.PLANNERS)
OFFICERS = holders(Function.DUTY_OFFICER)
WEEKS = 6
Said = tuple[str | Promise, str | Promise]


@page(READERS, methods=("GET",))
def roster(request: Request) -> HttpResponse:
    """Who is on duty now, and the weeks ahead with shifts and gaps."""
    who = request.who
    first = _week(request.GET.get("from", ""))
    context = {
        "now": queries.shift_at(),
        "fallback": queries.fallback(),
        "weeks": queries.roster(who, first, WEEKS),
        "gaps": queries.gaps_ahead(),
        "earlier": first - timedelta(weeks=WEEKS),
        "later": first + timedelta(weeks=WEEKS),
        "may_plan": permissions.may_plan(who),
        "is_officer": who.holds(Function.DUTY_OFFICER),
        "mine": queries.next_shifts(who.user) if who.user else [],
        "at": clock.now(),
    }
    return render(request, "duty/roster.html", context)


@page(OFFICERS)
def calendar(request: Request) -> HttpResponse:
    """One's own shifts in one's own calendar: a secret address, shown once."""
    form = WritingForm(request.POST or None)
    made: list[str] = []

    def do() -> str:
        made.append(accounts.new_calendar_link(request.user, by=request.who)[1])
        return reverse("duty:calendar")

    if request.method == "POST" and form.is_valid():
        answer = http.act(request, form, by=request.who, do=do)
        if answer is not None and not made:
            return answer
    context = {
        "form": WritingForm(),
        "link": request.user.calendar_links.filter(revoked_at=None).first(),
        "address": f"{settings.BASE_URL}{reverse('duty:feed', args=made)}" if made else "",
    }
    return render(request, "duty/calendar.html", context)


@page(OFFICERS, methods=("POST",))
def end_calendar(request: Request) -> HttpResponse:
    """The secret address opens nothing any more."""
    form = WritingForm(request.POST)

    def do() -> str:
        accounts.revoke_calendar_link(request.user, by=request.who)
        return reverse("duty:calendar")

    if form.is_valid():
        answer = http.act(request, form, by=request.who, do=do)
        if answer is not None:
            messages.success(request, _("The address opens nothing any more."))
            return answer
    return redirect("duty:calendar")


@page(ANYONE, methods=("GET",))
def feed(request: Request, secret: str) -> HttpResponse:
    """What a calendar fetches: it has no login, so the address is the key."""
    made = ics.of(ics.owner(secret))
    return HttpResponse(
        made, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )


@page(PLANNERS)
def plan(request: Request) -> HttpResponse:
    """Put somebody on duty; a gap of the roster comes filled in."""
    form = PlanForm(request.POST or None, initial=_gap(request))

    def do() -> str:
        data = form.cleaned_data
        shifts = services.plan(
            form.officer,
            data["period"],
            by=request.who,
            times=data["times"],
            every_weeks=data["every_weeks"],
            source=request.who.label,
        )
        return _address(shifts[0])

    return _written(request, form, do, (gettext_lazy("Put somebody on duty"), gettext_lazy("Put on duty")))


@page(PLANNERS, methods=("GET",))
def shift(request: Request, pk: int) -> HttpResponse:
    """One shift, and what can be changed about it."""
    found = _shift(request.who, pk)
    context = {"shift": found, "over": found.ends <= clock.now(), "begun": found.starts <= clock.now()}
    return render(request, "duty/shift.html", context)


@page(PLANNERS)
def replace(request: Request, pk: int) -> HttpResponse:
    """Somebody else takes the shift, or a part of it."""
    found = _shift(request.who, pk)
    initial = {"version": found.version, **fields_of(found.period)}
    form = ReplaceForm(request.POST or None, shift=found, initial=initial)

    def do() -> str:
        part = form.cleaned_data["period"]
        return _address(services.replace(found, form.officer, by=request.who, part=part, version=form.read_version))

    return _written(
        request, form, do, (gettext_lazy("Let somebody else take it"), gettext_lazy("Let them take it")), found
    )


@page(PLANNERS)
def swap(request: Request, pk: int) -> HttpResponse:
    """Two officers take each other's shifts."""
    found = _shift(request.who, pk)
    ahead = queries.visible_to(request.who).filter(span__startswith__gt=clock.now()).exclude(user=found.user)
    form = SwapForm(request.POST or None, others=list(ahead.order_by("span")[:100]))

    def do() -> str:
        return _address(services.swap(found, form.shift, by=request.who)[0])

    return _written(
        request, form, do, (gettext_lazy("Swap with another shift"), gettext_lazy("Swap the shifts")), found
    )


@page(PLANNERS)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take the shift out of the roster."""
    found = _shift(request.who, pk)
    form = WritingForm(request.POST or None, initial={"version": found.version})

    def do() -> str:
        services.remove(found, by=request.who, version=form.read_version)
        return reverse("duty:roster")

    return _written(
        request, form, do, (gettext_lazy("Take it out of the roster"), gettext_lazy("Take the shift out")), found
    )


def _written(
    request: Request, form: WritingForm, do: Callable[[], str], said: Said, about: DutyShift | None = None
) -> HttpResponse:
    """The page of a form, under the first of `said` and with the second on its button: shown, or done."""
    if request.method == "POST" and form.is_valid():
        answer = http.act(request, form, by=request.who, do=do)
        if answer is not None:
            messages.success(request, _("The roster is changed."))
            return answer
    context = {"form": form, "heading": said[0], "button": said[1], "shift": about}
    return render(request, "duty/write.html", context, status=422 if form.errors else 200)


def _shift(who: Who, pk: int) -> DutyShift:
    found = queries.visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def _address(shift: DutyShift) -> str:
    day = clock.local(shift.starts).date()
    return f"{reverse('duty:roster')}?from={day.isoformat()}"


def _week(asked: str) -> date:
    """The Monday of the week that was asked for, or of this one."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = clock.today()
    if abs(day - clock.today()) > timedelta(days=3660):
        day = clock.today()
    return day - timedelta(days=day.weekday())


def _gap(request: Request) -> dict[str, object]:
    """The period that the address names, as the form's first values."""
    try:
        found = [parse_datetime(request.GET.get(name, "")) for name in ("starts", "ends")]
    except ValueError:
        return {}
    starts, ends = found
    if starts is None or ends is None or starts.tzinfo is None or ends.tzinfo is None:
        return {}
    try:
        return {**fields_of(Period(starts, ends))}
    except OverflowError:  # a time at the edge of the calendar has no local one
        return {}
