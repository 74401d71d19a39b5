"""All is lost and comes back; damage is seen; a full database of any release becomes today's, and nobody waits."""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import psycopg

from drill.checking import outcome, until
from drill.ground import Ground
from drill.ledger import Ledger
from drill.results import Outcome, judged
from drill.writing import MARK, ApiWay, Writers
from tools.pgprograms import execute, programs
from tools.places import ROOT, ToolError
from tools.postgres import OWNER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from drill.ground import Place
    from drill.results import Result

Statement = tuple[str, list[object]]

CHAPTER = "backup"
RELEASES = ROOT / "tests" / "releases"
BEFORE, AFTER = 150, 150
DAMAGES = 12
QUESTIONS, LOG_ROWS = 100_000, 1_000_000
LONGEST_WAIT = 2.0
"""Seconds that one write may have to wait for an upgrade."""
AFTERWARDS = f"{MARK} afterwards"
"""What is written when all is back."""
PATIENCE = 30
"""Seconds after which a write that waits is refused: more than is good, so that the wait itself is seen."""
LOCKING = {
    "the questions written anew": "ALTER TABLE questions_question ALTER COLUMN days_kept TYPE bigint;",
    "an index of the log": "CREATE INDEX slow ON core_logrow (md5(object_label || actor_label || verb || object_id));",
}
"""What an upgrade must not do: each must be seen."""


# --- Everything is lost --------------------------------------------------------------------------


def lost(ground: Ground, *, without: str = "") -> Outcome:
    """The database is dropped under the running program, and comes back from a backup made while people wrote."""
    with ground.place("lost", {"DRILL_WITHOUT": without}) as place:
        place.start(worker=False)
        ledger = Ledger()
        with Writers(place, ledger) as writers:
            writers.until(BEFORE, 60)
            saved = dict(ledger.acknowledged)
            kept = place.samspel("backup", str(place.folder / "kept")).strip()
            writers.until(BEFORE + AFTER, 60)
        before = replace(ledger, acknowledged=saved, begun=ledger.begun | {AFTERWARDS})
        ground.sql(f"DROP DATABASE {place.database} WITH (FORCE);")
        gone = ApiWay(place, "contactcentre").send("drill nowhere", "nowhere").status
        ground.sql(f"CREATE DATABASE {place.database} OWNER {OWNER} TEMPLATE template0;")
        try:
            place.samspel("restore", kept)
        except ToolError as refused:
            return Outcome((str(refused).strip().splitlines()[-1],))
        if gone != 503 or not until(lambda: answers(place), 20):
            return Outcome((f"without its database it answered {gone}; afterwards {answers(place)}",))
        return outcome(place, before, f"{len(ledger.acknowledged)} written in all, the backup made in between")


def answers(place: Place) -> bool:
    """Does it take a write again, by itself?"""
    return (
        ApiWay(place, "contactcentre").send(AFTERWARDS, "afterwards").acknowledged
        or place.sql(f"SELECT count(*) FROM questions_question WHERE text = '{AFTERWARDS}';").strip() == "1"
    )


# --- Damage --------------------------------------------------------------------------------------


def damaged(ground: Ground, *, without: str = "") -> Outcome:
    """One bit is flipped, somewhere in the copy, or its end is cut off: never restored."""
    with ground.place("damaged", {"DRILL_WITHOUT": without}) as place:
        kept = place.folder / "kept"
        whole = kept / place.samspel("backup", str(kept)).strip().rsplit("/", 1)[-1]
        chance = random.Random(7)
        unseen = sum(not seen(place, whole, partial(hurt, chance, number)) for number in range(DAMAGES))
        place.samspel("restore", str(whole), "--dry-run")
        return Outcome((f"{unseen} of {DAMAGES} damages not seen",) if unseen else (), f"{DAMAGES} damages seen")


def hurt(chance: random.Random, number: int, dump: Path) -> None:
    """Flip a bit, or cut the end off."""
    content = bytearray(dump.read_bytes())
    if number % 4 == 0:
        del content[-chance.randint(1, 100) :]
    else:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    dump.write_bytes(content)


def seen(place: Place, whole: Path, harm: Callable[[Path], None]) -> bool:
    """Is a copy that came to harm refused?"""
    copy = shutil.copytree(whole, whole.with_name("copy"), dirs_exist_ok=True)
    harm(copy / "database.dump")
    try:
        place.samspel("restore", str(copy), "--dry-run")
    except ToolError:
        return True
    return False


# --- Upgrade -------------------------------------------------------------------------------------


@contextlib.contextmanager
def filled(ground: Ground, release: Path) -> Iterator[str]:
    """The database of a release, as full as after years; its name."""
    name = f"upgrade_{release.name.replace('.', '_')}"
    ground.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE); CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0;")
    owner = ground.address(OWNER, name)
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", f"--dbname={owner}"]
    dump = shutil.copy(release / "database.dump", ground.folder / "release.dump")
    execute([str(programs() / "pg_restore"), *options, str(dump)], home=ground.folder)
    fill(owner)
    try:
        yield name
    finally:
        ground.sql(f"DROP DATABASE {name} WITH (FORCE);")


def upgrade(ground: Ground, release: Path) -> Outcome:
    """It becomes today's. How long does somebody wait who writes?"""
    with filled(ground, release) as name:
        return watched(ground.address(OWNER, name), lambda: ground.installed(name).samspel("migrate"))


