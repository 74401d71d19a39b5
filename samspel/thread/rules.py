"""How the thread is walked, as plain Python: up only towards earlier steps, down only towards later ones.

From a thing one goes up to what it answers and down to what it led to, never up and then down again: a thing's thread
is what it stands on and what stands on it. What the one who asks may not see is as if it were not there, with its
edges and with what could only be reached through it. Each link and each kind is asked once in a direction for all the
things together (again only for what links within a step lead on to).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Lack, Link, Node, Ref, Rule, Side, Step

LOOKED_AT = 500
"""So many things of a kind are looked at in one step of the walk; a wider thread is told as "more than"."""


@dataclass(frozen=True, order=True)
class Edge:
    """A link that is there: the earlier thing and the later one."""

    earlier: Ref
    later: Ref


@dataclass(frozen=True)
class More:
    """Things of a kind that hang on the thread too, but are not drawn; `at_least` when not all were counted."""

    kind: str
    count: int
    at_least: bool = False


@dataclass(frozen=True)
class Walked:
    """What was found: each thing once, step by step, the edges between them, and what was left out for want of room."""

    start: Ref
    nodes: Mapping[Ref, Node]
    edges: Sequence[Edge]
    more: Sequence[More] = ()


@dataclass
class World:
    """What there is to walk in, as one who asks sees it. Remembers what it was told, so that nothing is asked twice."""

    kinds: Mapping[str, Kind]
    links: Sequence[Link]
    who: Actor
    _nodes: dict[Ref, Node | None] = field(default_factory=dict)
    _pairs: dict[tuple[int, Side, str], list[tuple[str, str]]] = field(default_factory=dict)

    def step(self, code: str) -> Step:
        """The step of a kind."""
        return self.kinds[code].step

    def seen(self, code: str, ids: Collection[str]) -> list[Node]:
        """Those of the things that may be seen, in the order in which their module gives them."""
        unknown = [one for one in ids if Ref(code, one) not in self._nodes]
        if unknown:
            self._nodes |= dict.fromkeys(Ref(code, one) for one in unknown)
            self._nodes |= {node.ref: node for node in self.kinds[code].nodes(unknown, self.who)}
        wanted = set(ids)
        return [node for ref, node in self._nodes.items() if node and ref.kind == code and ref.id in wanted]

    def beside(
        self, code: str, ids: Collection[str], side: Side, only: Step | None = None
    ) -> Iterator[tuple[Link, list[tuple[str, str]]]]:
        """The links on which things of the kind stand at `side`, each with its pairs; `only` those to one step."""
        for number, link in enumerate(self.links):
            near, far = (link.earlier, link.later) if side is Side.EARLIER else (link.later, link.earlier)
            if near == code and far in self.kinds and only in {None, self.step(far)}:
                yield link, self._asked(number, link, ids, side)

    def _asked(self, number: int, link: Link, ids: Collection[str], side: Side) -> list[tuple[str, str]]:
        unknown = [one for one in ids if (number, side, one) not in self._pairs]
        if unknown:
            self._pairs |= {(number, side, one): [] for one in unknown}
            for pair in link.pairs(unknown, side):
                self._pairs[number, side, pair[0] if side is Side.EARLIER else pair[1]].append(pair)
        return [pair for one in ids for pair in self._pairs[number, side, one]]


def walk(starts: Sequence[Ref], world: World, *, most: int) -> Walked | None:
    """The threads through the things, both ways; at most `most` things found at each step and way.

    Starts that may not be seen are left out; None when the first is one of them.
    """
    known = [ref for ref in starts if ref.kind in world.kinds]
    seen = {node.ref: node for code, ids in _by_kind(known).items() for node in world.seen(code, ids)}
    if not starts or starts[0] not in seen:
        return None
    up, down = (_Walk(world, side, most, seen) for side in (Side.LATER, Side.EARLIER))
    up.go()
    down.go()
    found = {**seen, **up.found, **down.found}
    edges = {edge for edge in (*up.edges, *down.edges) if edge.earlier in found and edge.later in found}
    left = up.left | down.left
    counted = Counter(ref.kind for ref in left if ref not in found)
    more = [More(code, count, code in up.wide | down.wide) for code, count in sorted(counted.items())]
    return Walked(starts[0], _in_order(found, world), sorted(edges), more)


def with_results(walked: Walked, world: World) -> Walked:
    """The same, with what came of the things on it: a goal's result is told wherever the goal is, on the way up too."""
    nodes, edges = dict(walked.nodes), set(walked.edges)
    for code, ids in _by_kind(walked.nodes).items():
        for link, pairs in world.beside(code, ids, Side.EARLIER, Step.RESULT):
            results = {node.ref: node for node in world.seen(link.later, [later for _earlier, later in pairs])}
            nodes |= results
            found = (Edge(Ref(code, earlier), Ref(link.later, later)) for earlier, later in pairs)
            edges |= {edge for edge in found if edge.later in results}
    return replace(walked, nodes=_in_order(nodes, world), edges=sorted(edges))


