"""The whole suite on PostgreSQL 15, the oldest that is promised, as Debian packages it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drill.results import Control, Result
from tools.places import ROOT, ToolError, say, var

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAPTER = "postgres15"
PROGRAMS = Path("/usr/lib/postgresql/15/bin")
SUMMARY = re.compile(r"^(?=.*\d+ passed|.*\d+ failed).*$", re.MULTILINE)


def programs() -> Path:
    """Where PostgreSQL 15 is; as root on a Debian it is installed when it is not there."""
    if (PROGRAMS / "postgres").exists():
        return PROGRAMS
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        raise ToolError(f"PostgreSQL 15 is not in {PROGRAMS}. Install it (Debian 12: `apt-get install postgresql-15`).")
    say("PostgreSQL 15: not found, installing Debian's ...")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql-15"]):
        if subprocess.run([apt, *step], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            raise ToolError("PostgreSQL 15 could not be installed; the reason is above.")
    return PROGRAMS


def run(parts: list[str]) -> Iterator[Result]:
    """One case: the suite, or the tests whose names have one of the parts."""
    began = time.monotonic()
    home = var() / "drill" / CHAPTER
    home.mkdir(parents=True, exist_ok=True)
    env = os.environ | {"PGBIN": str(programs()), "SAMSPEL_VAR": str(home), "SAMSPEL_TEST_SUFFIX": "fifteen"}
    env.pop("SAMSPEL_TEST_DATABASE_URL", None)
    chosen = ["-k", " or ".join(parts)] if parts else []
    command = [sys.executable, "-m", "tools.tests", *chosen]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    (home / "tests.log").write_text(done.stdout + done.stderr)
    said = SUMMARY.findall(done.stdout)
    note = said[-1].strip("= ") if said else f"see {home / 'tests.log'}"
    yield Result(CHAPTER, "the suite", done.returncode == 0, Control.NONE, time.monotonic() - began, note)
