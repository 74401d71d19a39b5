"""The disk is full while eight write: first where the tables are, then where the write-ahead log is."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drill.checking import healed, letters, outcome
from drill.ledger import Ledger
from drill.mail import PostOffice
from drill.results import Outcome
from drill.writing import Writers
from tools.pgprograms import PostgresError, unprivileged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drill.ground import Ground, Place

SIZE = 128
"""Megabytes of the small file system."""
FILLER = "filler"


def possible() -> bool:
    """Mounting takes root."""
    return os.geteuid() == 0


def held(ground: Ground) -> Outcome:
    """Refused with 503 and the text kept while it is full; everything saved when there is room again."""
    with PostOffice().opened() as office, small(ground, "tables") as folder, tablespace(ground, folder):
        env = {"EMAIL_URL": office.url, "DRILL_LEASE": "10"}
        with ground.place("disk", env, tablespace="small") as place:
            first = tried(place, office, folder)
    with (
        PostOffice().opened() as office,
        log_on_small(ground) as folder,
        ground.place("disk_log", {"EMAIL_URL": office.url, "DRILL_LEASE": "10"}) as place,
    ):
        second = tried(place, office, folder, ground)
    return Outcome(first.faults + second.faults, f"tables: {first.note}; log: {second.note}")


def control(ground: Ground) -> Outcome:
    """Where a full disk is a fault like any other, pages break and lose what was typed."""
    with PostOffice().opened() as office, small(ground, "control") as folder, tablespace(ground, folder):
        env = {"EMAIL_URL": office.url, "DRILL_LEASE": "10", "DRILL_WITHOUT": "away"}
        with ground.place("disk_control", env, tablespace="small") as place:
            return tried(place, office, folder)


def tried(place: Place, office: PostOffice, folder: Path, dies: Ground | None = None) -> Outcome:
    """Write; fill it up; make room. A server whose write-ahead log has no room dies (`dies`), and is started again."""
    place.start()
    ledger = Ledger()
    with Writers(place, ledger) as writers:
        writers.until(60, 60)
        fill(folder)
        refused = wait_for_refusals(ledger, dies)
        (folder / FILLER).unlink()
        if dies:
            dies.wait()
        writers.until(len(ledger.acknowledged) + 60, 60)
    if not refused:
        ledger.fault("the disk was full and nobody was refused")
    healed(place, ledger)
    note = letters(place, ledger, office)
    return outcome(place, ledger, note)


def fill(folder: Path) -> None:
    """Until there is no room for one byte more; for a while, since what is dropped makes room."""
    with contextlib.suppress(OSError), (folder / FILLER).open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def wait_for_refusals(ledger: Ledger, dies: Ground | None) -> bool:
    """Keep it full until a hundred were refused. The room that the log has set aside for itself is used up first."""
    until = time.monotonic() + 40
    while ledger.statuses[503] + ledger.statuses[500] < 100 and time.monotonic() < until:
        if dies:
            with contextlib.suppress(PostgresError):
                dies.sql("SELECT pg_switch_wal();")
        time.sleep(0.1)
    return ledger.statuses[503] + ledger.statuses[500] > 0


@contextlib.contextmanager
def small(ground: Ground, name: str) -> Iterator[Path]:
    """A small file system that PostgreSQL's user may write to."""
    folder = Path(ground.record.home) / name
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], check=True)
    try:
        own(folder)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def own(folder: Path) -> None:
    """PostgreSQL's user is its owner."""
    if who := unprivileged():
        os.chown(folder, who.pw_uid, who.pw_gid)
    folder.chmod(0o700)


@contextlib.contextmanager
def tablespace(ground: Ground, folder: Path) -> Iterator[None]:
    """Tables can be put there."""
    (folder / "space").mkdir()
    own(folder / "space")
    ground.sql(f"CREATE TABLESPACE small LOCATION '{folder / 'space'}';")
    try:
        yield
    finally:
        ground.sql("DROP TABLESPACE small;")


@contextlib.contextmanager
def log_on_small(ground: Ground) -> Iterator[Path]:
    """The write-ahead log lies there, and comes back to where it was."""
    with small(ground, "wal") as folder:
        wal = Path(ground.record.home) / "data" / "pg_wal"
        ground.cluster.stop()
        shutil.copytree(wal, folder / "pg_wal", copy_function=copied, dirs_exist_ok=True)
        own_all(folder)
        wal.rename(wal.with_name("pg_wal.before"))
        wal.symlink_to(folder / "pg_wal")
        ground.revive()
        try:
            yield folder
        finally:
            ground.cluster.stop()
            wal.unlink()
            shutil.rmtree(wal.with_name("pg_wal.before"))
            shutil.copytree(folder / "pg_wal", wal)
            own_all(wal)
            ground.revive()


def copied(source: str, target: str) -> str:
    """With its mode."""
    return str(shutil.copy2(source, target))


def own_all(folder: Path) -> None:
    """PostgreSQL's user owns everything in it."""
    for path in [folder, *folder.rglob("*")]:
        if who := unprivileged():
            os.chown(path, who.pw_uid, who.pw_gid)
    folder.chmod(0o700)
