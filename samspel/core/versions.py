"""Against lost updates: hold the row, and compare the version that was read with the one that stands."""

from typing import TypeVar

from django.db.models import QuerySet

from samspel.core.errors import Missing, Stale
from samspel.core.models import Versioned

V = TypeVar("V", bound=Versioned)


def hold(rows: QuerySet[V], pk: object, version: int | None = None) -> V:
    """The row, locked until the transaction ends.

    Raises Missing when it is not among `rows`, Stale when `version` is given and no longer stands.
    """
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Missing
    if version is not None and row.version != version:
        raise Stale(row)
    return row


def save(row: V, *fields: str) -> V:
    """Save `fields` of a held row as its next version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return row
