"""`samspel backup`: a copy of everything that was written."""

from pathlib import Path

import click
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.cli import say
from samspel.cli._progress import progress
from samspel.core import backup


@click.command(
    help=_(
        "Copy the database and all files to a new folder below FOLDER, with a count and a checksum of everything."
        " People can go on working meanwhile. Signs in as DATABASE_OWNER_URL."
    )
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep-days",
    type=click.IntRange(min=1),
    help=_("Remove backups in FOLDER that are older than this: what was disposed of lives on in them."),
)
def command(folder: Path, keep_days: int | None) -> None:
    """Prints the path of the new backup alone, for scripts."""
    with progress(_("Copying")) as hear:
        made = backup.make(folder, backup.Where.of(connection), hear)
    manifest = backup.read(made)
    say(
        _("%(tables)d tables, %(rows)d rows, %(files)d files, %(size).1f MB.")
        % {
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.files),
            "size": manifest.dump.size / 1e6,
        }
    )
    if keep_days is not None:
        gone = len(backup.remove_older(folder, keep_days))
        say(ngettext("%(count)d old backup removed.", "%(count)d old backups removed.", gone) % {"count": gone})
    click.echo(str(made))
