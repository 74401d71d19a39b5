"""Writing an intervention down, and writing it anew."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import acted, again
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.interventions import permissions, queries, services
from samspel.interventions.forms import InterventionForm
from samspel.interventions.forms.writing import initial_of
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.rules import State
from samspel.interventions.views.acting import KEEPS, WRITES
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department


@page(WRITES)
def new(request: Request) -> HttpResponse:
    """Take an intervention into the inventory; a coordinator proposes one to a department."""
    reach = reach_of(request.who)
    permissions.require(reach.proposes)
    departments = _departments(reach)
    form = InterventionForm(
        request.POST or None,
        departments=departments,
        measures=queries.measures(reach),
        goals=queries.goals(reach),
        initial=_begun(request, departments),
    )

    def do() -> str:
        made = services.write(form.written, by=request.who, looked=form.cleaned_data["looked"])
        messages.success(request, _said(made))
        return reverse("interventions:one", args=[made.pk])

    proposes = not reach.keeps
    return _drawn(request, form, do, {"proposes": proposes, "back": reverse("interventions:list")})


@page(KEEPS)
def change(request: Request, intervention: UUID) -> HttpResponse:
    """Write it anew: to have done so is also to say that it is true."""
    reach = reach_of(request.who)
    found = queries.one(reach, intervention)
    permissions.require(permissions.may_keep(reach, found))
    form = InterventionForm(
        request.POST or None,
        departments=[one for one in _departments(reach) if permissions.keeps_for(reach, one.pk)],
        measures=queries.measures(reach, found),
        goals=queries.goals(reach, found),
        new=False,
        initial=initial_of(found),
    )
    target = reverse("interventions:one", args=[found.pk])

    def do() -> str:
        looked = form.cleaned_data["looked"]
        services.change(found.pk, form.written, by=request.who, version=form.read_version, looked=looked)
        messages.success(request, _("It is saved, and stands as true from today."))
        return target

    return _drawn(request, form, do, {"row": found, "back": target})


def _drawn(request: Request, form: InterventionForm, do: Any, more: Mapping[str, object]) -> HttpResponse:
    return acted(request, form, do) or render(
        request,
        "interventions/write.html",
        {"form": form, "opened": request.GET.get("open", ""), **more},
        status=again(form),
    )


def _departments(reach: Reach) -> list[Department]:
    """Those that they may write for; a coordinator may propose to all."""
    rows = municipality.departments()
    own = [one for one in rows if permissions.keeps_for(reach, one.pk)]
    return own if reach.keeps else rows


def _begun(request: Request, departments: list[Department]) -> dict[str, Any]:
    """What is known before anything is written: the department, and what the link here said that it is to serve."""
    first = departments[0] if len(departments) == 1 else None
    committee = first.committee.code if first and first.committee else ""
    asked = {name: request.GET.getlist(name) for name in ("measures", "goals", "areas") if name in request.GET}
    return {"department": first.code if first else "", "committee": committee, **asked}


def _said(made: Intervention) -> str:
    if made.stands is State.PROPOSED:
        return _("It is proposed to %(department)s.") % {"department": made.department.short_name}
    return _("It stands in the inventory. Write what it costs, so that the joint picture is true.")
