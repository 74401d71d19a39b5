"""Columns of types that PostgreSQL has and Django does not."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.multirange import Int8Multirange, Multirange
from psycopg.types.range import Range

if TYPE_CHECKING:
    _Ids = models.Field[Multirange[int], Multirange[int]]
    _Xid = models.Field[int | None, int | None]
else:
    _Ids = _Xid = models.Field


class TransactionId(_Xid):
    """The full number of a transaction (xid8): never given twice by one server, and read back as an int."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """As PostgreSQL calls it."""
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        """The driver hands over what it has no type for as text."""
        return None if value is None else int(value)


class CurrentTransaction(models.Func):
    """The transaction that writes the row."""

    function = "pg_current_xact_id"
    output_field = TransactionId()


class IdRanges(_Ids):
    """A set of ids, kept as ranges (int8multirange)."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """As PostgreSQL calls it."""
        return "int8multirange"


def ranges_of(ids: list[int]) -> Int8Multirange:
    """The set of ids, which come in order, as ranges."""
    runs = groupby(enumerate(ids), key=lambda one: one[1] - one[0])
    found = [[one for _place, one in run] for _distance, run in runs]
    return Int8Multirange([Range(run[0], run[-1] + 1) for run in found])


def bounds(ranges: Multirange[int]) -> Iterator[tuple[int, int]]:
    """Each range as its first id and the one after its last; those without an end are none of ours."""
    for one in ranges:
        if one.lower is not None and one.upper is not None:
            yield one.lower, one.upper
