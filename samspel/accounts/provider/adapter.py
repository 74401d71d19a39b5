"""What allauth asks of us when somebody comes back from the provider: who are they here, and may they come in?"""

import logging
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.accounts.provider import entering, mapping
from samspel.accounts.provider.claims import moment
from samspel.accounts.provider.client import claims_of, provider_id
from samspel.accounts.provider.entering import Doing, NotIn, Why
from samspel.accounts.who import of
from samspel.core.errors import Refused

logger = logging.getLogger("samspel.provider")
SKEW = 60
"""Seconds that the provider's clock may differ from ours."""


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Nobody comes in but by the rules of the file; nobody is taken for another by a name or an e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made in `pre_social_login`, by the rules; never by the library's own form."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody is back from the provider: to come in, to link, or to show once more who they are."""
        doing = (sociallogin.state.get("data") or {}).get("doing", Doing.ENTER)
        try:
            {Doing.ENTER: _enter, Doing.LINK: _link, Doing.AGAIN: _again}[Doing(doing)](request, sociallogin)
        except NotIn as no:
            raise ImmediateHttpResponse(turned_away(request, no.why)) from no

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """The provider said no, or what it said cannot be trusted."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        logger.error("sign-in by the provider failed: %s", type(exception).__name__ if exception else error)
        raise ImmediateHttpResponse(turned_away(request, Why.FAULT))


def turned_away(request: HttpRequest, why: Why) -> HttpResponse:
    """The page that says why, and whom to turn to."""
    found = mapping.current()
    context = {"why": why.value, "turn_to": str(found.turn_to) if found else ""}
    return render(request, "accounts/turned_away.html", context, status=403)


def _enter(request: HttpRequest, sociallogin: SocialLogin) -> None:
    known = cast(User, sociallogin.user) if sociallogin.is_existing else None
    user, account = entering.enter(sociallogin.account.uid, known, claims_of(sociallogin))
    sociallogin.user, sociallogin.account = user, account


def _link(request: HttpRequest, sociallogin: SocialLogin) -> None:
    who = of(request)
    if who.user is None:
        raise NotIn(Why.FAULT)
    try:
        services.link(who.user, sociallogin.account.uid, provider=provider_id(), by=who)
    except Refused as no:
        messages.error(request, str(no.message))
    else:
        messages.success(request, _("From now on you can sign in that way too."))
    raise ImmediateHttpResponse(redirect("accounts:mine"))


def _again(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """The same person, and asked for just now: a provider that lets an old sign-in pass shows nothing."""
    state = sociallogin.state
    if not sociallogin.is_existing or sociallogin.user != request.user:
        raise NotIn(Why.ANOTHER)
    if moment(claims_of(sociallogin), "auth_time") < state["data"]["asked"] - SKEW:
        raise NotIn(Why.NOT_AGAIN)
    record_authentication(request, request.user, "socialaccount", provider=provider_id(), reauthenticated=True)
    onward = request.GET.copy()
    onward["next"] = state.get("next") or "/"
    request.GET = onward  # type: ignore[assignment]
    raise ImmediateHttpResponse(resume_request(request) or HttpResponseRedirect("/"))
