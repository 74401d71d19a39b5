"""The first page: what needs the reader now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.accounts.audiences import SIGNED_IN
from samspel.core.pages import page


@page(SIGNED_IN, methods=("GET",))
def today(request: HttpRequest) -> HttpResponse:
    """What needs me now."""
    return render(request, "web/today.html", {})
