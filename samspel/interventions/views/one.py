"""One intervention: what is written of it, what it costs, where it hangs, and what its keepers can do."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import acted
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.interventions import permissions, queries, services, shown, words
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import reach_of
from samspel.interventions.rules import STATES, Step
from samspel.interventions.views.acting import KEEPS, READS

PLACE = "interventions.intervention"


@page(READS, methods=("GET",))
def one(request: Request, intervention: UUID) -> HttpResponse:
    """The page of one intervention."""
    reach = reach_of(request.who)
    found = queries.one(reach, intervention)
    keeps = permissions.may_keep(reach, found)
    context = {
        "row": found,
        "status": words.status(found.stands),
        "facts": shown.facts(found),
        "factors": [(words.factor(one), one.get_kind_display()) for one in found.factors.all()],
        "serves": shown.serves(found, reach),
        "costs": shown.costs(queries.costs(reach, found)),
        "sees_money": reach.sees_money,
        "heads": [(one.year, words.heads(one.heads)) for one in queries.heads(reach, found)],
        "stale": shown.stale(found),
        "keeps": keeps,
        "steps": [(step.value, words.STEP[step]) for step in STATES[found.stands]] if keeps else [],
        "form": WritingForm(initial={"version": found.version}, auto_id=False),
        "panels": panels.drawn(PLACE, found, request.who),
    }
    return render(request, "interventions/one.html", context)


@page(KEEPS, methods=("POST",))
def move(request: Request, intervention: UUID) -> HttpResponse:
    """Take a proposal on, begin, end, or take up again."""
    found = _kept(request, intervention)
    asked = request.POST.get("step", "")
    if asked not in set(Step):
        raise Missing
    return _pressed(
        request,
        found,
        lambda form: services.move(found.pk, Step(asked), by=request.who, version=form.read_version),
        _("It is written down."),
    )


@page(KEEPS, methods=("POST",))
def still_true(request: Request, intervention: UUID) -> HttpResponse:
    """Say that it stands as it is written."""
    found = _kept(request, intervention)
    return _pressed(
        request,
        found,
        lambda _form: services.still_true([found.pk], by=request.who),
        _("Thank you. It stands for another half year."),
    )


def _kept(request: Request, pk: UUID) -> Intervention:
    reach = reach_of(request.who)
    found = queries.one(reach, pk)
    permissions.require(permissions.may_keep(reach, found))
    return found


def _pressed(request: Request, row: Intervention, do: Callable[[WritingForm], object], said: str) -> HttpResponse:
    """A button was pressed on the page: done once, and back to it; overtaken, the page says how it stands now."""
    form = WritingForm(request.POST)
    target = reverse("interventions:one", args=[row.pk])

    def done() -> str:
        do(form)
        return target

    return acted(request, form, done, said) or redirect(target)
