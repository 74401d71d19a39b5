"""How an import stands, and what may come after what: a table."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How an import stands."""

    MATCHING = "matching"
    """The columns wait for somebody to say what they are."""
    CHECKING = "checking"
    """A job tries every row; nothing is taken in."""
    CHECKED = "checked"
    """What it would bring is told, and waits for a yes."""
    TAKING = "taking"
    """A job takes the rows in."""
    DONE = "done"
    STOPPED = "stopped"
    """Somebody stopped it while it was taken in: what had come is there."""
    CANCELLED = "cancelled"
    """Nothing was taken in."""
    FAILED = "failed"
    """The file could not be read to its end, or its sender may no longer bring it in."""


NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.MATCHING: frozenset({State.CHECKING, State.CANCELLED}),
    State.CHECKING: frozenset({State.CHECKED, State.CANCELLED, State.FAILED}),
    State.CHECKED: frozenset({State.CHECKING, State.TAKING, State.CANCELLED}),
    State.TAKING: frozenset({State.DONE, State.STOPPED, State.FAILED}),
    State.DONE: frozenset(),
    State.STOPPED: frozenset(),
    State.CANCELLED: frozenset(),
    State.FAILED: frozenset(),
}
AT_WORK: Final = frozenset({State.CHECKING, State.TAKING})
"""A job is at it."""
OVER: Final = frozenset(state for state, after in NEXT.items() if not after)


def may_become(now: State, then: State) -> bool:
    """Whether one may come after the other."""
    return then in NEXT[now]
