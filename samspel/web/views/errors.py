"""What is said when a page cannot be given: what happened, and what to do now."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from samspel.core.away import RETRY_AFTER, is_away

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
_SECRET = _NOT_TYPED - {"csrfmiddlewaretoken", "key", "version", "next"}
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
    """500: our fault; 503 when what we stand on is away. Asks no database."""
    return away(request) if is_away(sys.exc_info()[1]) else _plain("web/errors/500.html", 500)


@dataclass(frozen=True)
class Again:
    """A form as it was sent, to be sent once more: with its key it is done once, whether or not it was done before."""

    action: str
    hidden: list[tuple[str, str]]
    written: list[tuple[str, str]]


def away(request: HttpRequest) -> HttpResponse:
    """503: what was sent stands in the page, with its key, so that it can be sent again from there."""
    posted = request.method == "POST"
    response = _plain("web/errors/503.html", 503, {"posted": posted, "again": _again(request) if posted else None})
    response["Retry-After"] = RETRY_AFTER
    return response


def _again(request: HttpRequest) -> Again | None:
    """None when the form cannot be sent again as it was: it has no key, or holds what is not repeated in a page."""
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, UnreadablePostError, UnicodeError, ValueError):
        return None
    names = {name for name, _value in sent}
    if "key" not in names or names & _SECRET:
        return None
    written = [(name, value) for name, value in sent if name not in _NOT_TYPED and _looks_written(value)]
    return Again(request.get_full_path(), [one for one in sent if one not in written], written)


def _looks_written(value: str) -> bool:
    """Text that somebody wrote, and not a choice that stands for something."""
    return len(value) > 40 or any(letter.isspace() for letter in value.strip())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in. What was typed is shown, so that it can be copied."""
    return render(request, "web/errors/csrf.html", {"typed": list(_typed(request))}, status=403)


def _typed(request: HttpRequest) -> Iterable[str]:
    for name, values in request.POST.lists():
        if name not in _NOT_TYPED:
            yield from (value[:SHOWN_CHARACTERS] for value in values if value.strip())


def _plain(template: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), status=status)
