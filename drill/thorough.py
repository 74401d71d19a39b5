"""What a run of the suite tries in part, in full: each page as each function sees it, every odd thing to every form."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from drill.results import Control, Result
from tools.places import ROOT, var

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAPTER = "thorough"
USED = re.compile(r"^from tests\.thorough import", re.MULTILINE)
SUMMARY = re.compile(r"^.*\d+ (?:passed|failed).*$", re.MULTILINE)


def files() -> list[str]:
    """The tests that can be thorough."""
    found = [*ROOT.glob("tests/test_*.py"), *ROOT.glob("samspel/*/tests/test_*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found if USED.search(path.read_text()))


def run(parts: list[str]) -> Iterator[Result]:
    """One case for each file, or for those whose path has one of the parts."""
    env = os.environ | {"SAMSPEL_THOROUGH": "1", "SAMSPEL_TEST_SUFFIX": "thorough"}
    log = var() / "drill" / CHAPTER
    log.mkdir(parents=True, exist_ok=True)
    for file in files():
        if parts and not any(part in file for part in parts):
            continue
        began = time.monotonic()
        command = [sys.executable, "-m", "tools.tests", file]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        (log / f"{file.replace('/', '.')}.log").write_text(done.stdout + done.stderr)
        said = SUMMARY.findall(done.stdout)
        note = said[-1].strip("= ") if said else f"see {log}"
        yield Result(CHAPTER, file, done.returncode == 0, Control.NONE, time.monotonic() - began, note)
