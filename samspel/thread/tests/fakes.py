"""A thread of made-up things, to walk without a database: kinds, links, and what the one who asks may see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from samspel.core.actors import Actor, Operator
from samspel.core.thread import Kind, Link, Node, Ref, Side, Step
from samspel.thread.rules import Edge, World

CODES = ("observation", "weekly", "challenge", "goal", "measure", "intervention", "money", "result", "decision")
STEPS = dict(
    zip(
        CODES,
        (
            Step.OBSERVATION,
            Step.OBSERVATION,
            Step.CHALLENGE,
            Step.GOAL,
            Step.MEASURE,
            Step.INTERVENTION,
            Step.MONEY,
            Step.RESULT,
            Step.DECISION,
        ),
        strict=True,
    )
)
WHO = Operator()


def ref(text: str) -> Ref:
    """ "measure 17" -> its reference."""
    return Ref(*text.split())


def edge(earlier: str, later: str) -> Edge:
    """A link by the names of its ends."""
    return Edge(ref(earlier), ref(later))


def node(text: str) -> Node:
    """A thing by its name."""
    return Node(ref(text), text, f"/{text.replace(' ', '/')}/")


@dataclass
class Fake:
    """Edges between things by name, those that are hidden, and what was asked."""

    edges: Sequence[tuple[str, str]]
    hidden: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def world(self) -> World:
        """The same as a world to walk in."""
        kinds = {code: Kind(code, STEPS[code], code, f"{code}s", self._nodes(code)) for code in CODES}
        ends = sorted({(ref(one).kind, ref(other).kind) for one, other in self.edges})
        return World(kinds, [Link(one, other, self._pairs(one, other)) for one, other in ends], WHO)

    def _nodes(self, code: str) -> "_Nodes":
        return _Nodes(self, code)

    def _pairs(self, one: str, other: str) -> "_Pairs":
        return _Pairs(self, one, other)


@dataclass
class _Nodes:
    fake: Fake
    code: str

    def __call__(self, ids: Collection[str], _who: Actor) -> Iterable[Node]:
        self.fake.asked.append(self.code)
        return [node(f"{self.code} {one}") for one in ids if f"{self.code} {one}" not in self.fake.hidden]


@dataclass
class _Pairs:
    fake: Fake
    one: str
    other: str

    def __call__(self, ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
        self.fake.asked.append(f"{self.one} {side.name} {self.other}")
        ends = [(ref(earlier), ref(later)) for earlier, later in self.fake.edges]
        mine = [pair for pair in ends if (pair[0].kind, pair[1].kind) == (self.one, self.other)]
        near = 0 if side is Side.EARLIER else 1
        return [(pair[0].id, pair[1].id) for pair in mine if pair[near].id in ids]
