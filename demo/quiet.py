"""While the past is made nothing leaves the house, and what does not change is read once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cache
from types import ModuleType
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import F
from procrastinate.tasks import Task

from samspel.accounts import queries as accounts
from samspel.core import outbox
from samspel.municipality import queries as municipality

STEADY: tuple[tuple[ModuleType, str], ...] = (
    (accounts, "function_names"),
    (municipality, "calendar"),
    (municipality, "numbers"),
    (municipality, "routes"),
    (municipality, "departments"),
    (municipality, "receivers"),
)
"""Reads of the municipality's description, which stays as it is while the demo is made: a third of the time."""

TAKEN_AFTER = timedelta(seconds=4)


@contextmanager
def quiet() -> Iterator[None]:
    """No job is left for the worker, and letters have been sent in their own time, when the block is over."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(Task, "defer", _no_job))
        # One transaction holds it all, and nothing in it is taken back alone: savepoints are a fifth of the queries.
        stack.enter_context(patch.object(connection.features, "uses_savepoints", new=False))
        for module, name in STEADY:
            stack.enter_context(patch.object(module, name, _once(getattr(module, name))))
        yield
        outbox.waiting().update(sent_at=F("created_at") + TAKEN_AFTER, attempts=1)


def _no_job(task: Task[Any, Any, Any], **_ids: Any) -> int:
    """The number of a job that there is not."""
    return 0


def _once(read: Callable[[], Any]) -> Callable[[], Any]:
    return cache(read)
