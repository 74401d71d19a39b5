"""`samspel token`: the tokens of other systems."""

import click
from django.utils.translation import gettext as _

from samspel.accounts import services
from samspel.accounts.models import ApiToken, User
from samspel.accounts.rules import LONGEST_TOKEN_DAYS, TokenScope
from samspel.cli import say
from samspel.core import clock
from samspel.core.actors import Operator

ALL = ",".join(TokenScope)


@click.group(help=_("Tokens for the API: each acts as a user, within its scopes, until it ends."))
def command() -> None:
    """The group; its commands are below."""


def _scopes(context: click.Context, parameter: click.Parameter, value: str) -> list[TokenScope]:
    try:
        return [TokenScope(part.strip()) for part in value.split(",") if part.strip()]
    except ValueError:
        raise click.BadParameter(_("There are: %(all)s") % {"all": ALL}) from None


@command.command(help=_("Make a token that acts as a user, and print it alone. It is shown this once."))
@click.argument("username")
@click.option("--name", default="samspel token", show_default=True, help=_("What the token is for."))
@click.option(
    "--days",
    default=90,
    show_default=True,
    type=click.IntRange(1, LONGEST_TOKEN_DAYS),
    help=_("Days until it ends."),
)
@click.option("--scopes", default=ALL, show_default=True, callback=_scopes, help=_("What it may reach, with commas."))
def create(username: str, name: str, days: int, scopes: list[TokenScope]) -> None:
    """Everything but the token goes to standard error."""
    user = User.objects.filter(username=username.lower()).first()
    if user is None:
        raise click.ClickException(_("There is no user %(name)s.") % {"name": username})
    row, secret = services.issue_token(user, name=name, scopes=scopes, days=days, by=Operator())
    said = {"number": row.pk, "user": user.username, "end": f"{clock.local(row.expires_at):%Y-%m-%d %H:%M}"}
    say(_("Token %(number)s of %(user)s, until %(end)s.") % said)
    click.echo(secret)


@command.command("list", help=_("Show all tokens, never what they say."))
def list_tokens() -> None:
    """Number, user, name, scopes, state, when it was last used; with tabs between."""
    for row in ApiToken.objects.select_related("user").order_by("pk"):
        used = f"{clock.local(row.used_at):%Y-%m-%d %H:%M}" if row.used_at else "-"
        click.echo("\t".join([str(row.pk), row.user.username, row.name, ",".join(row.scopes), _state(row), used]))


def _state(row: ApiToken) -> str:
    if row.revoked_at or row.expires_at <= clock.now() or not row.user.is_active:
        return _("ended")
    return _("until %(day)s") % {"day": f"{clock.local(row.expires_at):%Y-%m-%d}"}


@command.command(help=_("End a token at once, by its number in the list."))
@click.argument("number", type=click.IntRange(min=1))
def revoke(number: int) -> None:
    """What uses it is shut out at its next call."""
    row = ApiToken.objects.select_related("user").filter(pk=number).first()
    if row is None:
        raise click.ClickException(_("There is no token %(number)s.") % {"number": number})
    services.revoke_token(row, by=Operator())
    say(_("Token %(number)s is ended.") % {"number": number})
