"""Try Samspel: set everything up, load the demo, serve it, and stop all of it at Ctrl-C.

python -m tools.run        (PORT, HOST, DATABASE_URL and SAMSPEL_DEMO change what it does)
"""

from __future__ import annotations

import contextlib
import fcntl
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tools import trial
from tools.children import Children, Stopped
from tools.places import BIN, ROOT, ToolError, say, var
from tools.setup import fingerprint, set_up, stamp, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMSPEL = str(BIN / "samspel")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One run at a time in a checkout: two would disagree about who stops the database."""
    with (var() / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ToolError("Samspel already runs from this folder. Stop that one first (Ctrl-C).") from None
        yield


def port_is_free(host: str, port: int) -> None:
    """Say so when somebody else listens there."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        raise ToolError(f"Port {port} may not be used by you. Choose another: PORT=8001 make run") from None
    except OSError as error:
        reason = f"{host}:{port} can't be used ({error.strerror or error})."
        raise ToolError(f"{reason} Stop what uses it, or choose another: PORT={port + 1} make run") from None


def step(text: str, *command: str, env: dict[str, str]) -> None:
    """Say what happens, do it, and stop everything when it fails. What it says of its progress is shown."""
    say(text)
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ToolError(f"{done.stdout}That failed: {' '.join(command)}")


def static_files(env: dict[str, str]) -> None:
    """Gather and compress what browsers fetch, when any of it changed."""
    files = sorted(ROOT.glob("samspel/*/static/**/*.*"))
    changed = [f"{path}{path.stat().st_mtime_ns}" for path in files if path.is_file()]
    mark = fingerprint(*changed, ROOT / "package-lock.json", ROOT / "uv.lock", ROOT / "config" / "settings.py")
    if stamps().get("static") != mark or not (var() / "static").is_dir():
        collect = ["-m", "django", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
        step("Static files: gathering and compressing ...", str(BIN / "python"), *collect, env=env)
        stamp("static", mark)


def furnish(env: dict[str, str]) -> None:
    """The database as the code expects it, the municipality, and the demo's people and events."""
    step("Database: bringing its tables up to date ...", SAMSPEL, "migrate", env=env)
    static_files(env)
    if env.get("SAMSPEL_DEMO") == "1":
        where = str(ROOT / "municipalities" / "linkoping")
        step("Municipality: reading its files ...", SAMSPEL, "municipality", "apply", where, "--yes", env=env)
        step("Demo: people and a year of invented work ...", SAMSPEL, "demo", "load", env=env)


def serve(children: Children, env: dict[str, str]) -> None:
    """Start web and worker, say where, and keep them going until somebody says stop."""
    host, port = env["HOST"], env["PORT"]
    children.start("web", [SAMSPEL, "web"], env)
    children.start("worker", [SAMSPEL, "worker"], env)
    children.wait_for("web", "127.0.0.1" if host in {"0.0.0.0", "localhost"} else host, int(port))
    address = f"http://{'localhost' if host in {'0.0.0.0', '127.0.0.1'} else host}:{port}"
    say(f"\nSamspel is at {address}\nStop with Ctrl-C. What web and worker log is in {children.logs}\n")
    children.watch()


def work() -> None:
    """From nothing to serving."""
    began = time.monotonic()
    with alone(), Children(var()) as children:
        children.clear_leftovers()
        env = trial.environment()
        port_is_free(env["HOST"], int(env["PORT"]))
        set_up()
        env = trial.with_database(env, children)
        furnish(env)
        trial.remember(env)
        say(f"Ready after {time.monotonic() - began:.0f} s; starting web and worker ...")
        serve(children, env)


def interrupted(number: int, _frame: object) -> None:
    """Asked to stop; more of the same is not heard while things are being stopped."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def main() -> int:
    """The command line."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, interrupted)
    try:
        work()
    except Stopped:
        say("Stopped.")
    except ToolError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
