"""Every change leaves a row, in the same transaction (ground rule 3)."""

from collections.abc import Collection, Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime

from django.db.models import Max, Model, Q

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.models import LogRow

_written: ContextVar[Mapping[str, int]] = ContextVar("written", default={})  # noqa: B039 - replaced, never changed
"""How many rows by the module whose things they are about."""


def record(verb: str, thing: Model, *, by: Actor, fields: Iterable[str] = (), because: str = "") -> LogRow:
    """Log that `by` did `verb` to `thing`.

    `fields` are names of fields, `because` names a rule or an id. Neither may hold what somebody wrote.
    """
    module, so_far = thing._meta.app_label, _written.get()
    _written.set({**so_far, module: so_far.get(module, 0) + 1})
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


def last(verbs: Collection[str], *things: Model) -> datetime | None:
    """When any of the verbs was last done to any of the things; None when none was."""
    about = Q()
    for thing in things:
        about |= Q(object_kind=thing._meta.label_lower, object_id=str(thing.pk))
    if not things:
        return None
    found: datetime | None = LogRow.objects.filter(about, verb__in=verbs).aggregate(last=Max("at"))["last"]
    return found


def written(module: str = "") -> int:
    """How many rows this thread of work has logged so far; of things of one module, when it is named."""
    counts = _written.get()
    return counts.get(module, 0) if module else sum(counts.values())
