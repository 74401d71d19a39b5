"""The first page: what needs the reader now."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.accounts.audiences import SIGNED_IN
from samspel.accounts.queries import holders_of
from samspel.accounts.rules import Function
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.web.today.gather import today as gathered


@page(SIGNED_IN, methods=("GET",))
def today(request: HttpRequest) -> HttpResponse:
    """What needs the reader now; to somebody without a function, whom to ask for one."""
    who = cast(Request, request).who
    if not who.holdings:
        return _outside(request)
    return render(request, "web/today.html", {"today": gathered(who)})


def _outside(request: HttpRequest) -> HttpResponse:
    """Somebody who may sign in and holds nothing: a kind word, and where to turn."""
    context = {"municipality": municipality.the_municipality(), "administrators": holders_of(Function.ADMINISTRATOR).count()}
    return render(request, "web/outside.html", context)
