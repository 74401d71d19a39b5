"""One search over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.core.pages import page
from samspel.web.audiences import AT_WORK


@page(AT_WORK, methods=("GET",))
def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind."""
    return render(request, "web/search.html", {})
