"""Sealing: what was committed since the last seal gets its own, however long ago it was written."""

import logging
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from samspel.core import clock
from samspel.core.chain import keys
from samspel.core.chain.rows import stream
from samspel.core.chain.seals import Snapshot, head_of, now
from samspel.core.columns import ranges_of
from samspel.core.models import LogSeal

logger = logging.getLogger("samspel.log")
SIZE: Final = 10_000
"""Rows of one seal, at most."""

_UNSEALED: Final = sql.SQL("NOT EXISTS (SELECT FROM core_logseal AS seal WHERE seal.rows @> log.id)")
_NEW: Final = sql.SQL(
    "log.id >= {floor} AND log.xid >= {oldest}::text::xid8 AND NOT pg_visible_in_snapshot(log.xid, {snapshot}) AND "
)


def seal_log() -> int:
    """Seal every committed row that is not sealed yet; returns how many. It must stand outside all transactions.

    Ids are given before the commit, so a row may come after others with higher ids. A seal therefore keeps which
    transactions were over when it was made, and the next one takes the rows of all others that are over by then.
    Nobody waits for it, nor does it wait for a transaction that goes on: that one's rows come with a later seal.
    """
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return sum(seal.count for seal in _seals(cursor))
    except IntegrityError:
        logger.warning("the log was sealed by somebody else at the same time")
        return 0


def _seals(cursor: CursorWrapper) -> Iterator[LogSeal]:
    snapshot, era = now(cursor)
    last = LogSeal.objects.order_by("no").last()
    floor, which = _new_since(last, era)
    lines = stream(cursor, which)
    # All of them first: the connection carries no other question while it streams.
    made = [_sealed(batch) for batch in iter(lambda: list(islice(lines, SIZE)), [])]
    for ids, tags in made:
        seal = LogSeal(
            no=last.no + 1 if last else 1,
            at=clock.now(),
            key=keys.current().id,
            era=era,
            snapshot=snapshot,
            floor=floor,
            rows=ranges_of(ids),
            count=len(ids),
            tags=tags,
        )
        seal.head = head_of(seal, last.head if last else "", keys.current())
        seal.save(force_insert=True)
        last = seal
        yield seal


def _sealed(lines: list[bytes]) -> tuple[list[int], bytes]:
    tag = keys.current().tag
    return [int(line[: line.index(b"\t")]) for line in lines], b"".join(map(tag, lines))


def _new_since(last: LogSeal | None, era: str) -> tuple[int, sql.Composable]:
    """The floor, and the condition that picks what is to be sealed."""
    if last is None:
        return 0, _UNSEALED
    if last.era != era:
        # Restored into another server, whose transactions have numbers of their own.
        return _highest() + 1, _UNSEALED
    oldest = Snapshot.of(last.snapshot).oldest
    new = _NEW.format(floor=last.floor, oldest=oldest, snapshot=last.snapshot)
    return last.floor, new + _UNSEALED


def _highest() -> int:
    """The highest id that any seal holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(upper(rows)) - 1 FROM core_logseal")
        (highest,) = cursor.fetchone()
    return int(highest)
