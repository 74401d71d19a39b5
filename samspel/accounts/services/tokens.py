"""Every change to the secrets that others come in with: tokens of other systems, links of calendars."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspel.accounts import letters, permissions
from samspel.accounts.models import ApiToken, CalendarLink, User
from samspel.accounts.rules import LONGEST_TOKEN_DAYS, TokenScope
from samspel.accounts.services._ground import administering
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service


def digest(secret: str) -> str:
    """How a token is kept. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


@service
def issue_token(
    user: User, *, name: str, scopes: Iterable[TokenScope], by: Actor, days: int = 90
) -> tuple[ApiToken, str]:
    """A token that acts as the user within the scopes, and its secret, which is shown this once.

    The user is told by letter when somebody else makes it. Refused when they cannot be: nobody is acted for unknowing.
    """
    administering(by)
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        message = _("A token lasts between 1 and %(days)s days.") % {"days": LONGEST_TOKEN_DAYS}
        raise Refused(message, field="days")
    if not user.is_active:
        raise Refused(_("This user may not sign in."), field="user")
    if permissions.is_other(user, by) and not user.email:
        raise Refused(_("The account has no e-mail address, so its owner could not be told. Write it there first."))
    now = clock.now()
    secret = f"samspel_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=digest(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    if not permissions.is_self(user, by) and user.email:
        letters.token_made(token, by)
    log.record("issued token", token, by=by, because=f"user {user.pk}")
    return token, secret


@service
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """The token ends at once."""
    if not permissions.may_change(token.user, by):
        raise Missing
    token.revoked_at = token.revoked_at or clock.now()
    token.save(update_fields=["revoked_at"])
    log.record("revoked token", token, by=by, because=f"user {token.user_id}")
    return token


@service
def new_calendar_link(user: User, *, by: Actor) -> tuple[CalendarLink, str]:
    """A fresh secret for the user's own calendar, shown this once; the one before stops working at once."""
    if not permissions.is_self(user, by):
        raise Missing
    user.calendar_links.filter(revoked_at=None).update(revoked_at=clock.now())
    secret = secrets.token_urlsafe(32)
    link = CalendarLink.objects.create(user=user, digest=digest(secret), created_at=clock.now())
    log.record("made calendar link", link, by=by, because=f"user {user.pk}")
    return link, secret


@service
def revoke_calendar_link(user: User, *, by: Actor) -> None:
    """The link stops working at once."""
    if not permissions.is_self(user, by):
        raise Missing
    user.calendar_links.filter(revoked_at=None).update(revoked_at=clock.now())
    log.record("ended calendar link", user, by=by)
