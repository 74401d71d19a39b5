"""What makes a function a service: one transaction, and a log row in it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from samspel.core import log
from samspel.core.errors import Unlogged

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def each(things: Iterable[T], do: Callable[[T], bool | int]) -> int:
    """Do it for each, one transaction each, and add up what it returns.

    One that fails keeps no other waiting: the first fault is raised when all have had their turn.
    """
    done, faults = 0, []
    for thing in things:
        try:
            done += do(thing)
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return done


def service(change: Callable[P, R]) -> Callable[P, R]:
    """Run `change` in one transaction and refuse it (Unlogged) when it leaves nothing in the log."""

    @wraps(change)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            before = log.written()
            result = change(*args, **kwargs)
            if log.written() == before:
                raise Unlogged(f"{change.__module__}.{change.__qualname__} left no log row")
        return result

    return run
