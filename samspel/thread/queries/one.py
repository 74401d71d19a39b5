"""The thread of one thing: what it hangs on, what hangs on it, and where it is broken."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.accounts.who import Who
from samspel.core import thread as registry
from samspel.core.errors import Missing
from samspel.core.thread import Lack, Node, Ref, Rule, Side
from samspel.thread.rules import Walked, World, told, walk, with_results

MOST = 12
"""So many things of a step are drawn on each side of what is read."""
WIDE = 60
"""... and so many when all are asked for."""
_STARTS, _BESIDE = 3, 4
"""Other threads of the area that are drawn beside, and how many things of a step in all of them."""
_ROOM = 8
"""Other threads are drawn when no step of one's own has more things than this."""


@dataclass(frozen=True)
class Found:
    """A broken link as it was found: the rule, the thing that lacks, and where the one who asks mends it, or ""."""

    rule: Rule
    lack: Lack
    node: Node
    where: str

    @property
    def lacks(self) -> str:
        """What the thing lacks, in words that follow its name."""
        return str(self.lack.lacks or self.rule.lacks)


@dataclass(frozen=True)
class Thread:
    """What is read (None for an area's whole thread), its thread, other threads beside it, and what is broken on it."""

    here: Ref | None
    own: Walked
    others: Walked | None
    broken: Sequence[Found]


def world(who: Who) -> World:
    """All that is registered, as the one who asks sees it."""
    return World(registry.kinds(), registry.links(), who)


def thread_of(who: Who, ref: Ref, *, wide: bool = False, alone: bool = False) -> Thread:
    """The thread of a thing, or Missing. `wide` draws more of a wide one, `alone` no other threads."""
    seen = world(who)
    own = walk([ref], seen, most=WIDE if wide else MOST)
    if own is None:
        raise Missing
    own = with_results(own, seen)
    others = None if wide or alone or not _roomy(own, seen) else _others(own, seen)
    return Thread(ref, own, others, broken_on(own, seen, who))


def thread_of_area(who: Who, area: str, *, wide: bool = False) -> Thread | None:
    """The threads of all that begins in an area, as one; None when nothing does that the one who asks may see."""
    seen = world(who)
    own = walk(_begun_in(area, seen), seen, most=WIDE if wide else MOST)
    if own is None:
        return None
    own = with_results(own, seen)
    return Thread(None, own, None, broken_on(own, seen, who))


def is_tied(ref: Ref) -> bool:
    """Whether anything hangs together with the thing, seen or not: one read for each link of its kind."""
    near = ((Side.EARLIER, [link for link in registry.links() if link.earlier == ref.kind]),
            (Side.LATER, [link for link in registry.links() if link.later == ref.kind]))  # fmt: skip
    return any(any(link.pairs([ref.id], side)) for side, links in near for link in links)


def _begun_in(area: str, seen: World) -> list[Ref]:
    """What an area's own threads start from."""
    return [
        Ref(kind.code, one)
        for kind in seen.kinds.values()
        if kind.in_area and area
        for one in kind.in_area(area, seen.who)
    ]


def _roomy(own: Walked, seen: World) -> bool:
    steps = [seen.step(ref.kind) for ref in own.nodes]
    return all(steps.count(step) <= _ROOM for step in set(steps))


def _others(own: Walked, seen: World) -> Walked | None:
    """Threads that begin in the same area as what is read."""
    area = own.nodes[own.start].area
    fresh = [ref for ref in _begun_in(area, seen) if ref not in own.nodes][:_STARTS]
    return walk(fresh, seen, most=_BESIDE) if fresh else None


def broken_on(own: Walked, seen: World, who: Who) -> list[Found]:
    """What is broken among the things that were walked, in the thread's order: one read for each rule that can be."""
    rows = told(
        [
            (rule, lack)
            for rule in registry.rules().values()
            if (ids := [ref.id for ref in own.nodes if ref.kind == rule.kind])
            for lack in rule.lacking(who, ids)
            if Ref(rule.kind, lack.id) in own.nodes
        ]
    )
    found = [Found(rule, lack, own.nodes[Ref(rule.kind, lack.id)], rule.where(lack, who)) for rule, lack in rows]
    place = {ref: number for number, ref in enumerate(own.nodes)}
    return sorted(found, key=lambda one: (place[one.node.ref], one.rule.step))
