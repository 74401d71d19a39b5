"""What we stand on is away for a while: the database answers nobody or cannot write, the disk is full.

No fault of ours and none of the one who asked: said with 503, and it passes.
"""

import errno
from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError

RETRY_AFTER = "10"
"""Seconds after which it is worth a try, as a header says it."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_AWAY = (
    OperationalError,
    InterfaceError,
    # Jobs are deferred past Django, in the same transaction.
    psycopg.OperationalError,
    psycopg.InterfaceError,
    # A server that was promoted or set aside answers, and takes nothing.
    psycopg.errors.ReadOnlySqlTransaction,
)


def is_away(error: BaseException | None) -> bool:
    """Whether the error, or one that it came from, says that what we stand on is away."""
    return any(isinstance(one, _AWAY) or _is_full(one) for one in _chain(error))


def _is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
