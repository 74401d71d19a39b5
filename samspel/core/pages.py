"""Every page declares who may use it (ground rule 2); one without a declaration does not answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import get_resolver
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from samspel.core.errors import Missing, SignedOut

View = Callable[..., HttpResponseBase]


class Audience(Protocol):
    """Some of all who may ask, by name."""

    @property
    def name(self) -> str:
        """A word for tests and logs."""

    def admits(self, request: HttpRequest) -> bool:
        """May the one who asks use the page at all? What they see on it is the query's matter."""


@dataclass(frozen=True)
class Anyone:
    """Everybody, without login too."""

    name: str = "anyone"

    def admits(self, request: HttpRequest) -> bool:
        """Always."""
        return True


ANYONE = Anyone()


def page(*audiences: Audience, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[View], View]:
    """Declare who may use a view. Others get 404, and who is not signed in is asked to sign in first, with what
    they sent kept.

    >>> @page(SIGNED_IN)
    ... def questions(request): ...
    """
    if not audiences:
        raise TypeError("a page needs an audience")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(audience.admits(request) for audience in audiences):
                return _turned_away(request)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponse) and not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response

        declared = require_http_methods([*methods, "HEAD"])(guarded)
        declared.audiences = audiences  # type: ignore[attr-defined]
        return declared

    return declare


def _turned_away(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        raise Missing
    if request.method == "POST":
        forbidden: View = get_resolver().resolve_error_handler(403)
        return forbidden(request, SignedOut())
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
