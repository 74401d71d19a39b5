"""What the services of this folder share."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from samspel.accounts import permissions
from samspel.accounts.models import ProviderSession, User
from samspel.accounts.queries import administrators
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused


def administering(by: Actor) -> None:
    """Raises Missing unless `by` may administer."""
    if not permissions.may_administer(by):
        raise Missing


def end_sessions(user: User, *, but: str = "") -> None:
    """Sign the user out everywhere, but in the session of that key; the next request of each is nobody's."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()
    ProviderSession.objects.filter(user=user).exclude(session_key=but).delete()


def leave_an_administrator(*, without: User) -> None:
    """Raises Refused when nobody else is administrator. The emergency account is nobody."""
    found = administrators()
    if found.filter(pk=without.pk).exists() and not found.exclude(pk=without.pk).exists():
        raise Refused(_("This is the only administrator. Make somebody else administrator first."))


def not_to_oneself(user: User, by: Actor) -> None:
    """An administrator gives nothing to themselves: somebody else must agree. Who is the only one has nobody to ask."""
    if permissions.is_self(user, by) and administrators().exclude(pk=user.pk).exists():
        raise Refused(_("Nobody gives rights to themselves. Ask another administrator to do it."))
