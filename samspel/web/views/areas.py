"""The areas: a list with a map, and each area's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.web.audiences import AT_WORK


@page(AT_WORK, methods=("GET",))
def areas(request: HttpRequest) -> HttpResponse:
    """All areas with what is open in each."""
    return render(request, "web/areas.html", {})


@page(AT_WORK, methods=("GET",))
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area."""
    return render(request, "web/area.html", {"area": municipality.area(code)})
