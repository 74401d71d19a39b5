"""Long lists come in pages. The cursor says where the last page ended, and holds while rows come and go."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from samspel.core.errors import Refused

SALT = "samspel.core.api.cursor"

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Page(Schema, Generic[T]):
    """A part of a list; `next` goes into `cursor` for what follows, and is null at the end."""

    items: list[T]
    next: str | None = None


class Paging(Schema):
    """Which part of a list is asked for."""

    cursor: Annotated[str, Field(max_length=500)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


def page_of(rows: QuerySet[M], paging: Paging, show: Callable[[M], T], *, by: str = "-created_at") -> dict[str, Any]:
    """One page of `rows`, ordered by a time or text field that is never null (newest first by `-`), then by id.

    >>> @router.get("", auth=scoped("questions:read"), response=answers(Page[QuestionOut]))
    ... def questions(request: Request, paging: Query[Paging]) -> dict[str, Any]:
    ...     return page_of(queries.questions(request.who), paging, shown)
    """
    sign, field = ("-", by[1:]) if by.startswith("-") else ("", by)
    if paging.cursor:
        rows = rows.filter(_after(field, paging.cursor, "lt" if sign else "gt"))
    found = list(rows.order_by(by, f"{sign}pk")[: paging.limit + 1])
    shown, more = found[: paging.limit], len(found) > paging.limit
    return {"items": [show(row) for row in shown], "next": _cursor(field, shown[-1]) if more else None}


def _cursor(field: str, row: Model) -> str:
    value = getattr(row, field)
    return signing.dumps(
        [field, value.isoformat() if isinstance(value, datetime) else str(value), str(row.pk)], salt=SALT
    )


def _after(field: str, cursor: str, than: str) -> Q:
    try:
        signed, value, pk = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise unknown_cursor() from None
    if signed != field:
        raise unknown_cursor()
    return Q(**{f"{field}__{than}": value}) | Q(**{field: value, f"pk__{than}": pk})


def unknown_cursor() -> Refused:
    """A cursor that was not given here."""
    message = _("The cursor is not one that was given here. Leave it out to start from the beginning.")
    return Refused(message, field="cursor")
