"""All that is kept about one asker: each module finds what is theirs and tells its part, registered at start-up."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Sought:
    """Who is looked for: any of an address, a question's number, a code; `widely` takes in all of the same asker."""

    address: str = ""
    reference: str = ""
    code: str = ""
    widely: bool = True


@dataclass
class Subject:
    """Who it is about: the addresses that are known, the things that are theirs, and what hangs on those."""

    addresses: set[str] = field(default_factory=set)
    things: list[Model] = field(default_factory=list)
    beneath: list[Model] = field(default_factory=list)

    def of(self, kind: type[Model]) -> Iterator[Any]:
        """Their things of a kind."""
        return (one for one in self.things if isinstance(one, kind))


@dataclass(frozen=True)
class Fact:
    """One value: its name for machines and for people, and what it is."""

    key: str
    name: str
    value: str


@dataclass(frozen=True)
class Item:
    """One thing that is kept."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Section:
    """What one place keeps. `says` stands above it: what it is, how long it is kept, what to look at first.

    `listed` says that there may be many and each is short: they are drawn as rows, whose facts are alike.
    """

    code: str
    title: str
    says: str
    items: tuple[Item, ...]
    listed: bool = False


Find = Callable[[Sought, Subject], None]
"""Adds to the subject what is found."""
Tell = Callable[[Subject], Iterable[Section]]

_parts: list[tuple[int, Find | None, Tell]] = []


def register(tell: Tell, *, find: Find | None = None, place: int = 50) -> None:
    """Called once from AppConfig.ready(); parts come in the order of `place`."""
    if all(known is not tell for _place, _find, known in _parts):
        _parts.append((place, find, tell))


def found(sought: Sought) -> Subject:
    """Who it is, out of all modules."""
    subject = Subject()
    for _place, find, _tell in _ordered():
        if find is not None:
            find(sought, subject)
    return subject


def told(subject: Subject) -> list[Section]:
    """All that is kept about them."""
    return [section for _place, _find, tell in _ordered() for section in tell(subject)]


def _ordered() -> list[tuple[int, Find | None, Tell]]:
    return sorted(_parts, key=lambda part: part[0])
