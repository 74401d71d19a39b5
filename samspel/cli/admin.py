"""`samspel admin`: the first administrator."""

import click
from django.db import transaction
from django.utils.translation import gettext as _

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.cli import say
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
