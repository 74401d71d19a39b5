"""What is known of the municipality: read once for each edition of its description, kept while that edition stands.

Every page needs areas, matters, the office calendar, the names of functions, and they change a few times a year. The
database marks every edition anew, in the same transaction as the change (`edition.py`), so nobody who writes can forget
to. Within a request the mark is read once, along with who asks; outside one, and after a request has changed something
of the description itself, it is read each time. So nothing that is kept is ever older than the rows themselves.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import connection
from django.db.models import Model

from samspel.core import clock, log

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)
Rooms = dict[Hashable, Any]

MARK: Final = "SELECT mark FROM municipality_edition"
EDITIONS_KEPT: Final = 3
"""The one that stands, and those that requests which began before a change may still be reading."""

_kept: OrderedDict[UUID, Rooms] = OrderedDict()
_turn = Lock()


@dataclass
class _Request:
    """How much of the description had been changed in this thread of work when a request began; its day; what it has
    found known."""

    changed: int
    day: date
    rooms: Rooms | None = None


_request: ContextVar[_Request | None] = ContextVar("request", default=None)


@contextmanager
def one_request() -> Iterator[None]:
    """The mark is read once in here, until the description is changed in here, which the log tells."""
    token = _request.set(_Request(log.written("municipality"), clock.today()))
    try:
        yield
    finally:
        _request.reset(token)


def note(mark: UUID | None) -> None:
    """The mark, when it was read along with something else."""
    request = _unchanged()
    if request is not None and mark is not None:
        request.rooms = _rooms_of(mark)


def known(read: Callable[P, R]) -> Callable[P, R]:
    """Let a read of the description be done once for an edition. What it returns depends on its arguments alone.

    Lists and dicts are handed out as copies, since whoever asked may go on to sort them; the rows in them are shared,
    and are not to be changed: who writes reads the row anew.
    """

    @wraps(read)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (read.__qualname__, args, tuple(sorted(kwargs.items())))
        found = _remembered(key, lambda: read(*args, **kwargs))
        return cast(R, found.copy()) if isinstance(found, list | dict) else found

    return told


def row(model: type[M], pk: object) -> M | None:
    """The row with the id, one that is no longer used too; an area with the team that has it today."""
    request = _request.get()
    day = request.day if request else clock.today()
    rows: dict[object, M] = _remembered((model, day), lambda: {one.pk: one for one in _all_of(model)})
    return rows.get(pk)


def _all_of(model: type[M]) -> Iterator[M]:
    return iter(cast(Any, model).objects.with_today())


def _remembered(key: Hashable, read: Callable[[], R]) -> R:
    request = _unchanged()
    rooms = request.rooms if request else None
    if rooms is None:
        mark = standing()
        if mark is None:
            return read()
        rooms = _rooms_of(mark)
        if request:
            request.rooms = rooms
    if key not in rooms:
        rooms[key] = read()
    return cast(R, rooms[key])


def _unchanged() -> _Request | None:
    """The request, while nothing of the description was changed in it."""
    request = _request.get()
    return request if request and request.changed == log.written("municipality") else None


def _rooms_of(mark: UUID) -> Rooms:
    with _turn:
        rooms = _kept.setdefault(mark, {})
        _kept.move_to_end(mark)
        while len(_kept) > EDITIONS_KEPT:
            _kept.popitem(last=False)
    return rooms


def standing() -> UUID | None:
    """The mark of the edition that stands; None in a database that no migration has been run in."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        found = cursor.fetchone()
    return found[0] if found else None
