"""Talks with the provider: the way there and back, by the library; the ID token's signature is always looked at."""

import hashlib
from typing import Any, cast

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from samspel.accounts.provider.claims import Claims

DESCRIBED_FOR = 600
"""Seconds that the provider's description of itself is kept. Its keys are read anew each time, since they change."""


def provider_id() -> str:
    """What links are kept under: the issuer's own mark, so that another provider's users are never taken for these."""
    return f"oidc-{hashlib.sha256(settings.OIDC['issuer'].encode()).hexdigest()[:16]}"


def app() -> SocialApp:
    """The provider as the settings describe it."""
    chosen = settings.OIDC
    return SocialApp(
        provider="openid_connect",
        provider_id=provider_id(),
        name="OpenID Connect",
        client_id=chosen["client_id"],
        secret=chosen["secret"],
        settings={"server_url": chosen["issuer"].rstrip("/"), "oauth_pkce_enabled": True, "scope": chosen["scopes"]},
    )


class Client(OpenIDConnectOAuth2Adapter):
    """The provider's addresses and answers."""

    def __init__(self, request: HttpRequest, provider_id: str = "") -> None:
        super().__init__(request, provider_id)

    def get_provider(self) -> "Provider":
        """Ours, by the settings; none is kept in the database."""
        return Provider(self.request, app=app())

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; OAuth2Error when it calls itself by another name than the settings do."""
        key = f"{provider_id()}.description"
        found: dict[str, Any] | None = cache.get(key)
        if found is None:
            found = cast("dict[str, Any]", super().openid_config)
            if str(found.get("issuer", "")).rstrip("/") != settings.OIDC["issuer"].rstrip("/"):
                raise OAuth2Error("the provider calls itself by another name than SAMSPEL_OIDC_ISSUER")
            cache.set(key, found, DESCRIBED_FOR)
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends people back to: by the settings, never by what the request calls us."""
        return callback_url()

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is, with all that is claimed; none of the claims is stored."""
        id_token = self.verified(kwargs["response"].get("id_token", ""))
        userinfo = self._fetch_user_info(token.token)
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"id_token": id_token})
        login.claims = together(id_token, userinfo)  # type: ignore[attr-defined]
        login.account.extra_data = {}
        return login

    def verified(self, token: str) -> dict[str, Any]:
        """What a token of the provider's says, when its key, issuer, audience and time are right; else OAuth2Error."""
        try:
            said: dict[str, Any] = jwtkit.verify_and_decode(
                credential=token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=settings.OIDC["client_id"],
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError, TypeError) as fault:
            raise OAuth2Error("malformed token") from fault
        return said

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """What the provider says of whoever the access token is for."""
        found: dict[str, Any] = self._fetch_user_info(access_token)
        return found


class Provider(OpenIDConnectProvider):
    """The library's, with our client."""

    oauth2_adapter_class = Client


def claims_of(login: SocialLogin) -> Claims:
    """What the provider claimed when it sent somebody back."""
    found: Claims = login.claims  # type: ignore[attr-defined]
    return found


def callback_url() -> str:
    """The address that the provider must know us by."""
    return f"{settings.BASE_URL}{reverse('accounts:provider_back')}"


def together(id_token: Claims, userinfo: Claims) -> Claims:
    """All claims; the signed ones win. OAuth2Error when they are about two people."""
    if userinfo.get("sub") not in {None, id_token.get("sub")}:
        raise OAuth2Error("the claims are about two people")
    return {**userinfo, **id_token}
