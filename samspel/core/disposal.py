"""What is taken away in time: rules say what and when, holds stop it, and a protocol says what was done.

A module registers its rules at start-up, as it does its panels, so that the page of what is due asks everybody without
knowing anybody.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.models import Disposal


@dataclass(frozen=True)
class Due:
    """Something whose day comes: which thing, the day, and whether a hold stops it. `count` when it is several."""

    kind: str
    id: str
    label: str
    on: date
    held: bool = False
    count: int = 1


@dataclass(frozen=True)
class Rule:
    """What is disposed of and when. `due` tells all that goes until a day, and changes nothing."""

    code: str
    name: str | Promise
    says: Callable[[], str]
    due: Callable[[date], Iterable[Due]]


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Called once from AppConfig.ready() of the module that disposes."""
    _rules[rule.code] = rule


def rules() -> list[Rule]:
    """All of them, in the order of their codes."""
    return [_rules[code] for code in sorted(_rules)]


def done(
    rule: str,
    ids: Sequence[object],
    *,
    kind: str,
    by: Actor,
    label: str = "",
    because: str = "",
    count: int | None = None,
) -> Disposal:
    """Write into the protocol and the log what was just disposed of, in the same transaction."""
    row = Disposal.objects.create(
        at=clock.now(),
        rule=rule,
        because=because[:300],
        object_kind=kind,
        object_ids=[str(one) for one in ids],
        label=label[:200],
        count=len(ids) if count is None else count,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
    )
    log.record("disposal.done", row, by=by, because=because)
    return row
