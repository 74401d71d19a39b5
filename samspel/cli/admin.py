"""`samspel admin`: the first administrator, the emergency account, and who no longer works here."""

import click
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.accounts import services
from samspel.accounts.models import Seal, User
from samspel.accounts.rules import Function
from samspel.cli import say
from samspel.core import clock
from samspel.core.actors import Operator


@click.group(help=_("Administrators, who make all other accounts."))
def command() -> None:
    """The group; its commands are below."""


@command.command(help=_("Make an administrator. Asks for the password, unless it is generated."))
@click.argument("username")
@click.option("--name", required=True, help=_("The person's name."))
@click.option("--email", default="", help=_("The person's e-mail address."))
@click.option("--generate", is_flag=True, help=_("Invent a password for the first sign-in, and print it alone."))
def create(username: str, name: str, email: str, *, generate: bool) -> None:
    """A generated password is changed at the first sign-in."""
    password = services.invented_password() if generate else _asked()
    user = _made(username, name, email, password, temporary=generate)
    say(_("%(user)s is administrator.") % {"user": user.username})
    if generate:
        click.echo(password)


@command.command(
    help=_("Make the emergency account, or seal it anew: its password is printed alone, for an envelope, this once.")
)
@click.option("--username", default="emergency", show_default=True, help=_("The account's user name."))
def emergency(username: str) -> None:
    """Everything but the password goes to standard error."""
    password = services.seal(username, by=Operator())
    row = Seal.objects.get(user__username=username)
    said = {"name": username, "end": f"{clock.local(row.expires_at):%Y-%m-%d}"}
    say(_("The emergency account %(name)s is sealed until %(end)s. Put the password in an envelope.") % said)
    click.echo(password)


@command.command(help=_("Somebody no longer works here: every way in and all that they hold ends at once."))
@click.argument("username")
def leave(username: str) -> None:
    """Sessions, tokens, calendar links, functions, stand-ins, second factors."""
    user = User.objects.filter(username=username.lower()).first()
    if user is None:
        raise click.ClickException(_("There is no user %(name)s.") % {"name": username})
    services.leave(user, by=Operator())
    say(_("%(user)s has left: everything has ended.") % {"user": user.username})


def _asked() -> str:
    text = _("Password, at least 12 characters")
    password: str = click.prompt(text, hide_input=True, confirmation_prompt=True, err=True)
    return password


@transaction.atomic
def _made(username: str, name: str, email: str, password: str, *, temporary: bool) -> User:
    by = Operator()
    user = services.create_user(username=username, name=name, email=email, by=by)
    services.set_password(user, password, temporary=temporary, by=by)
    services.assign(user, Function.ADMINISTRATOR, by=by)
    return user
