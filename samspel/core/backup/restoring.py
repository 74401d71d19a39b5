"""The way back: into an empty database, held against what was counted when the backup was made."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from samspel.core.backup import programs
from samspel.core.backup.contents import contents, tables
from samspel.core.backup.making import copied_of
from samspel.core.backup.manifest import DUMP, FILES, Manifest, key_marks, read, weighed
from samspel.core.backup.steps import Steps
from samspel.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from samspel.core.backup.steps import Hear
    from samspel.core.backup.where import Where


def inspect(backup: Path) -> Manifest:
    """What the backup holds; raises Refused when any of it is damaged, or this program could not read it."""
    manifest = read(backup)
    said = {DUMP: manifest.dump} | {f"{FILES}/{name}": file for name, file in manifest.files.items()}
    damaged = [name for name, file in said.items() if not (backup / name).is_file() or weighed(backup / name) != file]
    if damaged:
        raise Refused(_("The backup is damaged: %(files)s.") % {"files": ", ".join(damaged)})
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise Refused(
            _("The backup was made by a newer Samspel (%(version)s): this one doesn't know %(migrations)s.")
            % {"version": manifest.version, "migrations": ", ".join(newer[:3])}
        )
    if not set(manifest.field_keys) & set(key_marks()):
        raise Refused(
            _("No key that contact details were encrypted with is in SAMSPEL_FIELD_KEYS: they could not be read.")
        )
    return manifest


def restore(backup: Path, where: Where, hear: Hear) -> Manifest:
    """Fill an empty database, and the folder of files, from the backup; `hear` is told what is being done.

    Nothing is ever written over: raises Refused when the database or the folder holds anything, and when what came
    back is not what was counted. A fault on the way leaves the database empty.
    """
    manifest = inspect(backup)
    major = _empty(manifest, where)
    tell = Steps(2 * len(manifest.tables) + bool(manifest.files), hear).tell
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction", "--verbose"]
    program = programs.find("pg_restore", max(major, manifest.postgresql // 10_000))
    dbname = f"--dbname={where.parameters['dbname']}"
    programs.run(program, *options, dbname, str(backup / DUMP), where=where, tell=copied_of(tell))
    _hold_against(manifest, where, tell)
    if manifest.files:
        tell(_("copying %(what)s") % {"what": settings.MEDIA_ROOT})
        shutil.copytree(backup / FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return manifest


def _empty(manifest: Manifest, where: Where) -> int:
    """The server's major version; raises Refused unless there is nothing that could be written over."""
    with where.connect() as connection:
        if tables(connection):
            raise Refused(_("The database is not empty. Make a new one, and name it in DATABASE_OWNER_URL."))
        major = connection.info.server_version // 10_000
    files = Path(settings.MEDIA_ROOT)
    if manifest.files and files.is_dir() and any(files.iterdir()):
        raise Refused(_("%(path)s is not empty.") % {"path": files})
    return major


def _hold_against(manifest: Manifest, where: Where, tell: Callable[[str], None]) -> None:
    with where.connect() as connection:
        found = contents(connection, lambda table: tell(_("counting %(what)s") % {"what": table}))
    differ = sorted(name for name in found.keys() | manifest.tables if found.get(name) != manifest.tables.get(name))
    if differ:
        raise Refused(
            _("What came back is not what was counted: %(tables)s. Do not use this database.")
            % {"tables": ", ".join(differ)}
        )
