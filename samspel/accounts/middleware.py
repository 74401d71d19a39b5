"""Who is asking, in which language, and for how long a sign-in lasts."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts import sensitive, strength
from samspel.accounts.provider import asking
from samspel.accounts.timing import UNTIL, VOUCHED
from samspel.accounts.who import NOBODY, Request, who_is
from samspel.core import clock
from samspel.municipality import queries as municipality

WAYS_TO_A_FACTOR = (
    "accounts:factor_needed",
    "accounts:passkey",
    "accounts:again_provider",
    "accounts:provider_back",
    "mfa_activate_totp",
    "account_reauthenticate",
    "mfa_reauthenticate",
)
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
    until = request.session.get(UNTIL, now)
    if (
        now - seen > settings.SESSION_IDLE_MINUTES * 60
        or now - began > settings.SESSION_LONGEST_MINUTES * 60
        or now > until
    ):
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
        messages.info(request, _("You were signed out, since it was a while ago. Sign in to go on."))
    elif now - seen >= SEEN_EVERY or "seen" not in request.session:
        request.session["seen"] = now
        UserSession.objects.create_from_request(request)


def vouched(get_response: Handler) -> Handler:
    """A session that came by the identity provider goes on only while that still vouches for it."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and VOUCHED in request.session:
            _keep_vouched(request)
        return get_response(request)

    return handle


def _keep_vouched(request: HttpRequest) -> None:
    now = int(clock.now().timestamp())
    if now - request.session[VOUCHED] < settings.OIDC["check_seconds"]:
        return
    if asking.still(request):
        request.session[VOUCHED] = now
    else:
        logout(request)
        messages.info(request, _("Your municipality's sign-in says that you are signed out. Sign in to go on."))


def who(get_response: Handler) -> Handler:
    """Put `who` on the request, read anew each time so that an ended assignment bites at once."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        asked = cast(Request, request)
        with municipality.one_request():
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


def second_factor(get_response: Handler) -> Handler:
    """Whose function demands it sets up a second factor before anything else opens."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        asked = cast(Request, request)
        if strength.lacks(asked) and request.path not in _open_meanwhile() | _ways_to_a_factor():
            return redirect("accounts:factor_needed")
        return get_response(request)

    return handle


def again(get_response: Handler) -> Handler:
    """Before what is sensitive: who is it that sits there? What was sent goes on afterwards, as it was written."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: object, kwargs: object) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not sensitive.asks(match.view_name, request):
            return None
        if not any(one.admits(request) for one in view.audiences) or sensitive.shown_lately(request):
            return None
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        # Who has no way at all came by the demo's door, the one that asks for nothing.
        return suspend_request(request, ways[0]["url"]) if ways else None

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle


def _open_meanwhile() -> set[str]:
    return {reverse(name) for name in ("account_change_password", "account_logout", "web:language")}


def _ways_to_a_factor() -> set[str]:
    return {reverse(name) for name in WAYS_TO_A_FACTOR}
