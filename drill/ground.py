"""An installation of the drill's own, on loopback: database, municipality, people, web and worker.

    with Ground("faults") as ground, ground.place("killed") as place:
        place.start()
        place.people["contactcentre"].token
        ...

A ground is a PostgreSQL server with one furnished database; each place is a copy of that, with processes of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tools.children import Children
from tools.pgprograms import PostgresError
from tools.places import BIN, ROOT, ToolError, say, var
from tools.postgres import APP, DATABASE, OWNER, Cluster, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tools.postgres import Record

PATIENCE = 240.0
"""Seconds that an installation may take to start: drills are run on machines that have other things to do."""
MUNICIPALITY = ROOT / "municipalities" / "linkoping"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast: a token with all scopes, and the cookie of a session that is signed in."""

    token: str
    session: str


def done(*command: str, env: Mapping[str, str]) -> str:
    """Run a command to its end; what it says, or a ToolError with it."""
    ended = subprocess.run(command, cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False)
    if ended.returncode:
        said = "\n".join(f"{ended.stdout}{ended.stderr}".splitlines()[-15:])
        raise ToolError(f"{' '.join(command)} failed:\n{said}")
    return ended.stdout


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run (Linux)."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if entry.name.isdigit() and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def kill(*pids: int) -> None:
    """As a power cut would: no time for anything."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Ground:
    """A PostgreSQL server with one furnished database, gone when the drill ends."""

    def __init__(self, name: str) -> None:
        self.cluster = Cluster(f"postgres-drill-{name}")
        self.folder = var() / "drill" / name
        self.people: dict[str, Person] = {}

    def __enter__(self) -> Ground:
        self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.cluster.start()
        self.furnish()
        return self

    def __exit__(self, *_: object) -> None:
        # What the processes logged stays until the next time, for who wants to know why.
        self.cluster.remove()
        shutil.rmtree(self.folder / "static", ignore_errors=True)

    @property
    def record(self) -> Record:
        """What is remembered of the server."""
        if (record := self.cluster.record) is None:
            raise ToolError("the drill's database server is not made")
        return record

    def address(self, role: str = APP, database: str = DATABASE) -> str:
        """Where a database answers, for a role (`postgres` is the superuser)."""
        record = self.record
        passwords = {APP: record.app_password, OWNER: record.owner_password, "postgres": record.superuser_password}
        return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{record.port}/{database}"

    def environment(self, database: str = DATABASE) -> dict[str, str]:
        """What web, worker and commands of an installation in this database read."""
        ours = ("SAMSPEL", "DATABASE", "EMAIL", "DRILL", "HOST", "PORT")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "drill.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "SAMSPEL_ENV": "trial",
            "SAMSPEL_VAR": str(self.folder),
            "DATABASE_URL": self.address(APP, database),
            "DATABASE_OWNER_URL": self.address(OWNER, database),
            "HOST": "127.0.0.1",
        }

    def furnish(self) -> None:
        """Tables, rights, static files, the municipality and the cast, by the product's own commands."""
        env = self.environment()
        samspel = str(BIN / "samspel")
        done(samspel, "migrate", env=env)
        done(str(BIN / "python"), "-m", "django", "collectstatic", "--no-input", "--verbosity", "0", env=env)
        done(samspel, "municipality", "apply", str(MUNICIPALITY), "--yes", env=env)
        people = json.loads(done(str(BIN / "python"), "-m", "drill.people", env=env))
        self.people = {name: Person(**each) for name, each in people.items()}
        # Making people wrote letters: a place begins with none.
        self.sql("DELETE FROM core_outboxmessage; DELETE FROM procrastinate_jobs;", DATABASE)

    def sql(self, text: str, database: str = "postgres") -> str:
        """Run statements as the server's superuser."""
        return self.cluster.sql(self.record, text, database)

    def crash(self) -> None:
        """Kill the server and all its helpers at once."""
        pid = self.cluster.pid(self.record)
        if pid is not None:
            kill(pid, *children_of(pid))

    def revive(self, patience: float = 60) -> None:
        """Start the server again where it was, when no installation's supervisor does: until it is up."""
        until = time.monotonic() + patience
        while not self.cluster.answers(self.record):
            try:
                self.cluster.again()
            except PostgresError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    def wait(self, patience: float = 60) -> None:
        """Wait until the server answers, started again by the supervisor of the installation that runs."""
        until = time.monotonic() + patience
        while not self.cluster.answers(self.record):
            if time.monotonic() > until:
                raise ToolError(f"nobody started the database again within {patience:.0f} s")
            time.sleep(0.2)

    def installed(self, database: str) -> Place:
        """The installation that a database of one's own is, without processes."""
        return Place(self, database, database, {})

    @contextlib.contextmanager
    def place(self, name: str, env: Mapping[str, str] | None = None, *, tablespace: str = "") -> Iterator[Place]:
        """A copy of the furnished database with an installation in it; both are gone afterwards."""
        database = f"drill_{name}".replace("-", "_")
        there = f" TABLESPACE {tablespace}" if tablespace else ""
        self.sql(f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE {DATABASE}{there};")
        # A copied sequence takes its next numbers for logged already; after a crash it would give them again.
        self.sql("CHECKPOINT;")
        place = Place(self, name, database, dict(env or {}))
        try:
            yield place
        finally:
            place.stop()
            self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE);")


@dataclass
class Place:
    """An installation: what it reads from its environment, and its processes, which are started again when they die, as
    is the database."""

    ground: Ground
    name: str
    database: str
    env: dict[str, str]
    port: int = field(default_factory=free_port)
    children: Children | None = None
    _end: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None

    @property
    def folder(self) -> Path:
        """Its logs, and the letters that it sent when it has no mail server."""
        folder = self.ground.folder / self.name
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def people(self) -> dict[str, Person]:
        """The cast by user name."""
        return self.ground.people

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Of its processes, and of commands in it."""
        own = {"PORT": str(self.port), "EMAIL_URL": f"file://{self.folder / 'mail'}"}
        return self.ground.environment(self.database) | own | self.env

    def start(self, *, worker: bool = True) -> None:
        """Start web and worker, and keep them going."""
        self.children = Children(self.folder, tell=lambda _text: None)
        self.children.keep_going(self.ground.cluster)
        self._end.clear()
        self.children.start("web", [str(BIN / "samspel"), "web"], self.environment())
        if worker:
            self.children.start("worker", [str(BIN / "samspel"), "worker"], self.environment())
        self.children.wait_for("web", "127.0.0.1", self.port, PATIENCE)
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _keep(self) -> None:
        while self.children and not self._end.wait(0.2):
            try:
                self.children.look()
            except ToolError as error:
                say(str(error))
                return

    def stop(self) -> None:
        """Stop its processes."""
        self._end.set()
        if self._keeper:
            self._keeper.join()
        if self.children:
            self.children.stop()
        self._keeper = self.children = None

    def pid(self, name: str) -> int:
        """The process that is `web` or `worker` now."""
        if self.children is None:
            raise ToolError(f"{self.name} does not run")
        return next(child.process.pid for child in self.children.running if child.name == name)

    def samspel(self, *arguments: str) -> str:
        """Run the command `samspel` in it; what it says."""
        return done(str(BIN / "samspel"), *arguments, env=self.environment())

    def logged(self, name: str = "web") -> str:
        """What a process logged."""
        log = self.folder / "log" / f"{name}.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def sql(self, text: str) -> str:
        """Run statements in its database as superuser."""
        return self.ground.sql(text, self.database)
