"""The API's description for people, drawn by Swagger from own files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.accounts.audiences import ANYONE
from samspel.core.pages import page


@page(ANYONE, methods=("GET",))
def api(request: HttpRequest) -> HttpResponse:
    """Every operation, and a form to try it with one's own token."""
    return render(request, "web/api.html")
