"""Remove everything that set-up and running made, the data too; asks first.

python -m tools.clean [--yes]
"""

from __future__ import annotations

import shutil
import sys

from tools.pgprograms import path_elsewhere
from tools.places import ROOT, ToolError, say, var
from tools.postgres import Cluster

MADE = (".venv", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache")


def agreed() -> bool:
    """Does the one who runs this mean it?"""
    if "--yes" in sys.argv:
        return True
    try:
        answer = input(f"Remove {var()} with the trial's data, .venv and node_modules? [y/N] ")
    except EOFError:
        answer = ""
    return answer.strip().lower() == "y"


def main() -> int:
    """The command line."""
    if not agreed():
        return 1
    try:
        for cluster in (Cluster(), Cluster("postgres-tests")):
            cluster.remove()
    except ToolError as error:
        say(str(error))
        return 1
    for folder in (*(ROOT / name for name in MADE), path_elsewhere(), var()):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
