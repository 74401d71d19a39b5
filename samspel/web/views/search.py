"""One search over everything that the reader may see."""

from django.http import HttpResponse
from django.shortcuts import render

from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.web.audiences import AT_WORK
from samspel.web.queries.search import LONGEST, found


@page(AT_WORK, methods=("GET",))
def search(request: Request) -> HttpResponse:
    """What was found, by kind."""
    sought = request.GET.get("q", "").strip()[:LONGEST]
    kinds = found(request.who, sought)
    count = sum(kind.count for kind in kinds)
    context = {"sought": sought, "kinds": kinds, "count": count, "more": any(kind.more for kind in kinds)}
    return render(request, "web/search.html", context)
