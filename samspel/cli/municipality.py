"""`samspel municipality`: check a municipality's files, and apply them."""

from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.cli._boundaries import boundaries, versions
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality import services
from samspel.municipality.files import Description, check

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.group(help=_("Check a municipality's files, and apply them."))
def command() -> None:
    """The group; its commands are below."""


command.add_command(boundaries)
command.add_command(versions)


@command.command("check", help=_("Check all files of FOLDER and report every fault with file and line."))
@FOLDER
def check_folder(folder: Path) -> None:
    """Ends with 1 when there is any fault."""
    _checked(folder)
    click.echo(_("No faults."))


@command.command("apply", help=_("Show what the files of FOLDER would change, ask, and change it."))
@FOLDER
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
def apply_folder(folder: Path, *, yes: bool, dry_run: bool) -> None:
    """Twice changes nothing."""
    description, today = _checked(folder), clock.today()
    changes = services.difference(description, today)
    if not changes:
        click.echo(_("Nothing to change: the database says what the files say."))
        return
    for change in changes:
        click.echo(str(change))
    told = ngettext("%(count)d change.", "%(count)d changes.", len(changes)) % {"count": len(changes)}
    click.echo(told)
    if dry_run:
        return
    if not yes:
        click.confirm(_("Make them?"), abort=True)
    services.apply(description, by=Operator(), today=today)
    click.echo(_("Done."))


def _checked(folder: Path) -> Description:
    """The description, or the faults on standard error and the end."""
    checked = check(folder)
    for fault in checked.faults:
        click.echo(str(fault), err=True)
    if checked.description is None:
        count = len(checked.faults)
        raise click.ClickException(ngettext("%(count)d fault.", "%(count)d faults.", count) % {"count": count})
    return checked.description
