"""What is noted of signing in and out, and sessions that are ended."""

from allauth.usersessions.models import UserSession

from samspel.accounts import permissions
from samspel.accounts.models import ProviderSession, User
from samspel.accounts.services._ground import end_sessions
from samspel.accounts.who import NOBODY, who_is
from samspel.core import log
from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.core.services import service


@service
def note(user: User, verb: str) -> None:
    """What a user did about their own sign-in: signed in, signed out, set up second factor."""
    log.record(verb, user, by=who_is(user))


@service
def note_failed_sign_in(user: User) -> None:
    """Somebody tried to sign in as this user, with the wrong password."""
    log.record("failed sign-in", user, by=NOBODY)


@service
def end_session(session: UserSession, *, by: Actor) -> None:
    """Sign out one of a user's browsers."""
    user: User = session.user
    if not permissions.may_change(user, by):
        raise Missing
    ProviderSession.objects.filter(session_key=session.session_key).delete()
    session.end()
    log.record("ended session", user, by=by)


@service
def end_other_sessions(user: User, *, but: str, by: Actor) -> None:
    """Sign the user out everywhere but in one browser."""
    if not permissions.may_change(user, by):
        raise Missing
    end_sessions(user, but=but)
    log.record("ended other sessions", user, by=by)
