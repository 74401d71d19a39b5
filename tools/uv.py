"""The project tool uv: the one on the PATH when it is recent enough, otherwise one from PyPI in `var/uv`.

python -m tools.uv <arguments of uv>
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.places import ROOT, ToolError, say, var

OLDEST = (0, 9)
PINNED = ROOT / "tools" / "uv.txt"


def environment() -> dict[str, str]:
    """uv works in this checkout's own environment, with the interpreter that runs this, and downloads no other."""
    others = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PYTHONPATH", "UV_PYTHON"}
    kept = {key: value for key, value in os.environ.items() if key not in others}
    base = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    return kept | {"UV_PYTHON": str(base), "UV_PYTHON_DOWNLOADS": "never"}


def recent(program: str) -> bool:
    """Does this uv start, and does it understand our lock file?"""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    version = re.search(r"(\d+)\.(\d+)", done.stdout)
    return done.returncode == 0 and version is not None and (int(version[1]), int(version[2])) >= OLDEST


def install() -> str:
    """Install the pinned uv in a small environment of its own; its hash is checked."""
    home = var() / "uv"
    program = home / "bin" / "uv"
    if program.exists() and recent(str(program)):
        return str(program)
    say("uv: not found, installing it from PyPI into var/uv ...")
    shutil.rmtree(home, ignore_errors=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True, text=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "--disable-pip-version-check", "-r", str(PINNED)], check=True)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(home, ignore_errors=True)
        reason = f"{error.stdout or ''}{error.stderr or ''}".strip()
        hint = "On Debian and Ubuntu, Python's venv is a package of its own: apt install python3-venv"
        raise ToolError(f"uv could not be installed. {reason}\n{hint}") from None
    return str(program)


def find() -> str:
    """The path of a uv that can be used."""
    known = shutil.which("uv")
    return known if known and recent(known) else install()


def main() -> int:
    """Run uv with the given arguments."""
    try:
        return subprocess.run([find(), *sys.argv[1:]], cwd=ROOT, env=environment(), check=False).returncode
    except ToolError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
