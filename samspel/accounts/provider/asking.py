"""Asks the provider whether it still vouches for a session, at the interval of the settings, when the session is used.

The provider's refresh token is what asks: a provider that has disabled somebody, or ended their sign-in, refuses it.
What it says of their groups is taken at the same time, so that a role that was lost there is lost here too.
"""

import logging
from datetime import timedelta
from enum import Enum
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from requests import RequestException
from requests.auth import HTTPBasicAuth

from samspel.accounts import services
from samspel.accounts.models import ProviderSession
from samspel.accounts.provider import mapping
from samspel.accounts.provider.claims import Claims, groups
from samspel.accounts.provider.client import Client, provider_id, together
from samspel.accounts.who import who_is
from samspel.core import clock

logger = logging.getLogger("samspel.provider")


class Answer(Enum):
    """What came of asking."""

    VOUCHED = "vouched"
    GONE = "gone"
    REFUSED = "refused"
    """It goes on with their sign-in no longer: they were disabled or removed there, or it was ended."""
    SILENT = "silent"
    """No answer, or one that says nothing about the person: the session goes on for the time of grace."""


def still(request: HttpRequest) -> bool:
    """Whether the session may go on; asks when it is time, and lets what the provider says take effect."""
    key = request.session.session_key or ""
    with transaction.atomic():
        # Another request of the same session may be asking right now: a refresh token is used once.
        rows = ProviderSession.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
        row = rows.filter(session_key=key).first()
        if row is None:
            return ProviderSession.objects.filter(session_key=key).exists()
        if clock.now() - row.asked_at < timedelta(seconds=settings.OIDC["check_seconds"]):
            return True
        answer = _ask(request, row)
        row.asked_at = clock.now()
        if answer is Answer.VOUCHED:
            row.vouched_at = row.asked_at
        row.save(update_fields=["asked_at", "vouched_at", "refresh"])
        patience = timedelta(seconds=settings.OIDC["grace_seconds"])
        over = answer in {Answer.GONE, Answer.REFUSED} or clock.now() - row.vouched_at > patience
        if over:
            services.not_vouched(row.user, [key], because=answer.value, gone=answer is Answer.REFUSED)
    return not over


def _ask(request: HttpRequest, row: ProviderSession) -> Answer:
    sub = SocialAccount.objects.filter(user=row.user, provider=provider_id()).values_list("uid", flat=True).first()
    if sub is None:
        return Answer.GONE
    if not row.refresh:
        return Answer.SILENT
    try:
        claims = _refreshed(Client(request), row)
    except (OAuth2Error, RequestException, KeyError, TypeError, ValueError) as fault:
        logger.warning("the provider does not answer: %s", type(fault).__name__)
        return Answer.SILENT
    if claims is None:
        return Answer.REFUSED
    if claims.get("sub") != sub:
        return Answer.GONE
    return _take(row, claims)


def _take(row: ProviderSession, claims: Claims) -> Answer:
    rules = mapping.current()
    if rules is None:
        logger.error("the file of SAMSPEL_OIDC_RULES cannot be read: samspel provider check says why")
        return Answer.SILENT
    services.provide(row.user, rules.grants(groups(claims, settings.OIDC["claim"])))
    holds = any(not one.standing_in for one in who_is(row.user).holdings)
    return Answer.VOUCHED if holds else Answer.GONE


def _refreshed(client: Client, row: ProviderSession) -> Claims | None:
    """Fresh claims, with the next refresh token put on the row; None when the provider no longer vouches."""
    given = _token(client, row.refresh)
    if given is None:
        return None
    row.refresh = given.get("refresh_token") or row.refresh
    said = client.verified(given["id_token"]) if given.get("id_token") else {}
    about = client.userinfo(given.get("access_token", ""))
    return together(said or {"sub": about.get("sub")}, about)


def _token(client: Client, refresh: str) -> dict[str, Any] | None:
    chosen = settings.OIDC
    data = {"grant_type": "refresh_token", "refresh_token": refresh}
    auth = HTTPBasicAuth(chosen["client_id"], chosen["secret"]) if client.basic_auth else None
    if auth is None:
        data |= {"client_id": chosen["client_id"], "client_secret": chosen["secret"]}
    with get_adapter().get_requests_session() as session:  # type: ignore[no-untyped-call]
        answer = session.post(client.access_token_url, data=data, auth=auth)
    said = answer.json()
    if answer.status_code == 400 and said.get("error") == "invalid_grant":
        return None
    answer.raise_for_status()
    found: dict[str, Any] = said
    return found