def locked(ground: Ground, release: Path) -> Outcome:
    """The control: what keeps writers waiting, one after the other. It fails when each of them was seen."""
    with filled(ground, release) as name:
        owner = ground.address(OWNER, name)
        seen = {what: watched(owner, partial(ground.sql, do, name)) for what, do in LOCKING.items()}
    faults = tuple(f"{what}: {fault}" for what, one in seen.items() for fault in one.faults)
    return Outcome(faults if all(one.faults for one in seen.values()) else ())


def watched(owner: str, change: Callable[[], object]) -> Outcome:
    """Change a database while its probes write; the longest wait."""
    began = time.monotonic()
    with Probe(owner, a_question) as question, Probe(owner, a_row_of_the_log) as log:
        change()
    took = time.monotonic() - began
    found, told = [], []
    for what, probe in (("question", question), ("row of the log", log)):
        told.append(f"{probe.longest:.2f} s of {probe.writes} ({what})")
        if probe.longest > LONGEST_WAIT:
            found.append(f"a {what} waited {probe.longest:.1f} s")
        found += [f"a {what} failed: {fault}" for fault in probe.faults[:1]]
        if not probe.writes:
            found.append(f"no {what} was written")
    return Outcome(tuple(found), f"{took:.1f} s in all; the longest wait {', '.join(told)}")


def fill(owner: str) -> None:
    """Copies of what is there, until there are as many questions and rows of the log as a big municipality gets."""
    with psycopg.connect(owner) as filling:
        row = filling.execute("SELECT count(*), (SELECT count(*) FROM core_logrow) FROM questions_question").fetchone()
        questions, logged = row or (1, 1)
        other: dict[str, str | None] = {
            "id": "gen_random_uuid()",
            "reference": "left(md5(reference || n), 20)",
            "code_digest": "NULL",
        }
        multiply(filling, "questions_question", QUESTIONS // questions, other)
        multiply(filling, "core_logrow", LOG_ROWS // logged, {"id": None})
    with psycopg.connect(owner, autocommit=True) as tidying:
        tidying.execute("VACUUM ANALYZE")


def multiply(filling: psycopg.Connection, table: str, times: int, other: dict[str, str | None]) -> None:
    """So many copies of each row. `other` says what differs in a copy; None leaves the column to its default."""
    written = [name for name in columns(filling, table) if other.get(name, "") is not None]
    copied = ", ".join(other.get(name) or f'"{name}"' for name in written)
    named = ", ".join(f'"{name}"' for name in written)
    filling.execute(f"INSERT INTO {table} ({named}) SELECT {copied} FROM {table}, generate_series(1, {times}) n")


def columns(reading: psycopg.Connection, table: str) -> list[str]:
    """The columns of a table that are written, and not made of others."""
    found = reading.execute(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''",
        [table],
    ).fetchall()
    return [name for (name,) in found]


def a_question(reading: psycopg.Connection) -> Iterator[Statement]:
    """One question after the other is changed, anywhere among all: its number of changes grows."""
    keys = [pk for (pk,) in reading.execute("SELECT id FROM questions_question ORDER BY random() LIMIT 10000")]
    while True:
        yield "UPDATE questions_question SET version = version + 1 WHERE id = %s", [random.choice(keys)]


def a_row_of_the_log(reading: psycopg.Connection) -> Iterator[Statement]:
    """A row like one that is there is added to the log, with what the release knew of."""
    named = ", ".join(f'"{name}"' for name in columns(reading, "core_logrow") if name != "id")
    (last,) = reading.execute("SELECT max(id) FROM core_logrow").fetchone() or (0,)
    while True:
        yield f"INSERT INTO core_logrow ({named}) SELECT {named} FROM core_logrow WHERE id = %s", [last]


class Probe:
    """Writes one thing all the time, each in a transaction of its own, and remembers the longest wait, in seconds."""

    def __init__(self, owner: str, what: Callable[[psycopg.Connection], Iterator[Statement]]) -> None:
        self.owner, self.what, self.longest, self.writes, self.faults = owner, what, 0.0, 0, list[str]()
        self.end = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def __enter__(self) -> Probe:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(0.2)
        self.end.set()
        self.thread.join()

    def work(self) -> None:
        """Write until the block is left. What was written is counted by the database: a write of nothing is none."""
        with contextlib.closing(psycopg.connect(self.owner, autocommit=True)) as writing:
            writing.execute(f"SET statement_timeout = '{PATIENCE}s'")
            for statement, given in self.what(writing):
                began = time.monotonic()
                try:
                    self.writes += writing.execute(statement, given).rowcount
                except psycopg.Error as fault:
                    self.faults.append(str(fault).strip())
                self.longest = max(self.longest, time.monotonic() - began)
                if self.end.wait(0.01):
                    return


def run(parts: list[str]) -> Iterator[Result]:
    """The chapter's cases, or those whose name has one of the parts."""
    with Ground(CHAPTER) as ground:
        cases: dict[str, tuple[Callable[[], Outcome], Callable[[], Outcome]]] = {
            "everything lost": (partial(lost, ground), partial(lost, ground, without="snapshot")),
            "a damaged copy": (partial(damaged, ground), partial(damaged, ground, without="checksums")),
        }
        for release in sorted(RELEASES.iterdir()):
            both = partial(upgrade, ground, release), partial(locked, ground, release)
            cases[f"upgrade from {release.name}, full"] = both
        for name, (case, control) in cases.items():
            if not parts or any(part in name for part in parts):
                yield judged(CHAPTER, name, case, control)
