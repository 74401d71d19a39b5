"""The processes that a run started: kept going, and all stopped at its end, or at the next start if it was killed.

The supervisor of a trial. In production systemd does this (docs/operations.md).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.pgprograms import PostgresError
from tools.places import ROOT, ToolError, command_of, keep, say
from tools.postgres import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

PATIENCE = 60.0
GRACE = 12.0
STEADY = 10.0
"""Seconds after which a process has shown that it can live: whatever kills it later is not how it was set up."""
HASTY = 5
"""So many deaths in a row, and never steady: it cannot live as it is set up, and somebody must look."""
LONGEST_PAUSE = 30.0


class Stopped(BaseException):
    """Somebody asked the run to stop."""


@dataclass
class Child:
    """One process, how it is started, how often in a row it died young, and when it is to be started again."""

    name: str
    command: list[str]
    env: dict[str, str]
    process: subprocess.Popen[bytes]
    began: float = field(default_factory=time.monotonic)
    steady: bool = False
    young: int = 0
    due: float | None = None


def pause(young: int) -> float:
    """Seconds before the next start: none at first, then twice as long for each death in a row."""
    return min(2.0 ** (young - 2), LONGEST_PAUSE) if young > 1 else 0.0


@dataclass
class Database:
    """A server of our own, how often in a row it could not be started again, and when that is to be tried next."""

    cluster: Cluster
    failed: int = 0
    due: float = 0.0

    def look(self, tell: Callable[[str], None]) -> None:
        """Start it again, where it was, when it does not run. What a killed one left may be in the way for a while."""
        if time.monotonic() < self.due or self.cluster.runs():
            return
        tell("The database ended; starting it again")
        try:
            self.cluster.again()
        except PostgresError as error:
            self.failed += 1
            self.due = time.monotonic() + pause(self.failed)
            tell(f"The database could not be started: {error}")
        else:
            self.failed = 0


def gone(pid: int, seconds: float) -> bool:
    """Wait until a process group is gone; False when it still is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


class Children:
    """Started together, stopped together. What runs is noted in `var/run.json`, for the case that we are killed."""

    def __init__(self, var: Path, tell: Callable[[str], None] = say) -> None:
        self.tell = tell
        self.file = var / "run.json"
        self.logs = var / "log"
        self.logs.mkdir(exist_ok=True)
        self.running: list[Child] = []
        self.database = False
        self.kept: Database | None = None

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()

    def note(self) -> None:
        """Write down what runs."""
        groups = [child.process.pid for child in self.running]
        keep(self.file, json.dumps({"groups": groups, "database": self.database}))

    def owns_database(self) -> None:
        """The database was started by this run, and stops with it."""
        self.database = True
        self.note()

    def keep_going(self, cluster: Cluster) -> None:
        """A database server of our own is to be started again, too, when it dies."""
        self.kept = Database(cluster)

    def clear_leftovers(self) -> None:
        """Stop what an earlier run left when it was killed; its database becomes ours."""
        if not self.file.exists():
            return
        with contextlib.suppress(ValueError):
            left = json.loads(self.file.read_text())
            groups = [pid for pid in left["groups"] if str(ROOT) in command_of(pid)]
            if groups:
                self.tell("An earlier run was killed; stopping what it left ...")
            for pid in groups:
                self.end(pid)
            self.database = bool(left["database"])
        self.note()

    def launch(self, name: str, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start a process in a session of its own: Ctrl-C reaches it through us, in order."""
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)

    def start(self, name: str, command: list[str], env: dict[str, str]) -> None:
        """Start a child that is to be kept going."""
        (self.logs / f"{name}.log").write_bytes(b"")
        self.running.append(Child(name, command, env, self.launch(name, command, env)))
        self.note()

    def last_words(self, name: str) -> str:
        """The end of a child's log."""
        lines = (self.logs / f"{name}.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-15:])

    def wait_for(self, name: str, host: str, port: int, patience: float = PATIENCE) -> None:
        """Wait until something answers there by HTTP, whatever it answers; `patience` in seconds."""
        child = next(child for child in self.running if child.name == name)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if child.process.poll() is not None:
                raise ToolError(f"{name} did not start:\n{self.last_words(name)}")
            try:
                urllib.request.urlopen(f"http://{host}:{port}/api/v1/health", timeout=5).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise ToolError(f"{name} did not answer within {patience:.0f} s:\n{self.last_words(name)}")

    def watch(self) -> None:
        """Start again what dies; give up on what cannot live. Ends by `Stopped` alone."""
        while True:
            time.sleep(0.2)
            self.look()

    def look(self) -> None:
        """Look at each once, the database first. The pause of one keeps no other waiting."""
        if self.kept:
            self.kept.look(self.tell)
        now = time.monotonic()
        for child in self.running:
            if child.due is None and child.process.poll() is not None:
                self.count(child, now)
            if child.due is not None and child.due <= now:
                self.revive(child)

    def count(self, child: Child, now: float) -> None:
        """A child died: when is it to be started again? Raises ToolError when it was never able to live."""
        lived = now - child.began
        child.steady = child.steady or lived >= STEADY
        child.young = child.young + 1 if lived < STEADY else 1
        if child.young >= HASTY and not child.steady:
            raise ToolError(f"{child.name} ended {HASTY} times in a row:\n{self.last_words(child.name)}")
        child.due = now + pause(child.young)
        self.tell(f"{child.name} ended ({child.process.returncode}); starting it again in {pause(child.young):.0f} s")

    def revive(self, child: Child) -> None:
        """Start a child again, once what it left behind is gone: a killed web server's helpers hold its port."""
        self.end(child.process.pid, 2.0)
        child.process = self.launch(child.name, child.command, child.env)
        child.began, child.due = time.monotonic(), None
        self.note()

    def end(self, pid: int, grace: float | None = None) -> None:
        """Ask a process group to end, and insist after a while."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGTERM)
            if not gone(pid, GRACE if grace is None else grace):
                os.killpg(pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop everything, the database last."""
        if self.running:
            self.tell("\nStopping web and worker ...")
        for child in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGTERM)
        for child in self.running:
            try:
                child.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            self.end(child.process.pid)
        self.running = []
        if self.database and Cluster().stop():
            self.tell("Database: stopped; what was written is kept.")
        self.file.unlink(missing_ok=True)
