"""One's own account: how to be reached, what one holds, the second factor, sessions, and who stands in."""

from datetime import datetime
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts import queries, services
from samspel.accounts.audiences import SIGNED_IN
from samspel.accounts.forms import DetailsForm, StandInForm
from samspel.accounts.models import StandIn, User
from samspel.accounts.provider import mapping
from samspel.accounts.provider import sessions as sessions_of_provider
from samspel.accounts.rules import browser_in_words
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page

YEAR = 365 * 24 * 3600


def details_of(user: User) -> dict[str, object]:
    """What the form of details starts with, and the version that is read."""
    words = {"name": user.name, "email": user.email, "phone": user.phone, "language": user.language}
    return {**words, "version": user.version}


@page(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """My account, and its form of details."""
    asked = cast(Request, request)
    form = DetailsForm(request.POST or None, initial=details_of(asked.user))
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            services.change_details(asked.user, by=asked.who, version=form.read_version, **form.details())
            return reverse("accounts:mine")

        response = act(request, form, by=asked.who, do=do)
        if response:
            messages.success(request, _("Your details are saved."))
            return speaking(response, form.cleaned_data["language"])
    return render(request, "accounts/mine.html", {"form": form, **_around(asked)})


def speaking(response: HttpResponse, language: str) -> HttpResponse:
    """The pages are in the chosen language from now on, in this browser too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def _around(request: Request) -> dict[str, object]:
    user = request.user
    return {
        "user": user,
        "holdings": queries.held_by(user),
        "has_password": user.has_usable_password(),
        "factor": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first(),
        "passkeys": [one.wrap() for one in Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)],
        "linked": sessions_of_provider.is_linked(user),
        "button": str(found.button) if (found := mapping.current()) else "",
        "stand_ins": StandIn.objects.filter(absent=user, ends__gte=clock.today()).select_related("stand_in"),
        "stands_in": StandIn.objects.filter(stand_in=user, ends__gte=clock.today()).select_related("absent"),
        "sessions": UserSession.objects.filter(user=user).count(),
    }


# --- Sessions ------------------------------------------------------------------------------------


@page(SIGNED_IN, methods=("GET",))
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in."""
    user = cast(Request, request).user
    rows = sorted(UserSession.objects.purge_and_list(user), key=_used, reverse=True)
    shown = [(row, browser_in_words(row.user_agent)) for row in rows]
    return render(request, "accounts/sessions.html", {"sessions": shown, "key": request.session.session_key})


def _used(session: UserSession) -> datetime:
    moment: datetime = session.last_seen_at
    return moment


@page(SIGNED_IN, methods=("POST",))
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of my other browsers. Doing it twice is the same, so it needs no key."""
    asked = cast(Request, request)
    session = UserSession.objects.filter(user=asked.user, pk=pk).first()
    if session:
        services.end_session(session, by=asked.who)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:sessions")


@page(SIGNED_IN, methods=("POST",))
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    asked = cast(Request, request)
    services.end_other_sessions(asked.user, but=request.session.session_key or "", by=asked.who)
    messages.success(request, _("All other browsers are signed out."))
    return redirect("accounts:sessions")


# --- Who stands in -------------------------------------------------------------------------------


@page(SIGNED_IN)
def stand_in(request: HttpRequest) -> HttpResponse:
    """I am away: who does my work meanwhile?"""
    asked = cast(Request, request)
    form = StandInForm(request.POST or None, candidates=queries.may_stand_in_for(asked.user))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data

        def do() -> str:
            services.stand_in(
                asked.user, chosen["stand_in"], starts=chosen["starts"], ends=chosen["ends"], by=asked.who
            )
            return reverse("accounts:mine")

        response = act(request, form, by=asked.who, do=do)
        if response:
            return response
    return render(request, "accounts/stand_in.html", {"form": form})


@page(SIGNED_IN)
def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """I am back: the stand-in's rights end now."""
    asked = cast(Request, request)
    row = StandIn.objects.filter(absent=asked.user, pk=pk).select_related("stand_in", "absent").first()
    if row is None:
        raise Missing
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            services.end_stand_in(row, by=asked.who)
            return reverse("accounts:mine")

        response = act(request, form, by=asked.who, do=do)
        if response:
            return response
    return render(request, "accounts/end_stand_in.html", {"form": form, "row": row, "back": reverse("accounts:mine")})
