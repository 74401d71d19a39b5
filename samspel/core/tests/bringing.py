"""Bringing a file in, as a person and the worker do it between them."""

from __future__ import annotations

from typing import Any

from samspel.core.imports import Importable, importable, services, work
from samspel.core.imports.states import State
from samspel.core.models import Import


def kind(code: str) -> Importable:
    """What can be brought in by that code."""
    found = importable(code)
    assert found is not None
    return found


def send(code: str, who: Any, content: bytes, source: str = "Utdrag") -> Import:
    """A file that is sent, its columns as they were recognised, and every row tried."""
    row = services.begin(kind(code), source=source, file_name="lista.xlsx", content=content, by=who)
    if row.stands is State.MATCHING:
        services.settle(row, row.columns, masked=False, by=who)
    work.check(row.pk)
    return Import.objects.get(pk=row.pk)


def take(row: Import, who: Any) -> Import:
    """The sound rows of a file that was sent, taken in."""
    services.take(row, by=who)
    work.take(row.pk)
    return Import.objects.get(pk=row.pk)


def told(row: Import) -> list[tuple[int, str, str]]:
    """What is wrong: row, column, the English sentence."""
    return [(one.row, one.column, one.says["says"]) for one in row.faults.order_by("row", "pk")]


def streamed(answer: Any) -> bytes:
    """All of a file that was answered."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)
