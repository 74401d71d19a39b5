"""Run all tests: sets up what they need besides (a browser), and stops the database that it started for them.

python -m tools.tests [arguments of pytest]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.places import BIN, ROOT, ToolError, say
from tools.postgres import Cluster
from tools.setup import set_up

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TESTS_DATABASE = "SAMSPEL_TEST_DATABASE_URL"


def browser() -> str:
    """The path of a chromium; as root on a Debian it is installed when there is none."""
    if given := os.environ.get("CHROMIUM"):
        return given
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        raise ToolError(
            "The tests drive a chromium, and none was found. Install it (Debian: `sudo apt-get install chromium`), or "
            "name one in CHROMIUM. Those that need none: make test ARGS='-m \"not browser\"'"
        )
    say("Chromium: not found, installing Debian's ...")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if subprocess.run([apt, *step], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            raise ToolError("Chromium could not be installed; the reason is above.")
    return shutil.which("chromium") or "/usr/bin/chromium"


def run(arguments: list[str]) -> int:
    """pytest, on every core."""
    spread = [] if any(word.startswith("-n") for word in arguments) else ["-n", "auto", "--dist", "worksteal"]
    command = [str(BIN / "python"), "-m", "pytest", *spread, *arguments]
    without_browser = "not browser" in " ".join(arguments)
    env = os.environ if without_browser else os.environ | {"CHROMIUM": browser()}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def main() -> int:
    """The command line."""
    try:
        set_up()
        if TESTS_DATABASE in os.environ:
            return run(sys.argv[1:])
        cluster = Cluster("postgres-tests")
        started = cluster.start().started
        try:
            return run(sys.argv[1:])
        finally:
            if started:
                cluster.stop()
    except ToolError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
