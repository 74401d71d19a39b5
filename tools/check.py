"""Everything that can be checked without running the product; all of it is tried, and 1 is returned if any failed.

python -m tools.check
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tools import uv
from tools.places import BIN, ROOT, say


def templates() -> list[str]:
    """Every template of the modules."""
    return [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("samspel/*/templates/**/*.html"))]


def checks() -> dict[str, list[str]]:
    """What is checked, and by what."""

    def program(name: str, *arguments: str) -> list[str]:
        return [str(BIN / name), *arguments]

    return {
        "formatting": program("ruff", "format", "--check", "--quiet"),
        "lint": program("ruff", "check", "--quiet"),
        "types": program("mypy"),
        "import contract": program("lint-imports"),
        "templates": program("djade", "--check", "--target-version", "5.2", *templates()),
        "translations": program("python", "tools/messages.py", "check"),
        "migrations": program("python", "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
        "lock file": [uv.find(), "lock", "--check", "--quiet"],
    }


def passed(name: str, command: list[str]) -> bool:
    """Run one check; what it says is shown when it fails."""
    began = time.monotonic()
    env = uv.environment() | {"DJANGO_SETTINGS_MODULE": "tests.plain", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    mark = "failed" if done.returncode else "ok"
    print(f"{name:<16} {mark}  {time.monotonic() - began:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> int:
    """The command line."""
    os.environ.pop("DATABASE_URL", None)
    failed = [name for name, command in checks().items() if not passed(name, command)]
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
