"""Looking through the whole log: whether rows, seals and published heads still say what they said."""

from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from samspel.core.chain.links import Links
from samspel.core.chain.report import Report
from samspel.core.chain.rows import stream
from samspel.core.chain.seals import now
from samspel.core.chain.walk import Walk

TOLD_EVERY: Final = 20_000


def verify(
    published: Iterable[str] | None = None,
    *,
    progress: Callable[[int], object] = lambda rows: None,
    clock_moves: bool | None = None,
) -> Report:
    """Look through everything, as it stands at one moment; writes nothing. It must stand outside all transactions.

    `published` are the lines that were kept outside: without them, an end that was cut off together with its seals
    can't be seen. `progress` is told how many rows were looked at since it was told last. `clock_moves` says that
    rows may carry other times than those that they were written at, as in the demo.
    """
    moves = settings.DEMO if clock_moves is None else clock_moves
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return looked_through(cursor, published, progress=progress, clock_moves=moves)


def looked_through(
    cursor: CursorWrapper,
    published: Iterable[str] | None,
    *,
    progress: Callable[[int], object] = lambda rows: None,
    clock_moves: bool = False,
) -> Report:
    """The same, in a transaction that stands at one moment already."""
    report = Report()
    links = Links(report, published)
    links.follow()
    walk = Walk(report, links, era=now(cursor)[1], clock_moves=clock_moves)
    for rows in walk.run(stream(cursor)):
        if rows % TOLD_EVERY == 0:
            progress(TOLD_EVERY)
    progress(report.rows % TOLD_EVERY)
    return report
