"""The municipality shown to those who work in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.core.pages import page
from samspel.web.audiences import AT_WORK


@page(AT_WORK, methods=("GET",))
def overview(request: HttpRequest) -> HttpResponse:
    """Areas and teams."""
    return render(request, "web/municipality/overview.html", {})
