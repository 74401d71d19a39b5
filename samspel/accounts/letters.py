"""What is told by letter about accounts: through the outbox, in the reader's language, without any secret."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts.models import ApiToken, Seal, User
from samspel.accounts.queries import holders_of
from samspel.accounts.rules import Function
from samspel.core import clock, outbox
from samspel.core.actors import Actor

Text = Callable[[], str]


def token_made(token: ApiToken, by: Actor) -> None:
    """To the one that the token acts as."""

    def body() -> str:
        said = {"name": token.name, "scopes": ", ".join(token.scopes), "end": _day(token), "by": by.label}
        return _lines(
            _("Another system can now do things in your name in Samspel."),
            _("Token: %(name)s. It reaches: %(scopes)s. It ends %(end)s. Made by: %(by)s.") % said,
            _("Do you not know of it? Tell your administrator at once."),
            _address("accounts:mine"),
        )

    _send("accounts.token", [token.user], lambda: _("A token acts in your name"), body)


def password_given(user: User, by: Actor) -> None:
    """To the one who can now be signed in as by whoever knows the password."""

    def body() -> str:
        return _lines(
            _("Your account in Samspel has a new first password, given by: %(by)s.") % {"by": by.label},
            _("Did you not ask for it? Tell your administrator at once."),
        )

    _send("accounts.password", [user], lambda: _("Your account has a new password"), body)


def factor_taken(user: User, by: Actor) -> None:
    """To the one whose second factor is gone."""

    def body() -> str:
        return _lines(
            _("The second factor of your account in Samspel was taken away by: %(by)s.") % {"by": by.label},
            _("Did you not ask for it? Tell your administrator at once."),
        )

    _send("accounts.factor", [user], lambda: _("Your second factor was taken away"), body)


def seal_opened(seal: Seal) -> None:
    """An alarm to administrators and head of security: somebody came in with the emergency account."""

    def body() -> str:
        when = clock.local(clock.now())
        return _lines(
            _("Somebody signed in with the emergency account %(name)s at %(when)s.")
            % {"name": seal.user.username, "when": f"{when:%Y-%m-%d %H:%M}"},
            _("Do you not know of it? Close the account at once, and look in the log at what it did."),
            _address("accounts:person", seal.user_id),
            _("When all is well again, seal it anew: samspel admin emergency."),
        )

    _send("accounts.seal", _guardians(seal), lambda: _("ALARM: the emergency account was opened"), body)


def seal_due(seal: Seal) -> None:
    """A reminder to the same: it was opened, or runs out soon."""

    def body() -> str:
        said = {"name": seal.user.username, "end": f"{clock.local(seal.expires_at):%Y-%m-%d}"}
        why = _("It was opened.") if seal.opened_at else _("It ends %(end)s.") % said
        return _lines(
            _("The emergency account %(name)s needs a new seal.") % said + " " + why,
            _("On the server: samspel admin emergency. Put the password that it prints in a new envelope."),
            _address("accounts:seals"),
        )

    _send("accounts.seal", _guardians(seal), lambda: _("The emergency account needs a new seal"), body)


def _guardians(seal: Seal) -> list[User]:
    return list(holders_of(Function.ADMINISTRATOR, Function.HEAD_OF_SECURITY).exclude(pk=seal.user_id))


def _send(kind: str, readers: Iterable[User], subject: Text, body: Text) -> None:
    for user in (one for one in readers if one.email):
        with translation.override(user.language):
            outbox.post(kind=kind, to=user.email, subject=subject(), body=body(), about=user)


def _day(token: ApiToken) -> str:
    return f"{clock.local(token.expires_at):%Y-%m-%d}"


def _address(route: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(route, args=args)}"


def _lines(*parts: str) -> str:
    return "\n\n".join(parts)
