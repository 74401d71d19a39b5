"""The first page: what needs the reader now."""

from django.http import HttpResponse
from django.shortcuts import render

from samspel.accounts.audiences import SIGNED_IN
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.web.today.gather import today as gathered


@page(SIGNED_IN, methods=("GET",))
def today(request: Request) -> HttpResponse:
    """What needs the reader now; to somebody without a function, whom to ask for one."""
    who = request.who
    if not who.holdings:
        return _outside(request)
    return render(request, "web/today.html", {"today": gathered(who)})


def _outside(request: Request) -> HttpResponse:
    """Somebody who may sign in and holds nothing: a kind word, and where to turn."""
    return render(request, "web/outside.html", {"municipality": municipality.the_municipality()})
