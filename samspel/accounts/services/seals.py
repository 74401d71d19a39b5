"""The emergency account: sealed, opened, sealed anew."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts import letters
from samspel.accounts.models import Seal, User
from samspel.accounts.rules import Function
from samspel.accounts.services._ground import end_sessions
from samspel.accounts.services.holding import assign
from samspel.accounts.services.people import create_user, invented_password
from samspel.accounts.who import who_is
from samspel.core import clock, log
from samspel.core.actors import Job, Operator
from samspel.core.errors import Refused
from samspel.core.services import service

WARNED_BEFORE = timedelta(days=30)
"""How long before a seal ends that its guardians are told every week."""


@service
def seal(username: str, *, by: Operator) -> str:
    """Make the emergency account, or seal it anew; returns its password, which is kept nowhere else.

    Only from the server's command line: an administrator at the pages could otherwise make themselves a second self.
    Raises Refused when the name is somebody's.
    """
    user = User.objects.filter(username=username).first()
    if user is None:
        user = create_user(username=username, name=str(_("Emergency account")), by=by)
        assign(user, Function.ADMINISTRATOR, by=by)
    elif not Seal.objects.filter(user=user).exists():
        raise Refused(_("There is already a user with this name."))
    password = invented_password()
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    end_sessions(user)
    now = clock.now()
    lasts = {"sealed_at": now, "expires_at": now + timedelta(days=settings.SEAL_DAYS), "opened_at": None}
    row, _made = Seal.objects.update_or_create(user=user, defaults=lasts)
    log.record("sealed", row, by=by, because=f"user {user.pk}")
    return password


@service
def open_seal(row: Seal) -> None:
    """Somebody signed in with it: the guardians are told each time, and it works for some hours from the first."""
    row.opened_at = row.opened_at or clock.now()
    row.expires_at = min(row.expires_at, row.opened_at + timedelta(hours=settings.SEAL_HOURS))
    row.save(update_fields=["opened_at", "expires_at"])
    letters.seal_opened(row)
    log.record("opened seal", row, by=who_is(row.user), because=f"user {row.user_id}")


def look_at_seals() -> int:
    """Remind of every seal that was opened or ends soon; returns how many."""
    due = Seal.objects.filter(Q(expires_at__lt=clock.now() + WARNED_BEFORE) | ~Q(opened_at=None))
    rows = list(due.filter(user__is_active=True).select_related("user"))
    for row in rows:
        _remind(row)
    return len(rows)


@service
def _remind(row: Seal) -> None:
    letters.seal_due(row)
    log.record("reminded of seal", row, by=Job("accounts.look_at_seals"))
