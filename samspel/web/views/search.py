"""One search over everything that the reader may see."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.web.audiences import AT_WORK
from samspel.web.queries.search import LONGEST, found


@page(AT_WORK, methods=("GET",))
def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind."""
    sought = request.GET.get("q", "").strip()[:LONGEST]
    kinds = found(cast(Request, request).who, sought)
    return render(request, "web/search.html", {"sought": sought, "kinds": kinds, "count": sum(kind.count for kind in kinds)})
