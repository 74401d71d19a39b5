"""The sessions that the provider vouches for: begun, and ended when it says so itself (back-channel logout)."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from samspel.accounts import services, strength
from samspel.accounts.models import ProviderSession, User
from samspel.accounts.provider.claims import strong, text
from samspel.accounts.provider.client import Client, claims_of, provider_id
from samspel.accounts.timing import VOUCHED
from samspel.core import clock

SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"


def begin(request: HttpRequest, user: User, sociallogin: SocialLogin) -> None:
    """Somebody just came in by the provider."""
    claims = claims_of(sociallogin)
    refresh = sociallogin.token.token_secret if sociallogin.token else ""
    key = request.session.session_key or ""
    services.vouch(user, session_key=key, sid=text(claims, "sid", 200), refresh=refresh)
    request.session[VOUCHED] = int(clock.now().timestamp())
    if strong(claims, settings.OIDC["strong"]):
        request.session[strength.STRONG] = True


def is_linked(user: User) -> bool:
    """Whether the user can come in by the provider."""
    if not settings.OIDC["issuer"]:
        return False
    return SocialAccount.objects.filter(user=user, provider=provider_id()).exists()


def end_as_told(request: HttpRequest, token: str) -> int:
    """End the sessions that a logout token names, by session or by user; returns how many.

    OpenID Connect Back-Channel Logout 1.0, section 2.6. Raises OAuth2Error when the token is not sound.
    """
    said = Client(request).verified(token)
    events = said.get("events")
    if not isinstance(events, dict) or SIGNED_OUT not in events or "nonce" in said or not {"jti", "exp"} <= said.keys():
        raise OAuth2Error("no logout token")
    rows = _named(said)
    for row in rows:
        services.not_vouched(row.user, [row.session_key], because="signed out there")
    return len(rows)


def _named(said: dict[str, Any]) -> list[ProviderSession]:
    sid, sub = said.get("sid"), said.get("sub")
    if not sid and not sub:
        raise OAuth2Error("names neither session nor user")
    rows = ProviderSession.objects.select_related("user")
    if sid:
        rows = rows.filter(sid=str(sid))
    if sub:
        linked = SocialAccount.objects.filter(provider=provider_id(), uid=str(sub))
        rows = rows.filter(user__in=linked.values("user"))
    return list(rows)
