"""Every change to users themselves: made, described, let in, shut out."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspel.accounts import letters, permissions
from samspel.accounts.models import User
from samspel.accounts.services._ground import administering, end_sessions, leave_an_administrator
from samspel.core import clock, log, versions
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service

DETAILS = frozenset({"name", "email", "phone", "language"})


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
    administering(by)
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
def change_details(user: User, *, by: Actor, version: int | None = None, **details: str) -> User:
    """Set any of name, email, phone and language. Raises Stale when `version`, the one that was read, is overtaken."""
    if not permissions.may_change(user, by):
        raise Missing
    if unknown := details.keys() - DETAILS:
        raise TypeError(f"not a detail: {unknown}")
    held = versions.hold(User.objects.all(), user.pk, version)
    changed = [name for name, value in details.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, details[name])
    versions.save(held, *changed)
    log.record("changed", held, by=by, fields=changed)
    return held


@service
def set_password(user: User, password: str, *, by: Actor, temporary: bool = False) -> User:
    """A new password. All sessions end, and with a `temporary` one nothing opens before it is changed.

    Who got it from somebody else is told by letter: whoever knows a password can come in as its owner.
    """
    if not permissions.may_change(user, by):
        raise Missing
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), field="password") from fault
    user.set_password(password)
    user.password_is_temporary = temporary
    user.save(update_fields=["password", "password_is_temporary"])
    end_sessions(user)
    if permissions.is_other(user, by):
        letters.password_given(user, by)
    log.record("set password", user, by=by, fields=["password"])
    return user


@service
def reset_second_factor(user: User, *, by: Actor) -> User:
    """Take away a lost second factor, passkeys and recovery codes. All sessions end, and the user is told by letter."""
    administering(by)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    if permissions.is_other(user, by):
        letters.factor_taken(user, by)
    log.record("reset second factor", user, by=by)
    return user


@service
def deactivate(user: User, *, by: Actor) -> User:
    """No sign-in any more: sessions, tokens and calendar links end at once. What they hold waits for them."""
    administering(by)
    leave_an_administrator(without=user)
    shut_out(user)
    log.record("deactivated", user, by=by, fields=["is_active"])
    return user


def shut_out(user: User) -> None:
    """Every way in ends now: sessions, tokens, calendar links. The caller logs it."""
    now = clock.now()
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    user.tokens.filter(revoked_at=None).update(revoked_at=now)
    user.calendar_links.filter(revoked_at=None).update(revoked_at=now)


@service
def leave(user: User, *, by: Actor) -> User:
    """Somebody no longer works here: every way in ends at once, and so does all that they hold.

    Sessions, tokens and calendar links; functions, stand-ins both ways and the second factor. The link to the identity
    provider stays: by it a provider that still vouches for them meets a closed account, and makes nobody new. What they
    did stays in the log. Refused for the only administrator.
    """
    administering(by)
    leave_an_administrator(without=user)
    shut_out(user)
    today = clock.today()
    for row in user.assignments.exclude(ends__lt=today):
        row.end_before(today)
        log.record("ended assignment", row, by=by, fields=["ends"], because=f"user {user.pk}")
    for absence in (user.absences, user.stands_in):
        absence.filter(starts__gte=today).delete()
        absence.filter(ends__gte=today).update(ends=today - timedelta(days=1))
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    log.record("left", user, by=by, fields=["is_active"])
    return user


@service
def activate(user: User, *, by: Actor) -> User:
    """May sign in again; tokens and links that were ended stay so."""
    administering(by)
    user.is_active, user.gone_at = True, None
    user.save(update_fields=["is_active", "gone_at"])
    log.record("activated", user, by=by, fields=["is_active"])
    return user
