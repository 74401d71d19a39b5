"""What is said when a page cannot be given: what happened, and what to do now."""

import sys
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_NOT_TYPED = {
    "csrfmiddlewaretoken",
    "key",
    "version",
    "next",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
}
SHOWN_CHARACTERS = 20_000
"""So much of what was typed is shown back: more than any field of ours takes."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood. Drawn without the request, which may be what is wrong."""
    return _plain("web/errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: understood, and not allowed."""
    return render(request, "web/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not the reader's to see; the two answer alike."""
    return render(request, "web/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 when it is the database that does not answer. Asks no database."""
    lost = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return _plain("web/errors/503.html", 503) if lost else _plain("web/errors/500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in. What was typed is shown, so that it can be copied."""
    return render(request, "web/errors/csrf.html", {"typed": list(_typed(request))}, status=403)


def _typed(request: HttpRequest) -> Iterable[str]:
    for name, values in request.POST.lists():
        if name not in _NOT_TYPED:
            yield from (value[:SHOWN_CHARACTERS] for value in values if value.strip())


def _plain(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
