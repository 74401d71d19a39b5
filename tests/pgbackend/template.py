"""A migrated database, made once for every state of the migrations, that test databases are copied from."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "template_samspel_"
KEPT = 3
LOCK = 7_261_001


def fingerprint() -> str:
    """The state of all migrations, ours and others'."""
    digest = hashlib.sha256()
    migrations = MigrationLoader(None).disk_migrations.values()
    files = {Path(str(sys.modules[type(each).__module__].__file__)) for each in migrations}
    for file in sorted(files):
        digest.update(str(file.name).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def named(connection: BaseDatabaseWrapper, name: str) -> Iterator[None]:
    """The connection goes to another database in here."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def template(connection: BaseDatabaseWrapper) -> str:
    """The name of the migrated database, which is made when it is missing; one process makes it, others wait."""
    name = PREFIX + fingerprint()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
        known = [row[0] for row in cursor.fetchall()]
        if name not in known:
            for old in [each for each in known if each.endswith("_unfinished")] + known[: -KEPT + 1 or None]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_unfinished"')
            with named(connection, f"{name}_unfinished"):
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return name
