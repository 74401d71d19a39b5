"""The list: rows as they are shown, page by page by keyset, the same for screen, file and API."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from samspel.core.errors import Refused
from samspel.municipality.models import Area, Matter
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.filters import Filters, Order, apply
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import AT_WORK, OPEN, Status

SIZE: Final = 50
MOST_COUNTED: Final = 1000
"""Nobody reads further; to count them all took longer than everything else on the page."""
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """A question as a line of the list."""

    id: UUID
    reference: str
    subject: str
    matter: Matter | None
    area: Area | None
    departments: Sequence[str]
    leads: str
    status: Status
    solved: bool | None
    disputed: bool
    received_at: datetime
    due_on: date
    ended_at: datetime | None


@dataclass(frozen=True)
class Page:
    """Some rows of the list, how many there are in all, and where the neighbours begin ("" when there are none).

    No more than MOST_COUNTED are counted: then there are `more`.
    """

    rows: Sequence[Row]
    total: int
    more: bool
    previous: str
    next: str


def chosen(reach: Reach, filters: Filters) -> QuerySet[Question]:
    """The questions that the filters choose among those that may be seen, in their order."""
    return apply(visible_to(reach), filters, reach).annotate(rank=_RANK).order_by(*_columns(filters.order))


def page(reach: Reach, filters: Filters, cursor: str = "", size: int = SIZE) -> Page:
    """One page; `cursor` is what an earlier page gave as `next` or `previous`. Raises Refused when it is neither."""
    found = chosen(reach, filters)
    back, key = _read(cursor, filters.order)
    if back:
        shown = list(_ready(_beyond(found, filters.order, key, back=True).reverse()[: size + 1]))
        more, shown = len(shown) > size, shown[:size][::-1]
        return _page(found, filters.order, shown, before=more, after=True)
    start = found if key is None else _beyond(found, filters.order, key)
    shown = list(_ready(start[: size + 1]))
    more, shown = len(shown) > size, shown[:size]
    return _page(found, filters.order, shown, before=key is not None, after=more)


def rows(reach: Reach, filters: Filters) -> Iterator[Row]:
    """Every row, for a file."""
    return map(_row, _ready(chosen(reach, filters)).iterator(chunk_size=500))


def _page(found: QuerySet[Question], order: str, shown: list[Question], *, before: bool, after: bool) -> Page:
    alone = not before and not after
    total = len(shown) if alone else found.order_by()[: MOST_COUNTED + 1].count()
    return Page(
        rows=[_row(one) for one in shown],
        total=min(total, MOST_COUNTED),
        more=total > MOST_COUNTED,
        previous=_write(shown[0], order, back=True) if before and shown else "",
        next=_write(shown[-1], order) if after and shown else "",
    )


def _ready(found: QuerySet[Question]) -> QuerySet[Question]:
    parts = Part.objects.filter(status__in=list(AT_WORK)).order_by("-leads", "pk")
    return found.prefetch_related(Prefetch("parts", parts, to_attr="at_work"))


def _row(question: Question) -> Row:
    parts: list[Part] = question.at_work  # type: ignore[attr-defined]
    return Row(
        id=question.pk,
        reference=question.reference,
        subject=question.subject,
        matter=question.matter,
        area=question.area,
        departments=[part.department.short_name for part in parts],
        leads=next((part.department.short_name for part in parts if part.leads), ""),
        status=question.stands,
        solved=question.solved,
        disputed=question.disputed,
        received_at=question.received_at,
        due_on=question.due_on,
        ended_at=question.ended_at,
    )


# ---------- Order and keyset: (column, descending), read from the last row shown

_RANK = Case(When(status__in=sorted(OPEN), then=Value(0)), default=Value(1))
_ORDERS: Final[dict[str, tuple[tuple[str, bool], ...]]] = {
    Order.DUE.value: (("rank", False), ("due_on", False), ("received_at", False), ("id", False)),
    Order.NEWEST.value: (("received_at", True), ("id", True)),
}


def _order(order: str) -> tuple[tuple[str, bool], ...]:
    return _ORDERS.get(order, _ORDERS[Order.DUE.value])


def _columns(order: str) -> list[str]:
    return [f"-{name}" if descending else name for name, descending in _order(order)]


def _beyond(found: QuerySet[Question], order: str, key: Key | None, *, back: bool = False) -> QuerySet[Question]:
    """The rows after the key in the order; before it when `back`."""
    beyond, same = Q(pk__in=[]), Q()
    for (name, descending), value in zip(_order(order), key or (), strict=True):
        side = "lt" if descending != back else "gt"
        beyond |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return found.filter(beyond)


def _write(question: Question, order: str, *, back: bool = False) -> str:
    key = [getattr(question, name) for name, _descending in _order(order)]
    written = json.dumps([order, back, *(value if isinstance(value, int) else str(value) for value in key)])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _moment(text: str) -> datetime:
    """A moment as it was written; ValueError or OverflowError when it was not written here."""
    return datetime.fromisoformat(text).astimezone(UTC)


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "rank": int,
    "due_on": date.fromisoformat,
    "received_at": _moment,
    "id": UUID,
}


def _read(cursor: str, order: str) -> tuple[bool, Key | None]:
    if not cursor:
        return False, None
    try:
        written, back, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = tuple(_READ[name](value) for (name, _), value in zip(_order(order), values, strict=True))
    except (ValueError, TypeError, ArithmeticError, RecursionError, binascii.Error) as fault:
        raise Refused(_("This part of the list is not there. Begin from its first page."), field="cursor") from fault
    if written != order or not isinstance(back, bool):
        raise Refused(_("This part of the list is not there. Begin from its first page."), field="cursor")
    return back, key
