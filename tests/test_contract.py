"""The import contract of `pyproject.toml` holds, and names every module."""

from __future__ import annotations

import subprocess

from tools.places import BIN, ROOT


def test_lower_never_imports_upper_and_every_module_has_its_place() -> None:
    command = [str(BIN / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
