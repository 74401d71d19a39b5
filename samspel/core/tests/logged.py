"""What the tests of the chain begin with: a log of several transactions, sealed as it came."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.test import override_settings

from samspel.core import clock, log
from samspel.core.actors import Job
from samspel.core.columns import bounds
from samspel.core.models import Beat, LogRow, LogSeal
from samspel.core.tasks import seal_log


def write(number: int, what: str = "pulse") -> list[int]:
    """Log so many things; returns the rows' ids."""
    about = Beat(job=what, at=clock.now())
    return [log.record("beat", about, by=Job("test"), fields=["at"], because=f"rule {n}").pk for n in range(number)]


def undo(number: int) -> None:
    """Log so many things, and undo it all: their ids are never seen."""
    with transaction.atomic():
        write(number)
        transaction.set_rollback(True)


def a_sealed_log(seals: int = 12, rows: int = 15) -> list[str]:
    """Sealed in so many steps, with gaps, each by the worker's own job; returns the heads that it published."""
    with TemporaryDirectory() as folder, override_settings(LOG_HEADS=[f"file://{folder}/heads"]):
        for step in range(seals):
            with transaction.atomic():
                write(rows, f"step {step}\twith a tab\nand lines")
            undo(2)
            seal_log(0)
        return (Path(folder) / "heads").read_text().splitlines()


def unsealed() -> set[int]:
    """The ids of rows that are in no seal, asked for in another way than the sealing does."""
    sealed = {one for seal in LogSeal.objects.all() for span in bounds(seal.rows) for one in range(*span)}
    return set(LogRow.objects.values_list("pk", flat=True)) - sealed


@contextmanager
def going_on(rows: int, first: str = "", seconds: float = 30) -> Iterator[list[int]]:
    """Another connection's transaction that has logged so many rows, and is committed at the end, or after so long.

    `first` is a statement that it begins with.
    """
    written, wrote, end = list[int](), threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                if first:
                    with connection.cursor() as cursor:
                        cursor.execute(first)
                written.extend(write(rows, "import"))
                wrote.set()
                end.wait(seconds)
        finally:
            wrote.set()
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    wrote.wait(30)
    try:
        yield written
    finally:
        end.set()
        thread.join()


def at_once(works: list[Callable[[], object]]) -> list[BaseException]:
    """Do all of it at the same time; returns what went wrong."""
    faults: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
