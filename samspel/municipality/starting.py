"""What an upper module begins with: a file of its own in the municipality's folder, read once, while it has nothing,
and written back with the others.

The files of `municipality.files` describe the municipality and are applied again and again. What lives on in the
product from its first day (a commission, what pays for it) is not: a module that ships such things for a municipality
hands over its file's name, its form, how it begins with it and what stands now; what has been changed in the product is
never written over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from samspel.core.actors import Actor

if TYPE_CHECKING:
    from samspel.municipality.files.shapes.base import Part

Path = tuple[str | int, ...]
Pointer = tuple[Path, tuple[str, ...], str]
"""Where a code stands in the module's file, in which list of the description it must be (file, rows), and the code."""


@dataclass(frozen=True)
class Beginning:
    """A module's own file: its name without `.yaml`, its form, what it points at, how the module begins with it, and
    what it would say now."""

    file: str
    shape: "type[Part]"
    pointers: Callable[[Any], Iterable[Pointer]]
    is_empty: Callable[[], bool]
    begin: Callable[[Any, Actor], None]
    standing: "Callable[[], Part]"


_registered: Final[dict[str, Beginning]] = {}


def register(beginning: Beginning) -> None:
    """Called once from AppConfig.ready() of the module that owns the file."""
    if beginning.file in _registered:
        raise ValueError(f"{beginning.file} is registered twice")
    _registered[beginning.file] = beginning


def registered() -> Mapping[str, Beginning]:
    """Every module's own file by its name."""
    return _registered


def waiting(contents: "Mapping[str, Part]") -> list[str]:
    """The files among these that say something, and that their modules would begin with now."""
    told = (name for name, content in contents.items() if content != _registered[name].shape())
    return [name for name in told if _registered[name].is_empty()]


def standing() -> "Mapping[str, Part]":
    """What each module's own file would say now; one that has nothing is left out."""
    return {name: one.standing() for name, one in _registered.items() if not one.is_empty()}


def begin(contents: "Mapping[str, Part]", *, by: Actor) -> list[str]:
    """Let each module that has nothing yet begin with its file; returns the names of those that were read."""
    names = waiting(contents)
    for name in names:
        _registered[name].begin(contents[name], by)
    return names
