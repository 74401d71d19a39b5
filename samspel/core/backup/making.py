"""Making a backup: one snapshot of the database, counted and copied, then the files."""

from __future__ import annotations

import shutil
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.backup import programs
from samspel.core.backup.contents import contents, migrations, tables
from samspel.core.backup.manifest import DUMP, FILES, NAME, Manifest, key_marks, read, weighed
from samspel.core.backup.steps import Steps
from samspel.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from samspel.core.backup.manifest import File
    from samspel.core.backup.steps import Hear
    from samspel.core.backup.where import Where

    Tell = Callable[[str], None]

_PREFIX, _UNFINISHED = "samspel-", ".unfinished"


def make(folder: Path, where: Where, hear: Hear) -> Path:
    """Write a backup below the folder and return its path; `hear` is told what is being done.

    People may go on working meanwhile: what is counted and what is copied is one snapshot. A backup that was not
    finished keeps a name that says so. Raises Refused when a program is missing or fails.
    """
    now = clock.now()
    target = folder / f"{_PREFIX}{now:%Y%m%dT%H%M%SZ}"
    if target.exists():
        raise Refused(_("%(path)s exists already.") % {"path": target})
    unfinished = target.with_name(target.name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    manifest = _copy(unfinished, where, hear)
    partial = unfinished / f"{NAME}.partial"
    partial.touch(mode=0o600)
    partial.write_text(manifest.model_dump_json(indent=1) + "\n")
    partial.rename(unfinished / NAME)
    unfinished.rename(target)
    return target


def _copy(target: Path, where: Where, hear: Hear) -> Manifest:
    source = Path(settings.MEDIA_ROOT)
    with where.connect() as held:
        held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        held.read_only = True
        snapshot = str(held.execute("SELECT pg_export_snapshot()").fetchone()[0])  # type: ignore[index]
        tell = Steps(2 * len(tables(held)) + 1 + len(_kept(source)), hear).tell
        dump = _dump(target / DUMP, where, held.info.server_version // 10_000, snapshot, tell)
        return Manifest(
            made_at=clock.now(),
            version=version("samspel"),
            postgresql=held.info.server_version,
            migrations=migrations(held),
            field_keys=key_marks(),
            dump=dump,
            tables=contents(held, lambda table: tell(_("counting %(what)s") % {"what": table})),
            files=_files(source, target / FILES, tell),
        )


def _dump(target: Path, where: Where, major: int, snapshot: str, tell: Tell) -> File:
    """PostgreSQL's own dump of that snapshot, read back to its end."""
    target.touch(mode=0o600)
    options = ["--format=custom", "--no-owner", "--no-privileges", "--verbose", f"--snapshot={snapshot}"]
    program = programs.find("pg_dump", major)
    programs.run(program, *options, f"--file={target}", where=where, tell=copied_of(tell))
    tell(_("reading the copy back"))
    programs.run(programs.find("pg_restore", major), f"--file={Path('/dev/null')}", str(target), where=where)
    return weighed(target)


def copied_of(tell: Tell) -> Callable[[str], None]:
    """Of what PostgreSQL's programs say: which table they are at."""

    def hear(line: str) -> None:
        for begins in ("dumping contents of table ", "processing data for table "):
            if begins in line:
                tell(_("copying %(what)s") % {"what": line.split(begins)[1].strip().replace('"', "")})

    return hear


def _kept(source: Path) -> list[Path]:
    return sorted(path for path in source.rglob("*") if path.is_file())


def _files(source: Path, target: Path, tell: Tell) -> dict[str, File]:
    copied = {}
    for path in _kept(source):
        name = path.relative_to(source).as_posix()
        tell(_("copying %(what)s") % {"what": name})
        (target / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy2(path, target / name)
        copied[name] = weighed(target / name)
    return copied


def remove_older(folder: Path, days: int) -> list[Path]:
    """Remove the finished backups below the folder that are older than so many days, and return their paths.

    What was disposed of lives on in them: this is its end.
    """
    oldest = clock.now() - timedelta(days=days)
    backups = [path.parent for path in sorted(folder.glob(f"{_PREFIX}*/{NAME}"))]
    gone = [path for path in backups if read(path).made_at < oldest]
    for path in gone:
        shutil.rmtree(path)
    return gone
