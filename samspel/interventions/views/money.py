"""What an intervention costs, and how many took part."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page, acted
from samspel.accounts.who import Request
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.interventions import permissions, queries, services
from samspel.interventions.forms import CostForm, HeadsForm
from samspel.interventions.forms.costs import heads_of, initial_of
from samspel.interventions.models import HeadCount, Intervention
from samspel.interventions.permissions import reach_of
from samspel.interventions.rules import Level
from samspel.interventions.views.acting import KEEPS


@page(KEEPS)
def add_cost(request: Request, intervention: UUID) -> HttpResponse:
    """Write down what a year costs."""
    found = _kept(request, intervention)
    reach = reach_of(request.who)
    form = CostForm(request.POST or None, funding=lambda year: queries.funding(reach, year))

    def do() -> str:
        services.add_cost(found.pk, form.costing, by=request.who, looked=form.cleaned_data["looked"])
        return _page(found)

    return act_page(request, form, _words(found, _("What does it cost?"), _("Save the cost")), do)


@page(KEEPS)
def change_cost(request: Request, cost: int) -> HttpResponse:
    """Its outcome, its certainty, who pays."""
    found = queries.cost(request.who, cost)
    row, reach = found.intervention, reach_of(request.who)
    initial = initial_of(found, row.version)
    form = CostForm(request.POST or None, funding=lambda year: queries.funding(reach, year, found), initial=initial)

    def do() -> str:
        data = form.cleaned_data
        services.change_cost(cost, form.costing, by=request.who, version=form.read_version, looked=data["looked"])
        return _page(row)

    more = {"remove": reverse("interventions:remove_cost", args=[cost])}
    return act_page(
        request,
        form,
        _words(row, _("Change the cost"), _("Save the cost")),
        do,
        more,
        template="interventions/cost.html",
    )


@page(KEEPS, methods=("POST",))
def remove_cost(request: Request, cost: int) -> HttpResponse:
    """Take away what was written by mistake."""
    row = queries.cost(request.who, cost).intervention
    form = WritingForm(request.POST)

    def do() -> str:
        services.remove_cost(cost, by=request.who, version=form.read_version)
        return _page(row)

    return acted(request, form, do, _("The cost is taken away.")) or redirect(_page(row))


@page(KEEPS)
def count_heads(request: Request, intervention: UUID) -> HttpResponse:
    """How many took part in a year, of what is for selected individuals: counts only."""
    found = _kept(request, intervention)
    permissions.require(found.at_level is Level.INDIVIDUALS)
    newest = HeadCount.objects.filter(intervention=found).first()
    form = HeadsForm(request.POST or None, initial={**heads_of(newest), "version": found.version})

    def do() -> str:
        year = form.cleaned_data["year"]
        services.count_heads(found.pk, year, form.heads, by=request.who, version=form.read_version)
        return _page(found)

    lead = _("Only numbers. Who they are never stands here, and small numbers are seen by nobody but you.")
    return act_page(request, form, _words(found, _("How many took part?"), _("Save the numbers"), lead), do)


def _kept(request: Request, pk: UUID) -> Intervention:
    reach = reach_of(request.who)
    found = queries.one(reach, pk)
    permissions.require(permissions.may_keep(reach, found))
    return found


def _page(row: Intervention) -> str:
    return reverse("interventions:one", args=[row.pk])


def _words(row: Intervention, heading: str, button: str, lead: str = "") -> Act:
    return Act(heading, button, _page(row), row.title, _("It is saved."), lead)
