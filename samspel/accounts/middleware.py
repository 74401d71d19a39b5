"""Who is asking, in which language, and for how long a sign-in lasts."""

from collections.abc import Callable
from typing import cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts.who import NOBODY, Request, who_is
from samspel.core import clock

Handler = Callable[[HttpRequest], HttpResponseBase]

SEEN_EVERY = 60
"""Seconds between notes of when a session was last used: a page should not cost a write."""


def timeouts(get_response: Handler) -> Handler:
    """End a session that was idle too long, or is too old however busy (minutes by the settings)."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _keep_time(request)
        return get_response(request)

    return handle


def _keep_time(request: HttpRequest) -> None:
    now = int(clock.now().timestamp())
    began = request.session.setdefault("began", now)
    seen = request.session.get("seen", began)
    if now - seen > settings.SESSION_IDLE_MINUTES * 60 or now - began > settings.SESSION_LONGEST_MINUTES * 60:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
        messages.info(request, _("You were signed out, since it was a while ago. Sign in to go on."))
    elif now - seen >= SEEN_EVERY or "seen" not in request.session:
        request.session["seen"] = now
        UserSession.objects.create_from_request(request)


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


def own_password(get_response: Handler) -> Handler:
    """Who came in with a password that somebody else knows chooses their own before anything else opens."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        user = cast(Request, request).who.user
        if user and user.password_is_temporary and request.path not in _open_meanwhile():
            return redirect("account_change_password")
        return get_response(request)

    return handle


def _open_meanwhile() -> set[str]:
    return {reverse(name) for name in ("account_change_password", "account_logout", "web:language")}
