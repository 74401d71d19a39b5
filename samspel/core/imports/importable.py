"""What a module says of what it lets in: its columns, how a row is known again, who may, and who takes the rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

from samspel.core.imports.faults import Fault
from samspel.core.imports.holds import Held

__all__ = ["Column", "Delivery", "Fault", "Importable", "Row", "Values", "importable", "importables", "register"]

Words = str | Promise
Values = Mapping[str, Any]
"""What a row says, by the codes of its columns."""


@dataclass(frozen=True)
class Column:
    """A column of ours: its code, the heading of our own files, what its cells hold, and other names it goes by.

    `aliases` are headings that others use, in any case; `help` is said beside it where columns are matched. One that is
    `ours` alone stands in our exports and is never read.
    """

    code: str
    name: Words
    holds: Held
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: Words = ""
    ours: bool = False


@dataclass(frozen=True)
class Delivery:
    """Where the rows come from: the source's code (short, lower case, unique for what is imported), its name as people
    gave it, and the id of this import as text."""

    source: str
    name: str
    id: str


@dataclass(frozen=True)
class Row:
    """A row without faults: its number in the file, what it is known by, what it says, and what stands already.

    `told` are the columns that the file has; of the others a row says nothing. `stands` is None for a new one.
    """

    number: int
    key: str
    values: Values
    told: frozenset[str] = frozenset()
    stands: Values | None = None

    @property
    def merged(self) -> Values:
        """How the thing is to read: what stands, with what the file tells in its place."""
        if self.stands is None:
            return self.values
        return {**self.values, **self.stands, **{code: self.values[code] for code in self.told if code in self.values}}

    @property
    def differs(self) -> bool:
        """Whether the file says something else than what stands."""
        stands = self.stands or {}
        return any(not _same(self.values.get(code), now) for code, now in stands.items() if code in self.told)


def _same(one: Any, other: Any) -> bool:
    """Nothing is nothing, however it is kept."""
    return bool(one == other) or (one in _NOTHING and other in _NOTHING)


_NOTHING: Final[tuple[Any, ...]] = (None, "", ())


Known = Callable[[Collection[str], Delivery], Mapping[str, Values]]
"""(keys, delivery) -> what stands now under those of the keys that are known, in few queries for all: by column, as
`columns` would have read it. Only what both it and the file tell is compared: an empty mapping for a key says that it
stands and is never changed."""

Take = Callable[[Sequence[Row], Delivery, Any], Mapping[int, Fault]]
"""(rows, delivery, who) -> the rows that were refused, by number. A @service of the module."""


def _as_they_are(values: dict[str, Any]) -> dict[str, Any]:
    return values


@dataclass(frozen=True)
class Importable:
    """Something that can be brought in. `about` says in a sentence what a row is, `seen` where the things are then.

    `together` looks at a row as a whole: it may raise Fault, or return the values put in order. `around` is entered for
    each batch, where something is to be read once for all of its rows.
    """

    code: str
    title: Words
    about: Words
    columns: Callable[[], Sequence[Column]]
    key: Callable[[Values], str]
    known: Known
    may: Callable[[Any], bool]
    take: Take
    together: Callable[[dict[str, Any]], dict[str, Any]] = _as_they_are
    changes: bool = False
    seen: Callable[[], str] = str
    around: Callable[[], AbstractContextManager[None]] = nullcontext
    batch: int = 1000


_registered: Final[dict[str, Importable]] = {}


def register(one: Importable) -> None:
    """Called once from AppConfig.ready() of the module that owns it; raises ValueError for a code used twice."""
    if one.code in _registered:
        raise ValueError(f"{one.code} is registered twice")
    _registered[one.code] = one


def importables(who: Any) -> list[Importable]:
    """What the one who asks may bring in, by title."""
    return sorted((one for one in _registered.values() if one.may(who)), key=lambda one: str(one.title))


def importable(code: str) -> Importable | None:
    """The one of a code."""
    return _registered.get(code)
