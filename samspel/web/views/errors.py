"""What is said when a page cannot be given: what happened, and what to do now."""

import sys
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from samspel.core.away import RETRY_AFTER, is_away
from samspel.core.errors import SignedOut

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
    if isinstance(exception, SignedOut):
        return _signed_out(request)
    return render(request, "web/errors/403.html", status=403)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in, and from there back to the form; what was written is shown on the way, if anything was."""
    typed, sign_in = _typed(request), _sign_in(request)
    if not typed:
        return redirect(sign_in)
    return render(request, "web/errors/signed_out.html", {"typed": typed, "sign_in": sign_in}, status=403)


def _sign_in(request: HttpRequest) -> str:
    """The address of the sign-in that leads back to the page that the form stands on."""
    form = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(form, {request.get_host()}, require_https=request.is_secure())
    back = urlunsplit(("", "", *urlsplit(form)[2:4], "")) if ours else request.get_full_path()
    return redirect_to_login(back, reverse(settings.LOGIN_URL)).url


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
    context = {"typed": _typed(request), "sign_in": "" if request.user.is_authenticated else _sign_in(request)}
    return render(request, "web/errors/csrf.html", context, status=403)


def _typed(request: HttpRequest) -> list[str]:
    """What somebody wrote; what was chosen besides only when nothing else was sent."""
    sent = [
        value[:SHOWN_CHARACTERS]
        for name, values in request.POST.lists()
        for value in values
        if name not in _NOT_TYPED and value.strip()
    ]
    return [value for value in sent if _looks_written(value)] or sent


def _plain(template: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), status=status)
