"""Pages that hold no matter of anybody's: what the system is, the menu, and the files that browsers ask for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.i18n import set_language

from samspel.accounts.audiences import ANYONE, SIGNED_IN
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.web import navigation

GET = ("GET",)
POST = ("POST",)

language = page(ANYONE, methods=POST)(set_language)


@page(SIGNED_IN, methods=GET)
def menu(request: Request) -> HttpResponse:
    """All that the reader may open, on one page: what a wide screen has on top."""
    return render(request, "web/menu.html", {"groups": navigation.everything(request)})


@page(ANYONE, methods=GET)
def about(request: HttpRequest) -> HttpResponse:
    """What Samspel is, and whom to write to."""
    return render(request, "web/about.html", {"municipality": municipality.the_municipality()})


@page(ANYONE, methods=GET)
def accessibility(request: HttpRequest) -> HttpResponse:
    """How usable the pages are for everybody, in the form that the Swedish law 2018:1937 asks for."""
    return render(request, "web/accessibility.html", {"municipality": municipality.the_municipality()})


@page(ANYONE, methods=GET)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome at residents' pages and at nothing else."""
    allowed = "".join(f"Allow: {reverse(name)}\n" for name in ("web:about", "web:accessibility"))
    return HttpResponse(
        f"User-agent: *\n{allowed}Allow: /ask/\nDisallow: /\n", content_type="text/plain; charset=utf-8"
    )


@page(ANYONE, methods=GET)
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Browsers ask here whatever the page says."""
    return redirect(static("ui/knots.svg"), permanent=True)


@page(ANYONE, methods=GET)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put Samspel among its programs."""
    icon = {"src": static("ui/knots.svg"), "sizes": "any", "type": "image/svg+xml"}
    content = {"name": "Samspel", "short_name": "Samspel", "start_url": "/", "display": "minimal-ui", "icons": [icon]}
    return JsonResponse(content, content_type="application/manifest+json")


@page(ANYONE, methods=GET)
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116)."""
    about_page = settings.BASE_URL + reverse("web:about")
    ends = clock.now() + timedelta(days=365)
    lines = [f"Contact: {about_page}#security", f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: sv, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
