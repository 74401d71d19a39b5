"""The duty officer's page for a bad line, and the morning's handover."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.rules import Function
from samspel.accounts.who import Request, Who
from samspel.core import clock, http
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.duty import queries as duty
from samspel.duty.models import DutyShift
from samspel.escalation import line, permissions, queries, services, shown, words
from samspel.escalation.forms import NightForm
from samspel.escalation.models import HandoverNote
from samspel.escalation.rules import State
from samspel.municipality import queries as municipality

SECURITY = holders(Function.DUTY_OFFICER, Function.HEAD_OF_SECURITY)
EARLIER = timedelta(hours=12)


@page(SECURITY, methods=("GET",))
def now(request: Request) -> HttpResponse:
    """What waits, what goes on, what was earlier tonight, and whom to call: a few kB that work without JavaScript."""
    who = request.who
    reach = permissions.reach_of(who)
    legs = queries.active(reach)
    since = reach.on_duty_since or clock.now() - EARLIER
    waiting = [shown.duty_alarm(reach, leg) for leg in legs if leg.stands is State.WAITING]
    mine = duty.next_shifts(who.user) if who.user and who.holds(Function.DUTY_OFFICER) else []
    context = {
        "at": clock.now(),
        "waiting": waiting,
        "going_on": [shown.duty_alarm(reach, leg) for leg in legs if leg.stands is not State.WAITING],
        "earlier": [shown.row(leg) for leg in queries.closed_since(reach, since)],
        "shift": duty.shift_at(),
        "sees": bool(legs) or reach.on_duty_since is not None or who.holds(Function.HEAD_OF_SECURITY),
        "mine": mine[0] if mine else None,
        "numbers": line.numbers(),
        "emergency": municipality.emergency_numbers()[:1],
        "may_hand_over": queries.shift_to_hand_over(who) is not None,
        "form": WritingForm(),
    }
    return render(request, "escalation/duty.html", context)


@page(SECURITY)
def night(request: Request) -> HttpResponse:
    """The duty officer hands the night over, with a few words."""
    who = request.who
    shift = queries.shift_to_hand_over(who)
    if shift is None:
        raise Missing
    form = NightForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = http.act(request, form, by=who, do=lambda: _give(request, form, who))
        if done is not None:
            return done
    return render(request, "escalation/night.html", _night(shift, form), status=422 if form.errors else 200)


def _night(shift: DutyShift, form: NightForm) -> dict[str, object]:
    starts, ends = queries.night_begins(shift), min(clock.now(), shift.ends)
    rows = [shown.row(leg) for leg in queries.night(starts, ends)]
    return {"form": form, "starts": starts, "ends": ends, "rows": rows}


def _give(request: Request, form: NightForm, who: Who) -> str:
    note = services.hand_over_night(form.cleaned_data["text"], by=who, looked=form.cleaned_data["looked"])
    messages.success(request, _("The night is handed over."))
    return reverse("escalation:handover", args=[note.pk])


@page(SECURITY, methods=("GET",))
def handovers(request: Request) -> HttpResponse:
    """The nights that were handed over."""
    notes = queries.handovers(request.who)[:60]
    return render(
        request, "escalation/handovers.html", {"notes": notes, "may_hand_over": queries.shift_to_hand_over(request.who)}
    )


@page(SECURITY, methods=("GET",))
def handover(request: Request, pk: int) -> HttpResponse:
    """One night, as it was handed over: one page that prints on one sheet."""
    who = request.who
    note = _note(who, pk)
    visible = set(queries.visible_to(who).values_list("pk", flat=True))
    lines = [
        {
            "row": row,
            "title": shown.title(row.leg.escalation),
            "where": shown.where(row.leg.escalation),
            "then": words.STATES[State(row.state)],
            "now": shown.status(row.leg),
            "changed": row.state != row.leg.state,
            "link": row.leg.escalation_id in visible,
        }
        for row in note.lines.all()
    ]
    may_receive = who.holds(Function.HEAD_OF_SECURITY) and note.received_at is None
    context = {"note": note, "lines": lines, "may_receive": may_receive, "form": WritingForm()}
    return render(request, "escalation/handover.html", context)


@page(holders(Function.HEAD_OF_SECURITY), methods=("POST",))
def receive(request: Request, pk: int) -> HttpResponse:
    """The head of security has read the night."""
    note = _note(request.who, pk)
    form = WritingForm(request.POST)
    address = reverse("escalation:handover", args=[note.pk])

    def do() -> str:
        services.receive_night(note, by=request.who)
        messages.success(request, _("You have received the night."))
        return address

    if form.is_valid():
        done = http.act(request, form, by=request.who, do=do)
        if done is not None:
            return done
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return redirect(address)


def _note(who: Who, pk: int) -> HandoverNote:
    note = queries.handovers(who).filter(pk=pk).first()
    if note is None:
        raise Missing
    return note
