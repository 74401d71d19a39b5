"""The living page of all elements, and the choice of light or dark."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samspel.core.http import NEXT, own
from samspel.core.pages import ANYONE, page
from samspel.ui import samples, theme


@page(ANYONE, methods=("GET",))
def elements(request: HttpRequest) -> HttpResponse:
    """Every page element as it is drawn, with its name and when it is used: for those who build."""
    return render(request, "ui/elements.html", samples.context())


@page(ANYONE, methods=("POST",))
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen theme in a cookie for a year and goes back to the page it was chosen on (`next`, ours only)."""
    back = own(request, request.POST.get(NEXT, "")) or "/"
    response = HttpResponseRedirect(back)
    picked = theme.known(request.POST.get("theme", ""))
    response.set_cookie(
        theme.COOKIE, picked, max_age=theme.YEAR_IN_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
