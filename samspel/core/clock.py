"""The one clock. Everything that needs the time asks here, so that tests and demo can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on the municipality's wall clock."""
    return timezone.localtime(moment)


def today() -> date:
    """Today's date on the municipality's wall clock."""
    return local(now()).date()


def midnight(day: date) -> datetime:
    """When a day begins on the municipality's wall clock: what moments in the database are compared with."""
    return timezone.make_aware(datetime.combine(day, time()))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (aware) inside the block, in this thread of work."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
