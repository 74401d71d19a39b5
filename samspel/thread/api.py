"""The thread for other systems: nodes and edges of one thing, and what is broken."""

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.core import signing
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Request
from samspel.core import thread as registry
from samspel.core.api import Page, answers
from samspel.core.api.paging import Paging, unknown_cursor
from samspel.core.errors import Missing
from samspel.core.thread import Node, Ref
from samspel.thread import permissions, queries
from samspel.thread.queries import Found, Sought, Thread
from samspel.thread.rules import Edge, Tie, tie

router = Router(tags=["thread"])
SALT = "samspel.thread.cursor"
DEEPEST = 100_000


class RefOut(Schema):
    """A thing by its kind (`challenge`) and id."""

    type: str
    id: str


class NodeOut(RefOut):
    """A thing on the thread. `step` goes from 1, what was seen, to 8, what was decided; `amount` of money is öre."""

    step: int
    label: str
    note: str
    state: Literal["there", "waits", "over"]
    area: str | None
    amount: int | None
    url: str


class EdgeOut(Schema):
    """A link from an earlier thing to a later one."""

    earlier: RefOut
    later: RefOut
    state: Tie


class BrokenOut(Schema):
    """A broken link: the rule's code, the thing that lacks, what, by whom it should be mended (a code), since when."""

    rule: str
    thing: NodeOut
    lacks: str
    mend: str
    mended_by: str | None
    since: date | None


class MoreOut(Schema):
    """Things of a type that hang on the thread and are left out for want of room."""

    type: str
    count: int
    at_least: bool


class ThreadOut(Schema):
    """What a thing hangs on and what hangs on it, in the thread's order; only what the token's user may see."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    broken: list[BrokenOut]
    more: list[MoreOut]


Code = Annotated[str, Field(max_length=80)]


class SoughtIn(Schema):
    """Codes of an area, a rule, and of the department or body that should mend it (`nobody` for none)."""

    area: Code = ""
    rule: Code = ""
    mended_by: Code = ""


@router.get("/broken", auth=scoped(TokenScope.THREAD_READ), response=answers(Page[BrokenOut]))
def broken(request: Request, paging: Query[Paging], asked: Query[SoughtIn]) -> dict[str, Any]:
    """Broken links among what the token's user may see, those first who have most to mend."""
    if not permissions.may_mend(request.who):
        return {"items": [], "next": None}
    start = _start(paging.cursor)
    sought = Sought(asked.area, asked.rule, asked.mended_by)
    found = queries.found(request.who, sought, start, paging.limit + 1)
    more = len(found) > paging.limit
    following = signing.dumps(start + paging.limit, salt=SALT) if more else None
    return {"items": [_broken(one) for one in found[: paging.limit]], "next": following}


@router.get("/{kind}/{thing}", auth=scoped(TokenScope.THREAD_READ), response=answers(ThreadOut))
def thread(request: Request, kind: Code, thing: Code) -> ThreadOut:
    """The thread of one thing."""
    if not permissions.may_follow(request.who):
        raise Missing
    found = queries.thread_of(request.who, Ref(kind, thing), wide=True, alone=True)
    return ThreadOut(
        nodes=[_node(node) for node in found.own.nodes.values()],
        edges=[_edge(edge, found) for edge in found.own.edges],
        broken=[_broken(one) for one in found.broken],
        more=[MoreOut(type=one.kind, count=one.count, at_least=one.at_least) for one in found.own.more],
    )


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return min(int(signing.loads(cursor, salt=SALT)), DEEPEST)
    except (signing.BadSignature, ValueError):
        raise unknown_cursor() from None


def _ref(ref: Ref) -> RefOut:
    return RefOut(type=ref.kind, id=ref.id)


def _node(node: Node) -> NodeOut:
    return NodeOut(
        type=node.ref.kind,
        id=node.ref.id,
        step=registry.kinds()[node.ref.kind].step,
        label=str(node.label),
        note=str(node.note),
        state=node.knot.name.lower(),  # type: ignore[arg-type]
        area=node.area or None,
        amount=node.amount,
        url=f"{settings.BASE_URL}{node.url}",
    )


def _edge(edge: Edge, found: Thread) -> EdgeOut:
    nodes = found.own.nodes
    return EdgeOut(
        earlier=_ref(edge.earlier), later=_ref(edge.later), state=tie(nodes[edge.earlier], nodes[edge.later])
    )


def _broken(one: Found) -> BrokenOut:
    return BrokenOut(
        rule=one.rule.code,
        thing=_node(one.node),
        lacks=one.lacks,
        mend=str(one.rule.mend),
        mended_by=one.lack.whose.code if one.lack.whose else None,
        since=one.lack.since,
    )
