"""The way to the municipality's identity provider and back, and what it tells us behind people's backs."""

import time
from typing import cast

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, get_random_string
from django.views.decorators.csrf import csrf_exempt
from requests import RequestException

from samspel.accounts.audiences import ANYONE, SIGNED_IN
from samspel.accounts.provider import mapping, sessions
from samspel.accounts.provider.adapter import turned_away
from samspel.accounts.provider.client import Client
from samspel.accounts.provider.entering import Doing, Why
from samspel.accounts.who import Request
from samspel.core import limits
from samspel.core.errors import Missing, Refused
from samspel.core.pages import page

LINKING = "linking"
"""In a session: what the address of the way to linking must hold."""


def _go(request: HttpRequest, doing: Doing, **more: str) -> HttpResponseBase:
    """To the provider. By a link and not by a form: the policy lets forms go nowhere but here, redirects included."""
    provider = Client(request).get_provider()
    data = {"doing": doing.value, "asked": int(time.time())}
    try:
        answer: HttpResponseBase = provider.redirect(
            request, process="login", next_url=get_next_redirect_url(request), data=data, auth_params=more
        )
    except (OAuth2Error, RequestException, KeyError, ValueError):
        return turned_away(request, Why.FAULT)
    return answer


@page(ANYONE, methods=("GET",))
def enter(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider, to come in."""
    if not settings.OIDC["issuer"]:
        return redirect("account_login")
    if mapping.current() is None:
        return turned_away(request, Why.FAULT)
    return _go(request, Doing.ENTER)


@page(SIGNED_IN)
def link(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider, to let its sign-in open the account that one is signed in to."""
    if not settings.OIDC["issuer"] or sessions.is_linked(cast(Request, request).user):
        return redirect("accounts:mine")
    # By a link, as above: so its address holds what only this page gave, and nobody else can send them this way.
    # And the provider asks who it is, so that nobody links the account that another left signed in there.
    given = request.session.get(LINKING, "")
    if given and constant_time_compare(request.GET.get("go", ""), given):
        del request.session[LINKING]
        return _go(request, Doing.LINK, prompt="login")
    request.session[LINKING] = get_random_string(32)
    found = mapping.current()
    shown = {"button": str(found.button) if found else "", "go": request.session[LINKING]}
    return render(request, "accounts/link.html", shown)


@page(SIGNED_IN, methods=("GET",))
def again(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider, to show once more who one is: it must ask anew."""
    if not sessions.is_linked(cast(Request, request).user):
        raise Missing
    return _go(request, Doing.AGAIN, prompt="login", max_age="0")


@page(ANYONE, methods=("GET",))
def back(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider."""
    if not settings.OIDC["issuer"]:
        return redirect("account_login")
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(Client(request))(request)  # type: ignore[no-untyped-call]
    except (OAuth2Error, Refused, IntegrityError, KeyError, ValueError):
        # Two browsers of somebody new at the same moment, or an answer that is none: once more, and all is well.
        return turned_away(request, Why.FAULT)
    return answer


@csrf_exempt
@page(ANYONE, methods=("POST",))
def signed_out(request: HttpRequest) -> HttpResponse:
    """The provider says that somebody signed out, or was signed out, there: so they are here, at once."""
    if not settings.OIDC["issuer"]:
        raise Missing
    if not limits.within("signed_out", limits.network(request)):
        return HttpResponse(status=429)
    try:
        sessions.end_as_told(request, request.POST.get("logout_token", ""))
    except (OAuth2Error, RequestException, KeyError, ValueError):
        return HttpResponse(status=400)
    return HttpResponse(status=200)
