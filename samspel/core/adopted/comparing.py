"""What changed between two versions: by section, by paragraph, by word. Plain Python."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE: Final = 0.3
"""Two paragraphs less alike than this are read as one taken out and another put in."""
LONGEST_BY_WORD: Final = 6000
"""Paragraphs longer than this are compared as wholes: by word it would take too long."""


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs. The code stays the same from version to version, whatever the heading says."""

    code: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """Words in a row that were kept, or that stand in one of the two only."""

    text: str
    changed: bool = False


Line = tuple[Piece, ...]
"""A paragraph; empty where the other side has one and this side none."""


class Side(StrEnum):
    """What has become of a section."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Changed:
    """A section in both versions: its heading as the newer has it, and its paragraphs paired from the top."""

    code: str
    heading: str
    side: Side
    rows: tuple[tuple[Line, Line], ...]


def compare(old: Iterable[Section], new: Iterable[Section]) -> list[Changed]:
    """Each section of either, in the newer one's order; what was taken out stands after what it followed."""
    before = {section.code: section for section in old}
    after = {section.code: section for section in new}
    return [_section(before.get(code), after.get(code)) for code in _order(list(before), list(after))]


def _order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    found = list(after)
    for place, code in enumerate(before):
        if code not in after:
            earlier = before[place - 1] if place else None
            found.insert(found.index(earlier) + 1 if earlier in found else 0, code)
    return found


def _section(old: Section | None, new: Section | None) -> Changed:
    newest = new or old
    if newest is None:
        raise ValueError("a section of neither version")
    rows = tuple(_rows(old.paragraphs if old else (), new.paragraphs if new else ()))
    same = old is not None and new is not None and old.heading == new.heading and old.paragraphs == new.paragraphs
    side = Side.ADDED if old is None else Side.REMOVED if new is None else Side.SAME if same else Side.CHANGED
    return Changed(newest.code, newest.heading, side, rows)


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[Line, Line]]:
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            yield from (((Piece(text),), (Piece(text),)) for text in new[c:d])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[Line, Line]]:
    """Paragraphs that were changed stand beside each other while they are alike; the others stand alone."""
    shared = min(len(old), len(new))
    for left, right in zip(old[:shared], new[:shared], strict=True):
        yield from _paired(left, right)
    yield from (((Piece(text, changed=True),), ()) for text in old[shared:])
    yield from (((), (Piece(text, changed=True),)) for text in new[shared:])


def _paired(left: str, right: str) -> Iterable[tuple[Line, Line]]:
    if max(len(left), len(right)) > LONGEST_BY_WORD:
        yield (Piece(left, changed=True),), (Piece(right, changed=True),)
        return
    old, new = _WORDS.findall(left), _WORDS.findall(right)
    match = SequenceMatcher(None, old, new, autojunk=False)
    if match.ratio() < _ALIKE:
        yield (Piece(left, changed=True),), ()
        yield (), (Piece(right, changed=True),)
        return
    codes = match.get_opcodes()
    yield (
        tuple(Piece("".join(old[a:b]), verb != "equal") for verb, a, b, _c, _d in codes if b > a),
        tuple(Piece("".join(new[c:d]), verb != "equal") for verb, _a, _b, c, d in codes if d > c),
    )
