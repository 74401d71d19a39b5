"""Tying an intervention that exists to the measure that it carries out, or the goal that it works towards."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.interventions import permissions, queries, services
from samspel.interventions.forms import TieForm
from samspel.interventions.permissions import reach_of
from samspel.interventions.views.acting import KEEPS
from samspel.plans import queries as plans
from samspel.targets import queries as targets


@page(KEEPS)
def tie_measure(request: Request, measure: UUID) -> HttpResponse:
    """Which intervention carries the measure out?"""
    found = get_object_or_404(plans.visible_to(request.who), pk=measure)
    words = (_("Which intervention carries it out?"), reverse("plans:measure", args=[measure]), str(found.title))
    return _tied(request, words, measure=found)


@page(KEEPS)
def tie_goal(request: Request, goal: UUID) -> HttpResponse:
    """Which intervention works towards the goal?"""
    found = get_object_or_404(targets.goals_visible_to(request.who), pk=goal)
    words = (_("Which intervention works towards it?"), reverse("targets:goal", args=[goal]), str(found.what))
    return _tied(request, words, goal=found)


def _tied(request: Request, words: tuple[str, str, str], **thing: Any) -> HttpResponse:
    """The page of the small form. `words`: what is asked, where the thing's page is, and what the thing is called."""
    reach, (heading, back, name) = reach_of(request.who), words
    permissions.require(reach.keeps)
    form = TieForm(request.POST or None, interventions=queries.to_tie(reach, **thing))

    def do() -> str:
        services.tie(UUID(form.cleaned_data["intervention"]), by=request.who, **thing)
        return back

    ((kind, one),) = thing.items()
    new = f"{reverse('interventions:new')}?{urlencode({f'{kind}s': str(one.pk)})}"
    act = Act(heading, _("Tie it"), back, name, _("It is tied."))
    return act_page(request, form, act, do, {"new": new}, template="interventions/tie.html")
