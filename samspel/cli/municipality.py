"""`samspel municipality`: check a municipality's files, apply them, and write the municipality back into files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.cli._boundaries import boundaries, versions
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality import services, starting
from samspel.municipality.content import stored, told, written
from samspel.municipality.content.patch import Patch
from samspel.municipality.files import Description, check
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.queries import NotApplied

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.group(help=_("Check a municipality's files, apply them, and write the municipality back into files."))
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
@click.option("--overwrite", is_flag=True, help=_("Take back what was changed in the product, where the files differ."))
def apply_folder(folder: Path, *, yes: bool, dry_run: bool, overwrite: bool) -> None:
    """Twice changes nothing. What was changed in the product is only taken back at an explicit word."""
    checked, today = _checked(folder), clock.today()
    description = checked.description
    changes, firsts = services.difference(description, today), starting.waiting(checked.own)
    if not changes and not firsts:
        click.echo(_("Nothing to change: the database says what the files say."))
        return
    for change in changes:
        click.echo(str(change))
    for name in firsts:
        click.echo(_("%(file)s is read for the first time, and not again.") % {"file": f"{name}.yaml"})
    click.echo(ngettext("%(count)d change.", "%(count)d changes.", len(changes)) % {"count": len(changes)})
    lost = services.overwritten(description, by=Operator(), today=today)
    _tell_lost(lost)
    if dry_run:
        return
    if lost and not overwrite:
        raise click.ClickException(
            _("Nothing was changed. Write the product's own into the files (export), or add --overwrite.")
        )
    if not yes:
        click.confirm(_("Make them?"), abort=True)
    services.apply(description, by=Operator(), today=today)
    services.begin(checked.own, by=Operator())
    click.echo(_("Done."))


@command.command("export", help=_("Write the municipality as it is now into the files of FOLDER."))
@FOLDER
def export_folder(folder: Path) -> None:
    """The files can be checked and applied again, and change nothing then. A file's comment on top is kept."""
    try:
        document = stored.document()
    except NotApplied:
        raise click.ClickException(_("There is no municipality yet: apply its files first.")) from None
    for path in (*written.write_folder(document, folder), *written.write_own(starting.standing(), folder)):
        click.echo(str(path))


def _tell_lost(lost: Sequence[Patch]) -> None:
    """What somebody has changed in the product, and the files would take back."""
    if not lost:
        return
    count = len(lost)
    words = ngettext(
        "%(count)d of them would take back what was changed in the product:",
        "%(count)d of them would take back what was changed in the product:",
        count,
    )
    click.echo(words % {"count": count})
    names = told.names_of(stored.document())
    for one in lost:
        click.echo(f"  {told.told(one, names)}")


@dataclass(frozen=True)
class _Sound:
    """A folder without faults: the description, and what other modules begin with."""

    description: Description
    own: Mapping[str, Part]


def _checked(folder: Path) -> _Sound:
    """What the folder holds, or the faults on standard error and the end."""
    checked = check(folder)
    for fault in checked.faults:
        click.echo(str(fault), err=True)
    if checked.description is None:
        count = len(checked.faults)
        raise click.ClickException(ngettext("%(count)d fault.", "%(count)d faults.", count) % {"count": count})
    return _Sound(checked.description, checked.own)
