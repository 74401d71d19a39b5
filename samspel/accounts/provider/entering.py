"""Who comes in by the provider, and as whom. Plain steps; the adapter shows the pages."""

from enum import StrEnum

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.accounts.provider import mapping
from samspel.accounts.provider.claims import Claims, groups, text, username
from samspel.accounts.provider.client import provider_id
from samspel.accounts.services.provided import PROVIDER
from samspel.accounts.who import who_is


class Doing(StrEnum):
    """Why somebody was sent to the provider."""

    ENTER = "enter"
    LINK = "link"
    AGAIN = "again"


class Why(StrEnum):
    """Why somebody who came back from the provider is not let in."""

    NOTHING = "nothing"
    """No group of theirs gives a function."""
    CLOSED = "closed"
    TAKEN = "taken"
    """A local account has their user name. Only who knows its password may link the two."""
    ANOTHER = "another"
    NOT_AGAIN = "not-again"
    FAULT = "fault"


class NotIn(Exception):
    """Turned away."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def enter(sub: str, known: User | None, claims: Claims) -> tuple[User, SocialAccount]:
    """The user that the provider's `sub` is, made if need be, with what their groups give from now on.

    An account of ours is never found by name or e-mail address: either can be another person's, or be changed at the
    provider. It is found by `sub`, once its owner has linked it while signed in to it. Whose account is closed does not
    come in as somebody new: neither by the sign-in that is linked to it, nor by one that was.
    """
    rules = mapping.current()
    if rules is None:
        raise NotIn(Why.FAULT)
    owner = known or _former(sub)
    if owner and not owner.is_active:
        raise NotIn(Why.CLOSED)
    grants = rules.grants(groups(claims, settings.OIDC["claim"]))
    if known:
        services.provide(known, grants)
        if not any(not one.standing_in for one in who_is(known).holdings):
            raise NotIn(Why.NOTHING)
        return known, SocialAccount.objects.get(provider=provider_id(), uid=sub)
    if not grants:
        raise NotIn(Why.NOTHING)
    with transaction.atomic():
        user = _made(claims, sub)
        account = services.link(user, sub, provider=provider_id(), by=PROVIDER)
        services.provide(user, grants)
    return user, account


def _former(sub: str) -> User | None:
    return User.objects.filter(former_links__provider=provider_id(), former_links__sub=sub).first()


def _made(claims: Claims, sub: str) -> User:
    name = username(claims) or "user"
    holder = User.objects.filter(username=name).first()
    if holder and not SocialAccount.objects.filter(user=holder).exists():
        raise NotIn(Why.TAKEN)
    free = next(one for one in (name, *(f"{name}-{n}" for n in range(2, 1000))) if not _taken(one))
    return services.create_user(
        username=free,
        name=text(claims, "name", 120) or free,
        email=text(claims, "email", 254),
        by=PROVIDER,
    )


def _taken(name: str) -> bool:
    return User.objects.filter(username=name).exists()
