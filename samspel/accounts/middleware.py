"""Who is asking, in which language, and for how long a sign-in lasts."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from samspel.accounts.who import NOBODY, Request, who_is
from samspel.core import clock

Handler = Callable[[HttpRequest], HttpResponseBase]

SEEN_EVERY = 60
"""Seconds between notes of when a session was last used: a page should not cost a write."""


def timeouts(get_response: Handler) -> Handler:
    """End a session that was idle too long, or is too old however busy (minutes by the settings)."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            if now - seen > settings.SESSION_IDLE_MINUTES * 60 or now - began > settings.SESSION_LONGEST_MINUTES * 60:
                logout(request)
            elif now - seen >= SEEN_EVERY or "seen" not in request.session:
                request.session["seen"] = now
        return get_response(request)

    return handle


def who(get_response: Handler) -> Handler:
    """Put `who` on the request, read anew each time so that an ended assignment bites at once."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        asked = cast(Request, request)
        asked.who = who_is(asked.user) if asked.user.is_authenticated else NOBODY
        if asked.who.user and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(asked.who.user.language)
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        return get_response(request)

    return handle
