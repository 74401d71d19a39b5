"""Answering: one escalation with its history, and a page for each verb."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request, Who
from samspel.core import http
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.escalation import line, permissions, queries, services, shown
from samspel.escalation.forms import DoneForm, HandOverForm, NotSettledForm, WithdrawForm
from samspel.escalation.models import Leg

READERS = holders(*permissions.READERS)
DUTY = "duty"
"""Where a verb was chosen from the duty officer's page, one returns there."""


@page(READERS, methods=("GET",))
def escalation(request: Request, pk: UUID) -> HttpResponse:
    """One escalation: who has each part, what may be done, and what has happened."""
    who = request.who
    found = shown.escalation(who, queries.get(who, pk))
    return render(request, "escalation/escalation.html", {"shown": found, "form": WritingForm()})


@page(READERS, methods=("POST",))
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Take it."""
    who = request.who
    leg = _mine(who, pk)
    form = WritingForm(request.POST)
    if form.is_valid():
        done = http.act(request, form, by=who, do=lambda: _after(request, services.acknowledge(leg, by=who)))
        if done is not None:
            return done
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return redirect(_back(request, leg))


@page(READERS)
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Hand it over to somebody else, with a reason."""
    who = request.who
    leg = _mine(who, pk)
    form = HandOverForm(request.POST or None, others=line.others(leg), initial={"version": leg.version})

    def do() -> Leg:
        data = form.cleaned_data
        return services.hand_over(leg, form.position, data["reason"], by=who, version=form.read_version)

    return _verb(request, leg, form, do, (gettext_lazy("Hand over to somebody else"), gettext_lazy("Hand over")))


@page(READERS)
def done(request: Request, pk: int) -> HttpResponse:
    """What was done, and what came of it."""
    who = request.who
    leg = _mine(who, pk)
    form = DoneForm(request.POST or None, initial={"version": leg.version})

    def do() -> Leg:
        data = form.cleaned_data
        return services.report_done(leg, data["done"], data["outcome"], by=who, version=form.read_version)

    return _verb(request, leg, form, do, (gettext_lazy("What was done?"), gettext_lazy("Report it as done")))


@page(READERS)
def not_settled(request: Request, pk: int) -> HttpResponse:
    """The managers could not settle it."""
    who = request.who
    leg = _mine(who, pk)
    if not permissions.may_say_not_settled(who, leg):
        raise Missing
    form = NotSettledForm(request.POST or None, initial={"version": leg.version})

    def do() -> Leg:
        return services.not_settled(leg, form.cleaned_data["text"], by=who, version=form.read_version)

    return _verb(request, leg, form, do, (gettext_lazy("We could not settle it"), gettext_lazy("Pass it on")))


@page(READERS)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """It is no longer needed."""
    who = request.who
    leg = queries.leg(who, pk)
    if leg.escalation.created_by != who.user:
        raise Missing
    form = WithdrawForm(request.POST or None, initial={"version": leg.version})

    def do() -> Leg:
        return services.withdraw(leg, form.cleaned_data["reason"], by=who)

    return _verb(request, leg, form, do, (gettext_lazy("No longer needed"), gettext_lazy("Say that it is not needed")))


def _mine(who: Who, pk: int) -> Leg:
    leg = queries.leg(who, pk)
    if not permissions.answers_for(who, leg):
        raise Missing
    return leg


def _verb(
    request: Request, leg: Leg, form: WritingForm, do: Callable[[], Leg], said: tuple[str | Promise, str | Promise]
) -> HttpResponse:
    """The page of a verb: its form under the first of `said`, the second on its button."""
    if request.method == "POST" and form.is_valid():
        answer = http.act(request, form, by=request.who, do=lambda: _after(request, do()))
        if answer is not None:
            return answer
    base = "ui/bare.html" if request.GET.get("from") == DUTY else "ui/base.html"
    context = {
        "leg": leg,
        "form": form,
        "heading": said[0],
        "button": said[1],
        "title": shown.title(leg.escalation),
        "base": base,
        "back": _back(request, leg),
    }
    return render(request, "escalation/verb.html", context, status=422 if form.errors else 200)


def _after(request: Request, leg: Leg) -> str:
    messages.success(request, _("Saved. Everybody concerned is told."))
    return _back(request, leg)


def _back(request: Request, leg: Leg) -> str:
    if request.GET.get("from") == DUTY:
        return reverse("escalation:duty")
    return reverse("escalation:escalation", args=[leg.escalation_id])