class _Walk:
    """One way along the thread, step by step from the starts."""

    def __init__(self, world: World, side: Side, most: int, starts: Mapping[Ref, Node]) -> None:
        self.world, self.side, self.most = world, side, most
        self.found: dict[Ref, Node] = dict(starts)
        self.edges: set[Edge] = set()
        self.left: set[Ref] = set()
        self.wide: set[str] = set()
        self._waiting: dict[Step, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._starts = set(starts)

    def go(self) -> None:
        """Walk all steps, nearest first."""
        for step in sorted(Step, reverse=self.side is Side.LATER):
            fresh = [ref for ref in self._starts if self.world.step(ref.kind) is step]
            room = self.most
            fresh += (arrived := self._arrived(step, room))
            while fresh:
                room -= len(arrived)
                self._onwards(fresh)
                fresh = arrived = self._arrived(step, max(room, 0))

    def _arrived(self, step: Step, room: int) -> list[Ref]:
        """What waits at the step and may be seen, as far as there is room; it is taken in."""
        waiting = self._waiting.pop(step, {})
        self.wide |= {code for code, ids in waiting.items() if len(ids) > LOOKED_AT}
        by_kind = [self.world.seen(code, sorted(ids)[:LOOKED_AT]) for code, ids in sorted(waiting.items())]
        kept = list(_in_turn(by_kind, room))
        self.found |= {node.ref: node for node in kept}
        self.left |= {node.ref for nodes in by_kind for node in nodes}
        return [node.ref for node in kept]

    def _onwards(self, refs: Iterable[Ref]) -> None:
        """Follow every link from the things: what it leads to waits at its own step."""
        for code, ids in _by_kind(refs).items():
            for link, pairs in self.world.beside(code, ids, self.side):
                for earlier, later in pairs:
                    edge = Edge(Ref(link.earlier, earlier), Ref(link.later, later))
                    far = edge.later if self.side is Side.EARLIER else edge.earlier
                    self.edges.add(edge)
                    if far not in self.found:
                        self._waiting[self.world.step(far.kind)][far.kind].add(far.id)


def _by_kind(refs: Iterable[Ref]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        found[ref.kind].append(ref.id)
    return found


def _in_turn(lists: Sequence[Sequence[Node]], room: int) -> Iterator[Node]:
    """One of each kind in turn, so that no kind takes all the room."""
    turns = (node for row in zip_longest(*lists) for node in row if node is not None)
    return (node for node, _place in zip(turns, range(room), strict=False))


def _in_order(found: Mapping[Ref, Node], world: World) -> dict[Ref, Node]:
    place = {code: number for number, code in enumerate(world.kinds)}
    return dict(sorted(found.items(), key=lambda item: (world.step(item[0].kind), place[item[0].kind])))


class Tie(StrEnum):
    """How a link stands."""

    WHOLE = "whole"
    WAITS = "waits"
    BROKEN = "broken"


def tie(earlier: Node, later: Node) -> Tie:
    """A link waits when what it leads to, or comes from, waits for something."""
    return Tie.WAITS if Knot.WAITS in {earlier.knot, later.knot} else Tie.WHOLE


Row = tuple[Rule, Lack]
"""A gap: the rule that is broken, and the thing that breaks it."""


def told(rows: Sequence[Row]) -> list[Row]:
    """The gaps that are told: those within another of the same thing are mended with it, and not counted once more."""
    broken = {(rule.code, lack.id) for rule, lack in rows}
    return [(rule, lack) for rule, lack in rows if (rule.within, lack.id) not in broken]


def columns(kinds: Mapping[str, Kind], links: Sequence[Link], present: Collection[str]) -> dict[str, tuple[Step, int]]:
    """Where each of the kinds stands: its step, and its place within the step when links lead from one to another."""
    inside = [
        (link.earlier, link.later)
        for link in links
        if link.earlier in present and link.later in present and kinds[link.earlier].step is kinds[link.later].step
    ]
    depth = dict.fromkeys(present, 0)
    for _round in inside:
        for earlier, later in inside:
            if earlier != later:
                depth[later] = max(depth[later], min(depth[earlier] + 1, len(inside)))
    return {code: (kinds[code].step, depth[code]) for code in present}
