"""PostgreSQL is killed and comes back, and the line to it is cut, while eight write."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from drill.checking import healed, letters, outcome
from drill.ledger import Ledger
from drill.mail import PostOffice
from drill.proxy import Line
from drill.writing import Writers

if TYPE_CHECKING:
    from collections.abc import Callable

    from drill.ground import Ground, Place
    from drill.results import Outcome

FORGETFUL = "ALTER SYSTEM SET wal_writer_delay = '10s'; ALTER SYSTEM SET wal_writer_flush_after = '1GB';"
AS_BEFORE = "ALTER SYSTEM RESET wal_writer_delay; ALTER SYSTEM RESET wal_writer_flush_after;"
RELOAD = "SELECT pg_reload_conf();"


def killed(ground: Ground) -> Outcome:
    """Four times, each time away for some seconds."""
    with PostOffice().opened() as office, ground.place("postgres", mailing(office)) as place:
        return tried(place, office, [lambda: crash(ground)] * 4)


def killed_control(ground: Ground) -> Outcome:
    """With a database that says "committed" before it is on disk, acknowledged writes are lost."""
    with PostOffice().opened() as office, ground.place("postgres_control", mailing(office)) as place:
        for statement in [*FORGETFUL.split("; "), RELOAD]:
            ground.sql(statement.rstrip(";") + ";")
        ground.sql(f"ALTER DATABASE {place.database} SET synchronous_commit = off;")
        try:
            return tried(place, office, [lambda: crash(ground)])
        finally:
            for statement in [*AS_BEFORE.split("; "), RELOAD]:
                ground.sql(statement.rstrip(";") + ";")


def cut(ground: Ground) -> Outcome:
    """Ended by the server, cut in the middle, and answers that are lost when the work was done."""
    with (
        PostOffice().opened() as office,
        Line(ground.record.port).opened() as line,
        ground.place("cut", mailing(office) | through(ground, "drill_cut", line)) as place,
    ):
        return tried(place, office, [lambda: ended(place), lambda: severed(line), lambda: deaf(line)] * 4)


def cut_control(ground: Ground) -> Outcome:
    """Without keys, what was done and not answered is done again."""
    with PostOffice().opened() as office, Line(ground.record.port).opened() as line:
        env = mailing(office) | through(ground, "drill_cut_control", line) | {"DRILL_WITHOUT": "once"}
        with ground.place("cut_control", env) as place:
            return tried(place, office, [lambda: deaf(line)] * 3)


def mailing(office: PostOffice) -> dict[str, str]:
    """A real mail server, and tries that are taken up again soon."""
    return {"EMAIL_URL": office.url, "DRILL_LEASE": "10"}


def through(ground: Ground, database: str, line: Line) -> dict[str, str]:
    """The application reaches its database by the line that will be cut."""
    there = ground.address(database=database)
    return {"DATABASE_URL": there.replace(f":{ground.record.port}/", f":{line.port}/")}


def tried(place: Place, office: PostOffice, faults: list[Callable[[], object]]) -> Outcome:
    """Write, and let one fault after the other happen meanwhile."""
    place.start()
    ledger = Ledger()
    with Writers(place, ledger) as writers:
        for fault in faults:
            writers.until(len(ledger.acknowledged) + 60, 60)
            time.sleep(random.uniform(0, 0.5))
            fault()
        writers.until(len(ledger.acknowledged) + 60, 60)
    healed(place, ledger)
    note = letters(place, ledger, office)
    return outcome(place, ledger, f"{len(faults)} faults; {note}")


def crash(ground: Ground) -> None:
    """Killed, kept away for a while, and then started again by the supervisor alone."""
    with ground.cluster.alone():
        ground.crash()
        time.sleep(random.uniform(1, 3))
    ground.wait()


def ended(place: Place) -> None:
    """The server ends every connection of the installation."""
    place.ground.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.database}';")


def severed(line: Line) -> None:
    """The line is cut, whatever is on it."""
    line.cut()


def deaf(line: Line) -> None:
    """For a moment what is asked for is done, and what came of it told to nobody; then the line is cut."""
    line.deaf = True
    time.sleep(0.5)
    line.cut()
    line.deaf = False
