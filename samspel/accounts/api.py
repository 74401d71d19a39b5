"""Bearer tokens: who asks, and how far the token reaches."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.security import HttpBearer

from samspel.accounts.models import ApiToken
from samspel.accounts.rules import TokenScope
from samspel.accounts.services import digest
from samspel.accounts.who import Request, who_is
from samspel.core import clock, limits

SAFE = frozenset({"GET", "HEAD"})
USED_EVERY = timedelta(minutes=1)
"""A note of when a token was last used is made no more often than this."""


class Bearer(HttpBearer):
    """A valid token, with `scope` unless any will do. Sets `request.who`."""

    def __init__(self, scope: TokenScope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token; 401 when it is not valid now, 403 when it does not reach this."""
        found = _valid(token)
        if found is None:
            raise AuthenticationError
        cast(Request, request).who = who_is(found.user, scopes=frozenset(found.scopes))
        if self.scope is not None and self.scope not in found.scopes:
            raise AuthorizationError(message=_("The token lacks the scope %(scope)s.") % {"scope": self.scope})
        _not_too_often(request, found)
        return found


def scoped(scope: str = "") -> Bearer:
    """`auth=scoped("questions:write")`: who calls needs a valid token with the scope; without one any valid token."""
    return Bearer(TokenScope(scope) if scope else None)


def anyone(request: HttpRequest) -> bool:
    """`auth=anyone`: an operation that needs no token, and says so."""
    return True


def _valid(secret: str) -> ApiToken | None:
    now = clock.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=digest(secret), revoked_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if token and (token.used_at is None or now - token.used_at > USED_EVERY):
        token.used_at = now
        token.save(update_fields=["used_at"])
    return token


def _not_too_often(request: HttpRequest, token: ApiToken) -> None:
    if request.method in SAFE:
        return
    if not limits.within("api_write", str(token.pk)):
        raise HttpError(429, _("A token may write 120 times a minute. Wait a moment."))
