"""`samspel provider`: the municipality's identity provider, and the file of its groups."""

from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.provider.mapping import check as checked


@click.group(help=_("The municipality's identity provider, and what its groups give."))
def command() -> None:
    """The group; its commands are below."""


@command.command(help=_("Check the file that says which group gives which function, every fault with its line."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check(file: Path | None) -> None:
    """Ends with 1 when there is any fault. Without a name it is the file of SAMSPEL_OIDC_RULES."""
    if file is None and not settings.OIDC["rules"]:
        raise click.ClickException(_("Name the file, or set SAMSPEL_OIDC_RULES."))
    found = checked(file or Path(settings.OIDC["rules"]))
    for fault in found.faults:
        click.echo(str(fault), err=True)
    if found.mapping is None:
        count = len(found.faults)
        raise click.ClickException(ngettext("%(count)d fault.", "%(count)d faults.", count) % {"count": count})
    click.echo(_("No faults."))
