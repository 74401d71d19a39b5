"""A thing with its parts drawn as one: an intervention has one krona on the picture, that of this year."""

from collections import defaultdict
from dataclasses import replace

from samspel.core import thread as registry
from samspel.core.thread import Node, Ref
from samspel.thread import words
from samspel.thread.queries.one import Thread
from samspel.thread.rules import Edge, Walked


def together(thread: Thread) -> Thread:
    """The thread with one part for each whole: the one that is read, or else the one that is there now. The others are
    told in its note, and what hangs on them hangs on it."""
    kinds = registry.kinds()
    parts: dict[tuple[Ref, str], list[Node]] = defaultdict(list)
    for edge in thread.own.edges:
        if kinds[edge.later.kind].part_of == edge.earlier.kind:
            parts[edge.earlier, edge.later.kind].append(thread.own.nodes[edge.later])
    drawn = {node.ref: _one(nodes, thread.here) for nodes in parts.values() for node in nodes}
    broken = [replace(one, node=drawn.get(one.node.ref, one.node)) for one in thread.broken]
    return replace(thread, own=_fewer(thread.own, drawn), broken=broken)


def _one(nodes: list[Node], here: Ref | None) -> Node:
    first, *others = sorted(nodes, key=lambda node: (node.ref != here, node.knot, node.part))
    return replace(first, note=words.also(first, others)) if others else first


def _fewer(own: Walked, drawn: dict[Ref, Node]) -> Walked:
    nodes = {ref: drawn.get(ref, node) for ref, node in own.nodes.items() if ref not in drawn or drawn[ref].ref == ref}
    edges = {
        Edge(drawn[edge.earlier].ref if edge.earlier in drawn else edge.earlier,
             drawn[edge.later].ref if edge.later in drawn else edge.later)
        for edge in own.edges
    }  # fmt: skip
    return replace(own, nodes=nodes, edges=sorted(edges))
