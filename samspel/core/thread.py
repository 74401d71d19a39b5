"""The red thread's registry: each module hands its kinds of things, the links between them, and its rules of gaps.

The thread is closed in the data, never in the imports: a module registers what it owns and how it points at what lies
below it; `samspel.thread` walks what was registered, each read scoped for the one who asks and made in batches.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final
from uuid import UUID

from django.utils.functional import Promise

from samspel.core.actors import Actor

LONGEST_NUMBER: Final = 19
"""An id with fewer digits fits in the database's bigint."""

Text = str | Promise
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
    """A thing as the thread draws it.

    `label` is the words under the line ("17 Open until 22:00"), `note` a short line under them ("Culture and leisure").
    `url` is the thing's own page. `amount` is öre where the thing is money; `area` the code of its area, or empty.
    `part` tells it from the other parts of the same thing ("2026").
    """

    ref: Ref
    label: Text
    url: str
    note: Text = ""
    knot: Knot = Knot.THERE
    area: str = ""
    amount: int | None = None
    part: str = ""


Nodes = Callable[[Collection[str], Actor], Iterable[Node]]
"""(ids, who) -> those of the things that the one who asks may see, in one query for all, from the scoped query of the
module. The others are as if they were not there. An id that is no id of the kind (it may come out of an address) finds
nothing and raises nothing."""

InArea = Callable[[str, Actor], Iterable[str]]
"""(code of an area, who) -> ids of the area's things that the one who asks may see."""

Count = Callable[[Actor], Mapping[str, int]]
"""who -> how many of the things the one who asks may see, by the code of their area ("" for none), in one query: what a
share without gaps is a share of."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing: `code` is its word in addresses and API (`challenge`), `name` one of them, `many` several.

    `in_area` is given by the kinds from which an area's own threads start: its challenges; `count` by those that a rule
    of gaps is about. What a thing lacks that is `part_of` a thing of another kind is told with that one.
    """

    code: str
    step: Step
    name: Text
    many: Text
    nodes: Nodes
    in_area: InArea | None = None
    count: Count | None = None
    part_of: str = ""


class Side(IntEnum):
    """Which end of a link the given ids are of."""

    EARLIER = 1
    LATER = 2


Pairs = Callable[[Collection[str], Side], Iterable[tuple[str, str]]]
"""(ids, which side they are of) -> (id of the earlier thing, id of the later thing), in one query for all. Not scoped:
an end that the one who asks may not see is left out when its node is not found."""


@dataclass(frozen=True)
class Link:
    """How things of two kinds hang together. `earlier` comes before `later` on the thread (or at the same step)."""

    earlier: str
    later: str
    pairs: Pairs


@dataclass(frozen=True)
class Whose:
    """Who should mend: the code and short name of a department or a body."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing that lacks something: its id, who should mend it, the area's code or "", and the day since when.

    `lacks` says more exactly what ("baseline and source") where the rule's own words are not enough; `of` is the id of
    what the thing is a part of.
    """

    id: str
    whose: Whose | None = None
    area: str = ""
    since: date | None = None
    lacks: Text = ""
    of: str = ""


Lacking = Callable[[Actor, Collection[str] | None], Iterable[Lack]]
"""(who, ids or None for all) -> what lacks it among the things that the one who asks may see. One query that finds only
the gaps (`filter(measures=None)`, not a walk over everything), read as plain values: there may be thousands."""

Where = Callable[[Lack, Actor], str]
"""The address of the form that mends it; "" when the one who asks may not. Asks no database: it is called per row."""


def _nowhere(_lack: Lack, _who: Actor) -> str:
    return ""


class Weight(IntEnum):
    """How much a gap matters: the thread ends there, a link is missing on it, or something is to be looked after."""

    ENDS = 1
    MISSES = 2
    TENDS = 3


@dataclass(frozen=True)
class Rule:
    """A rule of gaps, of things of one `kind`.

    `name` is a heading ("Measures without an intervention"), `lacks` what is said of one of them ("has no
    intervention"), `mend` how it is mended ("Add an intervention, or end the measure with a reason."), `do` the verb of
    the link to the form ("Add an intervention"). `step` is where on the thread the missing thing would have stood: the
    thread draws a gap there. The things themselves are drawn by their kind. A thing that breaks the rule with the code
    `within` is not told to break this one too: mending that one mends both.
    """

    code: str
    kind: str
    step: Step
    name: Text
    lacks: Text
    mend: Text
    lacking: Lacking
    do: Text = ""
    where: Where = _nowhere
    weight: Weight = Weight.MISSES
    within: str = ""


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


def uuids(ids: Iterable[str]) -> list[UUID]:
    """Those that are ids at all: they may come out of an address."""
    found = []
    for one in ids:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def numbers(ids: Iterable[str]) -> list[int]:
    """The same of ids that are numbers, as large as the database takes."""
    return [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < LONGEST_NUMBER]


def kinds() -> Mapping[str, Kind]:
    """Every kind by its code."""
    return _kinds


def links() -> tuple[Link, ...]:
    """Every link."""
    return tuple(_links)


def rules() -> Mapping[str, Rule]:
    """Every rule of gaps by its code."""
    return _rules
