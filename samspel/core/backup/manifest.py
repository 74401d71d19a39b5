"""What a backup says about itself: when, of what, and the numbers that it is held against."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from samspel.core.backup.contents import Table
from samspel.core.errors import Refused

NAME, DUMP, FILES = "manifest.json", "database.dump", "files"


class File(BaseModel):
    """A file's size in bytes, and its SHA-256."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """The first thing written when all else is in place, the first thing read on the way back."""

    form: Literal[1] = 1
    made_at: datetime
    version: str
    postgresql: int
    migrations: list[str]
    field_keys: list[str]
    dump: File
    tables: dict[str, Table]
    files: dict[str, File]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(table.rows for table in self.tables.values())


def read(backup: Path) -> Manifest:
    """The manifest of a finished backup; raises Refused when there is none that can be read."""
    try:
        return Manifest.model_validate_json((backup / NAME).read_bytes())
    except (OSError, ValidationError) as fault:
        raise Refused(_("%(path)s is no finished backup.") % {"path": backup}) from fault


def weighed(path: Path) -> File:
    """Size and SHA-256 of a file."""
    with path.open("rb") as stream:
        return File(size=path.stat().st_size, sha256=hashlib.file_digest(stream, "sha256").hexdigest())


def key_marks() -> list[str]:
    """A mark of each key that contact details are encrypted with: enough to know it by, useless to read with."""
    return [hashlib.sha256(f"samspel field key {key}".encode()).hexdigest()[:16] for key in settings.FIELD_KEYS]
