"""A thread ready to be drawn: the picture, and the same links in the same order as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core import thread as registry
from samspel.core.thread import Knot, Node, Ref, Step
from samspel.thread import words
from samspel.thread.parts import together
from samspel.thread.queries.one import Found, Thread
from samspel.thread.rules import Edge, More, Tie, Walked, columns, tie
from samspel.ui.elements import Status
from samspel.ui.threads import State, ThreadEdge, ThreadKnot, ThreadPicture
from samspel.ui.words import breakable, day

LETTERS: Final = 64
"""Words under the line are no longer than this; the table has them whole."""
_TWO_LINES: Final = 40
"""A note that is longer gets more room in its narrow column."""
_STATES: Final[Mapping[Knot, State]] = {Knot.THERE: "there", Knot.WAITS: "waits", Knot.OVER: "over"}

Column = tuple[Step, int]


@dataclass(frozen=True, slots=True)
class End:
    """An end of a link in the table: its step, its words, and its page; without one it is missing."""

    step: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A link as a row: from, to (none when the thing itself lacks something), how it stands, a line about it, and the
    way to mend it."""

    earlier: End
    later: End | None
    status: Status
    note: str = ""
    do: str = ""
    where: str = ""


def where(ref: Ref) -> str:
    """The address of a thing's thread."""
    return reverse("thread:one", args=[ref.kind, ref.id])


def picture(thread: Thread, *, all_of_it: str = "", level: int = 3) -> ThreadPicture:
    """The thread as columns of knots. `all_of_it` is where more of a wide thread is drawn."""
    thread, others = together(thread), thread.others
    nodes = {**thread.own.nodes, **(others.nodes if others else {})}
    places = _places(nodes)
    at = {column: number for number, column in enumerate(sorted({*places.values(), *((step, 0) for step in Step)}))}
    own_gaps = [one for one in thread.broken if _elsewhere(one)]
    knots = [
        *(_knot(node, at[places[ref.kind]], thread) for ref, node in nodes.items()),
        *(_gap(one, at[one.rule.step, 0]) for one in own_gaps),
        *_more(thread, places, at, all_of_it),
    ]
    edges = [
        *(_edge(edge, thread.own, other=False) for edge in thread.own.edges),
        *(_edge(edge, others, other=True) for edge in (others.edges if others else ()) if edge not in thread.own.edges),
        *(_cut(one) for one in own_gaps),
    ]
    order = {knot.key: knot.column for knot in knots}
    onwards = [edge for edge in edges if order[edge.earlier] < order[edge.later]]
    filled = {knot.column for knot in knots}
    awaited = at[Step.RESULT, 0]
    nothing = {} if awaited in filled else {awaited: _("Comes with the follow-up")}
    return ThreadPicture(_stops(at, places), knots, onwards, level, nothing)


def is_drawn(thread: Thread) -> bool:
    """Whether there is more to draw than the thing alone."""
    return len(thread.own.nodes) > 1 or any(_elsewhere(one) for one in thread.broken)


def _places(nodes: Mapping[Ref, Node]) -> dict[str, Column]:
    return columns(registry.kinds(), registry.links(), {ref.kind for ref in nodes})


def _stops(at: Mapping[Column, int], places: Mapping[str, Column]) -> list[str]:
    """The headings: the step's own word, and where it has several columns that of the kind in the later ones."""
    kinds = registry.kinds()
    by_column = {column: code for code, column in places.items()}
    return [
        breakable(capfirst(str(words.STEPS[step] if depth == 0 else kinds[by_column[step, depth]].name)))
        for step, depth in sorted(at, key=lambda column: at[column])
    ]


def _elsewhere(one: Found) -> bool:
    """Whether what is missing would have stood at another step; otherwise the thing itself lacks something."""
    return one.rule.step is not registry.kinds()[one.node.ref.kind].step


def _key(ref: Ref) -> str:
    return f"{ref.kind} {ref.id}"


def _knot(node: Node, column: int, thread: Thread) -> ThreadKnot:
    own, here = node.ref in thread.own.nodes, node.ref == thread.here
    lacks = dict.fromkeys(one.lacks for one in thread.broken if one.node.ref == node.ref and not _elsewhere(one))
    note = str(node.note)
    return ThreadKnot(
        key=_key(node.ref),
        column=column,
        label=breakable(str(node.label) if here else Truncator(str(node.label)).chars(LETTERS)),
        href=where(node.ref),
        note=breakable(Truncator(note).chars(LETTERS)),
        state=_STATES[node.knot],
        here=here,
        tall=here or len(note) > _TWO_LINES,
        other=not own,
        sum=node.amount is not None,
        lacks=", ".join(lacks),
    )


def _gap(one: Found, column: int) -> ThreadKnot:
    return ThreadKnot(
        key=_gap_key(one),
        column=column,
        label="",
        note=breakable(f"{Truncator(str(one.node.label)).chars(LETTERS)} {one.lacks}"),
        state="gap",
        tall=bool(one.where),
        verb=str(one.rule.do),
        verb_href=one.where,
    )


def _gap_key(one: Found) -> str:
    return f"gap {one.rule.code} {one.node.ref.id}"


