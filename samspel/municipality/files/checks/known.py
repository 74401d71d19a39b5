"""What the checks across files know: the sound files, and every code that was written, sound or not."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from samspel.municipality import starting
from samspel.municipality.files.faults import Fault, Path
from samspel.municipality.files.shapes import FILES, Part
from samspel.municipality.files.text import Content

P = TypeVar("P", bound=Part)


def shapes() -> dict[str, type[Part]]:
    """The form of every file that a folder may hold, those of other modules too."""
    return {**FILES, **{name: one.shape for name, one in starting.registered().items()}}


class Unsound(Exception):
    """A check needs a file that has faults of its own: those come first."""


class Known:
    """Hands out sound files and notes faults with the line of what is wrong."""

    def __init__(self, contents: dict[str, Content], parts: dict[str, Part]) -> None:
        self.faults: list[Fault] = []
        self._contents = contents
        self._parts = parts

    def file(self, shape: type[P]) -> P:
        """A sound file; raises Unsound when it is not."""
        for part in self._parts.values():
            if isinstance(part, shape):
                return part
        raise Unsound

    def there(self) -> list[Part]:
        """Every file that was read and is sound; raises Unsound when one of the description is not."""
        if missing := FILES.keys() - self._parts.keys():
            raise Unsound(*missing)
        return list(self._parts.values())

    def codes(self, file: str, *rows: str) -> set[str]:
        """Every code in a list of a file, also in rows with other faults; `rows` are the lists' names, outer first."""
        if file not in self._contents:
            raise Unsound
        found: list[Any] = [self._contents[file].data]
        for name in rows:
            lists = [one.get(name) for one in found if isinstance(one, dict)]
            found = [row for one in lists if isinstance(one, list) for row in one]
        return {str(row["code"]) for row in found if isinstance(row, dict) and "code" in row}

    def fault(self, shape: type[Part], path: Path, message: str) -> None:
        """Note a fault at a path of a file."""
        name = next(name for name, kind in shapes().items() if kind is shape)
        self.faults.append(Fault(f"{name}.yaml", self._contents[name].line(path), message, path))

    def unknown(self, shape: type[Part], path: Path, code: str | None, codes: set[str]) -> None:
        """Note a fault if a code that is pointed at is nowhere."""
        if code is not None and code not in codes:
            self.fault(shape, path, _("The code “%(code)s” is nowhere in the files.") % {"code": code})

    def once(self, shape: type[Part], rows: Iterable[tuple[Path, object]]) -> None:
        """Note a fault for each value that was used before; rows are path and value."""
        seen: set[object] = set()
        for path, value in rows:
            if value in seen:
                self.fault(shape, path, _("“%(value)s” is used twice. Each needs its own.") % {"value": value})
            seen.add(value)
