"""What is wrong in a municipality's files: where, and in words that say what to do."""

from collections.abc import Callable
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and positions from the top."""

Report = Callable[[str, Path, str], None]
"""Notes a fault: file, path, message."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. Lines count from 1; line 0 means the file as a whole. The path is for those who have no lines."""

    file: str
    line: int
    message: str
    path: Path = field(default=(), compare=False)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}"


class Unreadable(Exception):
    """A file that cannot be read at all, with the line (from 1, or 0) that stopped it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
