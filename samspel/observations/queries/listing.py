"""The list: newest first, page by page by keyset, the same rows for screen, file and API."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samspel.core.errors import Refused
from samspel.observations.models import Observation
from samspel.observations.permissions import Reach
from samspel.observations.queries.filters import Filters, apply
from samspel.observations.queries.scope import visible_to

SIZE: Final = 50
MOST_COUNTED: Final = 1000
"""Nobody reads further; to count them all would take longer than everything else on the page."""
_SALT: Final = "samspel.observations.cursor"
_ORDER: Final = ("-happened_from", "-id")


@dataclass(frozen=True)
class Page:
    """Some rows of the list, how many there are in all, and where the neighbours begin ("" when there are none).

    No more than MOST_COUNTED are counted: then there are `more`.
    """

    rows: Sequence[Observation]
    total: int
    more: bool
    previous: str
    next: str


def chosen(reach: Reach, filters: Filters) -> QuerySet[Observation]:
    """The observations that the filters choose among those that may be seen, newest first."""
    return apply(visible_to(reach), filters, reach).order_by(*_ORDER)


def rows(reach: Reach, filters: Filters) -> Iterator[Observation]:
    """Every row, for a file."""
    return chosen(reach, filters).iterator(chunk_size=2000)


def page(reach: Reach, filters: Filters, cursor: str = "", size: int = SIZE) -> Page:
    """One page; `cursor` is what an earlier page gave as `next` or `previous`. Raises Refused when it is neither."""
    found = chosen(reach, filters)
    if not cursor:
        shown = list(found[: size + 1])
        return _page(found, shown[:size], before=False, after=len(shown) > size)
    back, at, pk = _read(cursor)
    if back:
        shown = list(found.filter(_beside("gt", at, pk)).reverse()[: size + 1])
        return _page(found, shown[:size][::-1], before=len(shown) > size, after=True)
    shown = list(found.filter(_beside("lt", at, pk))[: size + 1])
    return _page(found, shown[:size], before=True, after=len(shown) > size)


def _page(found: QuerySet[Observation], shown: list[Observation], *, before: bool, after: bool) -> Page:
    total = len(shown) if not before and not after else found.order_by()[: MOST_COUNTED + 1].count()
    return Page(
        rows=shown,
        total=min(total, MOST_COUNTED),
        more=total > MOST_COUNTED,
        previous=_write(shown[0], back=True) if before and shown else "",
        next=_write(shown[-1]) if after and shown else "",
    )


def _beside(side: str, at: datetime, pk: UUID) -> Q:
    return Q(**{f"happened_from__{side}": at}) | Q(happened_from=at, **{f"id__{side}": pk})


def _write(row: Observation, *, back: bool = False) -> str:
    return signing.dumps([back, row.happened_from.isoformat(), str(row.pk)], salt=_SALT)


def _read(cursor: str) -> tuple[bool, datetime, UUID]:
    try:
        back, at, pk = signing.loads(cursor, salt=_SALT)
        return bool(back), datetime.fromisoformat(at), UUID(pk)
    except (signing.BadSignature, ValueError) as fault:
        raise Refused(_("This part of the list is not there. Begin from its first page."), field="cursor") from fault
