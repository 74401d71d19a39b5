"""Every change leaves a row, in the same transaction (ground rule 3)."""

from collections.abc import Iterable
from contextvars import ContextVar

from django.db.models import Model

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.models import LogRow

_written: ContextVar[int] = ContextVar("written", default=0)


def record(verb: str, thing: Model, *, by: Actor, fields: Iterable[str] = (), because: str = "") -> LogRow:
    """Log that `by` did `verb` to `thing`.

    `fields` are names of fields, `because` names a rule or an id. Neither may hold what somebody wrote.
    """
    _written.set(_written.get() + 1)
    return LogRow.objects.create(
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
        verb=verb,
        object_kind=thing._meta.label_lower,
        object_id=str(thing.pk),
        object_label=str(thing)[:200],
        fields=list(fields),
        because=because[:300],
    )


def written() -> int:
    """How many rows this thread of work has logged so far."""
    return _written.get()
