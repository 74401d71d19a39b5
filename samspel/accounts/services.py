"""Every change to users, to what they hold, to who stands in for whom, and to tokens."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspel.accounts import permissions
from samspel.accounts.models import ApiToken, Assignment, Place, StandIn, User
from samspel.accounts.queries import holders_of
from samspel.accounts.rules import LONGEST_TOKEN_DAYS, SCOPE, Function, Scope, TokenScope
from samspel.accounts.who import NOBODY, who_is
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service


def _administering(by: Actor) -> None:
    if not permissions.may_administer(by):
        raise Missing


# --- Users ---------------------------------------------------------------------------------------


@service
def create_user(
    *,
    username: str,
    name: str,
    by: Actor,
    email: str = "",
    phone: str = "",
    language: str = "sv",
    password: str | None = None,
    temporary: bool = False,
) -> User:
    """A new user, who holds nothing yet. Without a password they cannot sign in; a `temporary` one must be changed."""
    _administering(by)
    username = username.strip().lower()
    if User.objects.filter(username=username).exists():
        raise Refused(_("There is already a user with this name."), field="username")
    user = User(username=username, name=name, email=email, phone=phone, language=language)
    user.date_joined = clock.now()
    user.password_is_temporary = temporary
    user.set_password(password)
    user.save()
    log.record("created", user, by=by)
    return user


def invented_password() -> str:
    """A password to hand over: easy to read out, hard to guess (about 100 bits)."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _place in range(5)) for _group in range(4))


@service
def change_details(user: User, *, by: Actor, **details: str) -> User:
    """Set any of name, email, phone and language."""
    if not permissions.may_change(user, by):
        raise Missing
    unknown = details.keys() - {"name", "email", "phone", "language"}
    if unknown:
        raise TypeError(f"not a detail: {unknown}")
    changed = [name for name, value in details.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, details[name])
    user.save(update_fields=changed)
    log.record("changed", user, by=by, fields=changed)
    return user


@service
def set_password(user: User, password: str, *, by: Actor, temporary: bool = False) -> User:
    """A new password. All sessions end, and with a `temporary` one nothing opens before it is changed."""
    if not permissions.may_change(user, by):
        raise Missing
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), field="password") from fault
    user.set_password(password)
    user.password_is_temporary = temporary
    user.save(update_fields=["password", "password_is_temporary"])
    _end_sessions(user)
    log.record("set password", user, by=by, fields=["password"])
    return user


@service
def reset_second_factor(user: User, *, by: Actor) -> User:
    """Take away a lost second factor and its recovery codes."""
    _administering(by)
    Authenticator.objects.filter(user=user).delete()
    log.record("reset second factor", user, by=by)
    return user


@service
def deactivate(user: User, *, by: Actor) -> User:
    """No sign-in any more: sessions and tokens end at once."""
    _administering(by)
    _leave_an_administrator(without=user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)
    user.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    log.record("deactivated", user, by=by, fields=["is_active"])
    return user


@service
def activate(user: User, *, by: Actor) -> User:
    """May sign in again; tokens that were ended stay so."""
    _administering(by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.record("activated", user, by=by, fields=["is_active"])
    return user


def _end_sessions(user: User) -> None:
    rows = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


def _leave_an_administrator(*, without: User) -> None:
    administrators = holders_of(Function.ADMINISTRATOR)
    if administrators.filter(pk=without.pk).exists() and not administrators.exclude(pk=without.pk).exists():
        raise Refused(_("This is the only administrator. Make somebody else administrator first."))


# --- What they hold ------------------------------------------------------------------------------


@service
def assign(
    user: User,
    function: Function,
    *,
    by: Actor,
    place: Place | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> Assignment:
    """Let the user hold the function, in the place that its scope asks for, from a day (today) up to its last."""
    _administering(by)
    starts = starts or clock.today()
    if ends and ends < starts:
        raise Refused(_("The last day cannot come before the first."), field="ends")
    assignment = Assignment(user=user, function=function, starts=starts, ends=ends)
    scope = SCOPE[function]
    if (place is None) != (scope is Scope.MUNICIPALITY) or (place and place._meta.model_name != scope.value):
        raise Refused(_("Choose where the function is held."), field=scope.value)
    if place:
        setattr(assignment, scope.value, place)
    assignment.save()
    log.record("assigned", assignment, by=by, because=f"user {user.pk}")
    return assignment


@service
def end_assignment(assignment: Assignment, *, by: Actor, last_day: date | None = None) -> Assignment:
    """The function ends after `last_day`; without one it ends now, and the next request is made without it."""
    _administering(by)
    before_today = clock.today() - timedelta(days=1)
    if assignment.function == Function.ADMINISTRATOR and (last_day is None or last_day <= before_today):
        _leave_an_administrator(without=assignment.user)
    if last_day and last_day < assignment.starts:
        raise Refused(_("The last day cannot come before the first."), field="ends")
    # One that is ended on its first day never held for a whole day: it ends the day before it starts.
    assignment.ends = last_day or max(before_today, assignment.starts - timedelta(days=1))
    assignment.save(update_fields=["ends"])
    log.record("ended assignment", assignment, by=by, fields=["ends"], because=f"user {assignment.user_id}")
    return assignment


@service
def stand_in(absent: User, other: User, *, starts: date, ends: date, by: Actor) -> StandIn:
    """`other` does the work of `absent` from a day to and including a day, with their rights."""
    if not permissions.may_change(absent, by):
        raise Missing
    if absent == other:
        raise Refused(_("Choose somebody else."), field="stand_in")
    if ends < starts or ends < clock.today():
        raise Refused(_("The last day cannot come before the first, and not before today."), field="ends")
    if not other.is_active or not permissions.may_stand_in(who_is(absent), who_is(other)):
        raise Refused(_("This person cannot stand in here."), field="stand_in")
    row = StandIn.objects.create(absent=absent, stand_in=other, starts=starts, ends=ends)
    log.record("stand-in", row, by=by, because=f"user {absent.pk}")
    return row


@service
def end_stand_in(row: StandIn, *, by: Actor) -> None:
    """Back at work: the stand-in's rights end now."""
    if not permissions.may_change(row.absent, by):
        raise Missing
    log.record("ended stand-in", row, by=by, because=f"user {row.absent_id}")
    if row.starts >= clock.today():
        row.delete()
    else:
        row.ends = clock.today() - timedelta(days=1)
        row.save(update_fields=["ends"])


# --- Tokens --------------------------------------------------------------------------------------


def digest(secret: str) -> str:
    """How a token is kept. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


@service
def issue_token(
    user: User, *, name: str, scopes: Iterable[TokenScope], by: Actor, days: int = 90
) -> tuple[ApiToken, str]:
    """A token that acts as the user within the scopes, and its secret, which is shown this once."""
    _administering(by)
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        message = _("A token lasts between 1 and %(days)s days.") % {"days": LONGEST_TOKEN_DAYS}
        raise Refused(message, field="days")
    if not user.is_active:
        raise Refused(_("This user may not sign in."), field="user")
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


# --- Signing in ----------------------------------------------------------------------------------


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
    session.end()
    log.record("ended session", user, by=by)
