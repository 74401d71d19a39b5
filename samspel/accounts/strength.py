"""How strongly a session was opened, and which functions demand more than a password."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest

from samspel.accounts import services
from samspel.accounts.models import Seal, User
from samspel.accounts.rules import Function
from samspel.accounts.who import Request, Who

STRONG = "strong"
"""In a session: more than a password was shown when it began, or since."""


def demands(function: Function) -> bool:
    """Whether the function demands a second factor (by the settings)."""
    return function in settings.SECOND_FACTOR


def demanded(who: Who) -> bool:
    """Whether anything that they hold, themselves or as a stand-in, demands a second factor (by the settings)."""
    return any(demands(one) for one in who.functions)


def unknown() -> list[str]:
    """What the setting names and is no function."""
    return sorted(set(settings.SECOND_FACTOR) - set(Function.values) - {"none"})


def lacks(request: Request) -> bool:
    """Whether the one who asks must set up a second factor first."""
    user = request.who.user
    if user is None or not demanded(request.who) or is_strong(request, user):
        return False
    return _can_show_who_they_are(user) and not Seal.objects.filter(user=user).exists()


def _can_show_who_they_are(user: User) -> bool:
    """Who has no password and no provider came by the demo's door: there is nothing to make stronger."""
    return user.has_usable_password() or SocialAccount.objects.filter(user=user).exists()


def is_strong(request: HttpRequest, user: User) -> bool:
    """Whether more than a password was shown in this session: a code, a passkey, or what the provider asked for."""
    shown = request.session.get(STRONG)
    if shown is None:
        return any(one["method"] == "mfa" for one in get_authentication_records(request, user))
    return bool(shown)


def weaken(request: Request) -> None:
    """After a factor was taken away: who has none left is asked for one, here and in every other browser."""
    if not has_factor(request.user):
        request.session[STRONG] = False
        services.end_other_sessions(request.user, but=request.session.session_key or "", by=request.who)


def has_factor(user: User) -> bool:
    """Whether a code or a passkey is asked for when they sign in."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
