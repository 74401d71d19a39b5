"""What is told of a file of boundaries: what was mended, what is worth knowing, what stops it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MUNICIPALITY: Final = "*"
"""Stands for the municipality itself where a code of an area would stand; no code can be it."""
LARGEST: Final = 5_000_000
"""Bytes of a file: a municipality with a point at every few metres."""


class Kind(StrEnum):
    """What a telling means for the import."""

    MENDED = "mended"
    NOTED = "noted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a shape of the file, by its name ("": the whole file)."""

    kind: Kind
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}" if self.name else self.text


class Unreadable(Exception):
    """Nothing can be taken from the file; the message says why, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def mended(name: str, text: str) -> Told:
    """Something was put right."""
    return Told(Kind.MENDED, name, text)


def noted(name: str, text: str) -> Told:
    """Something is worth knowing."""
    return Told(Kind.NOTED, name, text)


def refused(name: str, text: str) -> Told:
    """Something stops the import."""
    return Told(Kind.REFUSED, name, text)
