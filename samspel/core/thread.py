"""The red thread's registry: each module hands its kinds of things, the links between them, and its rules of gaps.

The thread is closed in the data, never in the imports: a module registers what it owns and how it points at what lies
below it; `samspel.thread` walks what was registered, each read scoped for the one who asks and made in batches.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from samspel.core.actors import Actor

Text = str
"""What a reader sees; may be lazily translated."""


class Step(IntEnum):
    """The steps of the thread, in the order in which it runs."""

    OBSERVATION = 1
    CHALLENGE = 2
    GOAL = 3
    MEASURE = 4
    INTERVENTION = 5
    MONEY = 6
    RESULT = 7
    DECISION = 8


@dataclass(frozen=True, order=True)
class Ref:
    """A thing on the thread: its kind by code, and its id as text."""

    kind: str
    id: str


class Knot(IntEnum):
    """How a thing stands: there, waiting for something, or over."""

    THERE = 1
    WAITS = 2
    OVER = 3


@dataclass(frozen=True)
class Node:
    """A thing as the thread draws it. `amount` is öre where the thing is money; `area` the code of its area or empty."""

    ref: Ref
    label: Text
    url: str
    note: Text = ""
    knot: Knot = Knot.THERE
    area: str = ""
    amount: int | None = None


Nodes = Callable[[Collection[str], Actor], Iterable[Node]]
"""(ids, who) -> those of the things that the one who asks may see. The others are as if they were not there."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing: `code` is its word in addresses and API (`challenge`), `name` what one is called, `many` several."""

    code: str
    step: Step
    name: Text
    many: Text
    nodes: Nodes


class Side(IntEnum):
    """Which end of a link the given ids are of."""

    EARLIER = 1
    LATER = 2


Pairs = Callable[[Collection[str], Side], Iterable[tuple[str, str]]]
"""(ids, which side they are of) -> (id of the earlier thing, id of the later thing), in one query for all."""


@dataclass(frozen=True)
class Link:
    """How things of two kinds hang together. `earlier` comes before `later` on the thread (or at the same step)."""

    earlier: str
    later: str
    pairs: Pairs


@dataclass(frozen=True)
class Gap:
    """One broken link: the thing, what it lacks in words, who should mend it, and where that is done.

    `where` is empty when the one who asks may not mend it. `since` is ISO, the day from which it has lacked it.
    """

    rule: str
    node: Node
    lacks: Text
    by_whom: Text
    where: str = ""
    since: str = ""


Gaps = Callable[[Actor], Iterable[Gap]]
"""who -> the gaps among the things that the one who asks may see."""


@dataclass(frozen=True)
class Rule:
    """A rule of gaps: what is missing when it finds something, at which step, and how it is mended in general."""

    code: str
    step: Step
    name: Text
    mend: Text
    gaps: Gaps


_kinds: Final[dict[str, Kind]] = {}
_links: Final[list[Link]] = []
_rules: Final[dict[str, Rule]] = {}


def register(*, kinds: Iterable[Kind] = (), links: Iterable[Link] = (), rules: Iterable[Rule] = ()) -> None:
    """Called once from AppConfig.ready() of the module that owns them; raises ValueError for a code used twice."""
    for kind in kinds:
        _once(_kinds, kind.code)
        _kinds[kind.code] = kind
    for rule in rules:
        _once(_rules, rule.code)
        _rules[rule.code] = rule
    _links.extend(links)


def _once(known: Mapping[str, object], code: str) -> None:
    if code in known:
        raise ValueError(f"{code} is registered twice")


def kinds() -> Mapping[str, Kind]:
    """Every kind by its code."""
    return _kinds


def links() -> tuple[Link, ...]:
    """Every link."""
    return tuple(_links)


def rules() -> Mapping[str, Rule]:
    """Every rule of gaps by its code."""
    return _rules
