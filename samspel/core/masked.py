"""Rows as those read them who read without persons: masked as they are loaded, so that no page can forget it."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.query import ModelIterable

from samspel.core import persondata

M = TypeVar("M", bound=Model)
_LETTERS = re.compile(r"[^\W\d_]+")


def without_persons(rows: QuerySet[M], *fields: str, but: Callable[[M], bool] = lambda row: False) -> QuerySet[M]:
    """The same rows with what looks like a person masked in `fields` of each, `but` those of which it says True."""

    class Masked(ModelIterable):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[M]:
            for row in super().__iter__():
                if not but(row):
                    mask(row, *fields)
                yield row

    found = rows.all()
    found._iterable_class = Masked  # noqa: SLF001 - Django has no other way
    return found


def sought(words: str, *fields: str) -> Q | None:
    """The condition under which who reads without persons may find a row by the words; None when by no such words.

    Numbers and addresses are what is masked: so a word is of letters alone, and does not stand in an address of
    `fields`. What the words are sought in is the caller's.
    """
    plain = words.split()
    if not plain or not all(_LETTERS.fullmatch(word) for word in plain):
        return None
    found = Q()
    for word in plain:
        near = rf"{word}[^[:space:]]*@|@[^[:space:]]*{word}"
        for name in fields:
            found &= ~Q(**{f"{name}__iregex": near})
    return found


def mask(row: Model, *fields: str) -> None:
    """Mask the fields of a row that are loaded. The row is for reading: what is masked must not be saved."""
    for name in fields:
        if name in row.__dict__:
            row.__dict__[name] = _masked(row.__dict__[name])


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return persondata.masked(value)
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    return [_masked(each) for each in value] if isinstance(value, list) else value
