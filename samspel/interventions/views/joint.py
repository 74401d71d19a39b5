"""The joint picture: one page that can be printed for a meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.pages import page
from samspel.interventions import queries, shown
from samspel.interventions.forms import JointForm
from samspel.interventions.permissions import reach_of
from samspel.interventions.views.acting import MONEY, address


@page(MONEY, methods=("GET",))
def joint(request: Request) -> HttpResponse:
    """By area, level, committee and krona: what overlaps, what is missing, what has no measure and serves no goal."""
    reach = reach_of(request.who)
    data = request.GET.copy()
    data.setdefault("year", str(clock.today().year))
    form = JointForm(data)
    filters = form.filters
    found = queries.joint(reach, filters)
    context = {
        "form": form,
        "filtered": filters.but(year=0) != queries.Filters(),
        "year": filters.year,
        "today": clock.today(),
        "picture": shown.joint(found, filters, reach),
        "empty": not found.count,
        "lists": f"{reverse('interventions:list')}?{address(data, state='')}",
        "reach": reach,
    }
    return render(request, "interventions/joint.html", context)