def _edge(edge: Edge, walked: Walked | None, *, other: bool) -> ThreadEdge:
    stands = tie(walked.nodes[edge.earlier], walked.nodes[edge.later]) if walked else Tie.WHOLE
    return ThreadEdge(_key(edge.earlier), _key(edge.later), stands.value, other)


def _cut(one: Found) -> ThreadEdge:
    """The dotted line to what is missing, or from it when it would have stood before."""
    ends = (_key(one.node.ref), _gap_key(one))
    if one.rule.step < registry.kinds()[one.node.ref.kind].step:
        ends = (ends[1], ends[0])
    return ThreadEdge(*ends, tied="broken")


def _more(thread: Thread, places: Mapping[str, Column], at: Mapping[Column, int], href: str) -> list[ThreadKnot]:
    return [
        ThreadKnot(f"more {one.kind}", at[places[one.kind]], said_more(one), href, state="more")
        for one in thread.own.more
        if one.kind in places
    ]


def said_more(more: More) -> str:
    """What is not drawn, in words."""
    text = _("and at least %(count)s more: %(things)s") if more.at_least else _("and %(count)s more: %(things)s")
    return text % {"count": more.count, "things": str(registry.kinds()[more.kind].many)}


def rows(thread: Thread) -> list[Row]:
    """Every link of the thing's own thread, in the thread's order, and those that are missing where they belong."""
    kinds = registry.kinds()
    place = {ref: number for number, ref in enumerate(thread.own.nodes)}
    whole = [
        (
            (place[edge.earlier], place[edge.later]),
            Row(_end(earlier), _end(later), words.tied(tie(earlier, later)), str(later.note)),
        )
        for edge in thread.own.edges
        for earlier, later in [(thread.own.nodes[edge.earlier], thread.own.nodes[edge.later])]
    ]
    cut = [((place[one.node.ref], len(place)), _broken_row(one)) for one in thread.broken if one.node.ref.kind in kinds]
    return [row for _place, row in sorted([*whole, *cut], key=lambda item: item[0])]


def _end(node: Node) -> End:
    return End(kind_of(node.ref), str(node.label), where(node.ref))


def kind_of(ref: Ref) -> str:
    """What kind of thing it is, as a heading."""
    return capfirst(str(registry.kinds()[ref.kind].name))


def _broken_row(one: Found) -> Row:
    since = _("Since %(day)s.") % {"day": day(one.lack.since)} if one.lack.since else ""
    whose = f"{mended_by(one)}." if one.lack.whose else ""
    note = " ".join(filter(None, (whose, since)))
    status = words.tied(Tie.BROKEN) if _elsewhere(one) else Status("gap", one.lacks)
    ends = (_end(one.node), End(str(words.STEPS[one.rule.step]), _("Missing")) if _elsewhere(one) else None)
    if ends[1] and one.rule.step < registry.kinds()[one.node.ref.kind].step:
        ends = (ends[1], ends[0])
    return Row(*ends, status, note, str(one.rule.do), one.where)


def mended_by(one: Found) -> str:
    """Who should mend it, in words."""
    return _("Mended by %(whose)s") % {"whose": one.lack.whose.name} if one.lack.whose else ""


def lead(thread: Thread) -> str:
    """How the thread stands, in a sentence."""
    steps = [registry.kinds()[ref.kind].step for ref in thread.own.nodes]
    if len(thread.own.nodes) == 1:
        text = _("Nothing hangs together with this yet.")
    elif thread.broken or Step.RESULT not in steps:
        text = _("The thread goes from %(first)s to %(last)s.") % _ends(steps)
    else:
        return _("The thread is whole from %(first)s to %(last)s.") % _ends(steps)
    told = [text, _said_broken(thread.broken) if thread.broken else ""]
    if len(thread.own.nodes) > 1 and Step.RESULT not in steps:
        told.append(_("No result is known yet: it comes with the follow-up."))
    return " ".join(filter(None, told))


def _ends(steps: Sequence[Step]) -> dict[str, str]:
    return {name: str(words.STEPS[step]).lower() for name, step in (("first", min(steps)), ("last", max(steps)))}


def _said_broken(found: Sequence[Found]) -> str:
    first = found[0]
    text = ngettext(
        "It is broken in one place: %(thing)s %(lacks)s.",
        "It is broken in %(count)s places, the first of them: %(thing)s %(lacks)s.",
        len(found),
    )
    return text % {"count": len(found), "thing": first.node.label, "lacks": first.lacks}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is broken on a thread as a line: the same of several parts of a thing once, with how many."""

    label: str
    lacks: str
    found: Found


def gaps(thread: Thread) -> list[Gap]:
    """All that is broken on the thread, in its order."""
    told: dict[tuple[str, Ref], list[Found]] = {}
    for one in thread.broken:
        whole = registry.kinds()[one.node.ref.kind].part_of
        ref = Ref(whole, one.lack.of) if whole else one.node.ref
        told.setdefault((one.rule.code, ref if ref in thread.own.nodes else one.node.ref), []).append(one)
    return [
        Gap(
            str(thread.own.nodes[ref].label),
            f"{same[0].lacks} ({len(same)})" if len(same) > 1 else same[0].lacks,
            same[0],
        )
        for (_code, ref), same in told.items()
    ]
