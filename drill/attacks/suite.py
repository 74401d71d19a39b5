"""Attacks that are tests: forms filled with anything, and files that mean harm, all of them and many times."""

from __future__ import annotations

import os
import re
import subprocess
from functools import partial
from typing import TYPE_CHECKING

from drill.results import Outcome
from tools.places import BIN, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable


def thorough(file: str) -> Outcome:
    """Run a file of tests, thoroughly; what failed."""
    env = os.environ | {"SAMSPEL_THOROUGH": "1", "SAMSPEL_TEST_SUFFIX": "attacks_drill"}
    command = [str(BIN / "python"), "-m", "pytest", "-p", "no:cacheprovider", "--no-header", "--tb=short", file]
    done = subprocess.run([*command, "-v"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    passed = len(re.findall(r" PASSED", done.stdout))
    if done.returncode and not failed:
        failed = [done.stdout[-300:] + done.stderr[-300:]]
    return Outcome(tuple(failed), f"{passed} passed")


CASES: tuple[tuple[str, Callable[[], Outcome]], ...] = (
    ("forms filled with anything", partial(thorough, "tests/test_forms_under_fire.py")),
    ("malicious files", partial(thorough, "tests/test_malicious.py")),
    ("formulas in every export", partial(thorough, "samspel/core/tests/test_sheets.py")),
)
