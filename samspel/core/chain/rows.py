"""The log's rows as bytes: one form for one row, whoever asks, in whatever time zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.backends.utils import CursorWrapper
from psycopg import sql

COLUMNS: Final = (
    "id",
    "(extract(epoch FROM at) * 1000000)::bigint AS at",
    "actor_kind",
    "actor_id",
    "actor_label",
    "verb",
    "object_kind",
    "object_id",
    "object_label",
    "fields",
    "because",
    "xid",
)
"""Every column of a row; what the seals cover."""

ALL: Final = sql.SQL("true")
_COPY: Final = sql.SQL("COPY (SELECT {columns} FROM core_logrow AS log WHERE {which} ORDER BY id) TO STDOUT")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def stream(cursor: CursorWrapper, which: sql.Composable = ALL) -> Iterator[bytes]:
    """The rows as lines of PostgreSQL's COPY, which sets off tabs and line breaks within a text, by id."""
    columns = sql.SQL(", ").join(map(sql.SQL, COLUMNS))
    with cursor.copy(_COPY.format(columns=columns, which=which)) as lines:
        yield from map(bytes, lines)


def microseconds(moment: datetime) -> int:
    """The moment as rows carry it."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(row_at: int) -> datetime:
    """The other way."""
    return _EPOCH + timedelta(microseconds=row_at)


def told(line: bytes) -> dict[str, Any]:
    """A line as its columns, to tell somebody which row it is."""
    values = line.decode(errors="replace").rstrip("\n").split("\t")
    return dict(zip((name.rpartition(" ")[2] for name in COLUMNS), values, strict=True))


def transaction_of(line: bytes) -> int | None:
    """The number of the transaction that wrote the row."""
    written = line.rstrip(b"\n").rpartition(b"\t")[2]
    return int(written) if written.isdigit() else None
