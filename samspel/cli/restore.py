"""`samspel restore`: the way back from a backup, into an empty database."""

from pathlib import Path

import click
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.cli import say
from samspel.cli._progress import progress
from samspel.cli.migrate import bring_up_to_date
from samspel.core import backup
from samspel.core.actors import Operator
from samspel.core.backup import Manifest


@click.command(
    help=_(
        "Fill the empty database in DATABASE_OWNER_URL from BACKUP, show that it holds what was counted, and bring it"
        " up to date. Nothing is written over. Everybody has to sign in again."
    )
)
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--dry-run", is_flag=True, help=_("Only show that the backup is whole and can be read."))
@click.option(
    "--hold-letters",
    is_flag=True,
    help=_("Give up the letters that waited then: they were sent since."),
)
def command(source: Path, *, dry_run: bool, hold_letters: bool) -> None:
    """Whole, or not at all."""
    if dry_run:
        _told(backup.inspect(source))
        return
    with progress(_("Restoring")) as hear:
        manifest = backup.restore(source, backup.Where.of(connection), hear)
    bring_up_to_date()
    held = backup.go_on_from(manifest, hold_letters=hold_letters, by=Operator())
    if hold_letters:
        say(ngettext("%(count)d letter held back.", "%(count)d letters held back.", held) % {"count": held})
    _told(manifest)


def _told(manifest: Manifest) -> None:
    say(
        _("The backup of %(at)s is whole: %(tables)d tables, %(rows)d rows, %(files)d files.")
        % {
            "at": f"{manifest.made_at:%Y-%m-%d %H:%M} UTC",
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.files),
        }
    )
