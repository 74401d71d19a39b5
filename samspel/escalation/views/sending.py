"""Sending: three steps on one page, and who gets it shown before anything is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request, Who
from samspel.core import http
from samspel.core.errors import Missing, Refused
from samspel.core.pages import page
from samspel.escalation import permissions, queries, services
from samspel.escalation.forms import EscalateForm, RouteForm
from samspel.escalation.rules import Need
from samspel.municipality import queries as municipality
from samspel.questions.models import Question

SENDERS = holders(*permissions.SENDERS)


@page(SENDERS)
def new(request: Request) -> HttpResponse:
    """The three steps; a sending that would reach somebody else than was shown is shown again first."""
    who = request.who
    question = _question(request, who)
    form = EscalateForm(request.POST or None, who=who, initial=_initial(question))
    preview = _preview(form)
    if request.method == "POST" and form.is_valid() and preview is not None:
        if form.cleaned_data["announced"] == preview.announced:
            sent = http.act(request, form, by=who, do=lambda: _send(request, form, who, question))
            if sent is not None:
                return sent
        else:
            messages.info(request, _("Look at who gets it now, and press the button again to send."))
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "preview": preview,
        "question": question,
        "places": municipality.places(),
        "emergency": next(iter(municipality.emergency_numbers()), None),
        **_shown(preview),
    }
    return render(request, "escalation/new.html", context, status=status)


@page(SENDERS, methods=("GET",))
def preview(request: Request) -> HttpResponse:
    """Who would get it, as a part of the page."""
    form = RouteForm(request.GET)
    found = _preview(form)
    return render(request, "escalation/_route.html", {"form": form, "preview": found, **_shown(found)})


def _preview(form: RouteForm) -> queries.Preview | None:
    """Who would get it by what is filled in so far; None, with the reason at its field, when the rule can't say."""
    try:
        return queries.preview(form.kinds, form.concerned, form.settled)
    except Refused as no:
        if isinstance(form, EscalateForm) and form.is_bound:
            form.add_error(no.field if no.field in form.fields else None, str(no.message))
        return None


def _shown(preview: queries.Preview | None) -> dict[str, Any]:
    if preview is None:
        return {"button": _("Show who gets it"), "shares": []}
    shares = preview.shares
    alarms = [one.holder.short for one in shares if one.alarms]
    lifted = [one.holder.short for one in shares if not one.alarms]
    if alarms and lifted:
        button = _("Alarm %(who)s now, and lift the question") % {"who": alarms[0]}
    elif alarms:
        button = _("Alarm %(who)s now") % {"who": alarms[0]}
    else:
        button = _("Lift the question to %(who)s") % {"who": lifted[0]}
    return {"button": button, "shares": shares}


def _send(request: Request, form: EscalateForm, who: Who, question: Question | None) -> str:
    data = form.cleaned_data
    escalation = services.escalate(
        form.kinds,
        data["text"],
        by=who,
        area=form.chosen_area(),
        place=data["place"],
        needs=[Need(one) for one in data["needs"]],
        need_text=data["need_text"],
        callback=data["callback"],
        departments=form.concerned,
        settled=form.settled,
        question=question,
        looked=data["looked"],
    )
    messages.success(
        request, _("Sent as %(reference)s. You see here when it is read.") % {"reference": escalation.reference}
    )
    return reverse("escalation:escalation", args=[escalation.pk])


def _question(request: Request, who: Who) -> Question | None:
    """The question that is lifted, when the address names one."""
    asked = request.GET.get("question", "")
    if not asked:
        return None
    try:
        return queries.question_to_lift(who, UUID(asked))
    except ValueError:
        raise Missing from None


def _initial(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    return {
        "matter": "segregation",
        "text": f"{question.subject}\n\n{question.text}"[:4000],
        "place": question.place,
        "departments": [part.department.code for part in question.parts.select_related("department")],
        **({"area": question.area.code, "other_area": question.area.code} if question.area else {}),
    }
