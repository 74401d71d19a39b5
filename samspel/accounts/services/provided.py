"""What the identity provider says of a user: who they are, what they hold, and whether it still vouches for them."""

from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from samspel.accounts import permissions
from samspel.accounts.models import Assignment, FormerLink, ProviderSession, Seal, User
from samspel.accounts.provider.claims import Grant
from samspel.accounts.rules import SCOPE
from samspel.accounts.services._ground import administering, end_sessions
from samspel.core import clock, log
from samspel.core.actors import Actor, Job
from samspel.core.errors import Missing, Refused
from samspel.core.services import service

PROVIDER = Job("accounts.provider")
"""Who stands in the log when the identity provider gives or ends."""


def provide(user: User, grants: Iterable[Grant]) -> bool:
    """Let the user hold just what the provider says, besides what was given by hand; True when anything changed."""
    held = {Grant.of(row): row for row in user.assignments.on(clock.today()).filter(by_provider=True)}
    wanted = set(grants)
    over, new = [row for grant, row in held.items() if grant not in wanted], wanted - held.keys()
    if over or new:
        _provide(user, sorted(new), over)
    return bool(over or new)


@service
def _provide(user: User, new: Iterable[Grant], over: Iterable[Assignment]) -> None:
    because = f"user {user.pk}"
    for row in over:
        row.end_before(clock.today())
        log.record("ended assignment", row, by=PROVIDER, fields=["ends"], because=because)
    for grant in new:
        place = {} if grant.place is None else {f"{SCOPE[grant.function].value}_id": grant.place}
        row = user.assignments.create(function=grant.function, starts=clock.today(), by_provider=True, **place)
        log.record("assigned", row, by=PROVIDER, because=because)


@service
def link(user: User, sub: str, *, provider: str, by: Actor) -> SocialAccount:
    """From now on the provider's `sub` is this user. Raises Refused when either is linked already, or was sealed."""
    if not (permissions.is_self(user, by) or by == PROVIDER):
        raise Missing
    if Seal.objects.filter(user=user).exists():
        raise Refused(_("The emergency account works without the identity provider, and is not linked to it."))
    if SocialAccount.objects.filter(provider=provider, uid=sub).exclude(user=user).exists():
        raise Refused(_("That sign-in belongs to another account."))
    if SocialAccount.objects.filter(user=user).exclude(uid=sub).exists():
        raise Refused(_("Your account is linked to another sign-in already."))
    account, _made = SocialAccount.objects.get_or_create(provider=provider, uid=sub, defaults={"user": user})
    FormerLink.objects.filter(provider=provider, sub=sub).delete()
    log.record("linked", user, by=by)
    return account


@service
def unlink(user: User, *, by: Actor) -> User:
    """The provider says nothing of this user any more: sessions end, and so does all that it gave.

    Another sign-in may then be linked. Whose this one was is remembered: while they are closed it lets nobody in anew.
    """
    administering(by)
    for account in SocialAccount.objects.filter(user=user):
        FormerLink.objects.update_or_create(provider=account.provider, sub=account.uid, defaults={"user": user})
        account.delete()
    end_sessions(user)
    provide(user, ())
    log.record("unlinked", user, by=by)
    return user


@service
def vouch(user: User, *, session_key: str, sid: str, refresh: str) -> ProviderSession:
    """The provider vouches for this session."""
    now = clock.now()
    said = {"user": user, "sid": sid[:200], "refresh": refresh, "vouched_at": now, "asked_at": now}
    row, _made = ProviderSession.objects.update_or_create(session_key=session_key, defaults=said)
    User.objects.filter(pk=user.pk).exclude(gone_at=None).update(gone_at=None)
    log.record("vouched for", user, by=PROVIDER)
    return row


@service
def not_vouched(user: User, sessions: Iterable[str], *, because: str, gone: bool = False) -> None:
    """The provider no longer vouches for these sessions: the next request of each is nobody's.

    Whoever is `gone` there stands so in the administrators' list until they come in by it again: have they quit?
    """
    if gone:
        User.objects.filter(pk=user.pk).update(gone_at=clock.now())
    keys = list(sessions)
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    ProviderSession.objects.filter(session_key__in=keys).delete()
    log.record("not vouched for", user, by=PROVIDER, because=because)
