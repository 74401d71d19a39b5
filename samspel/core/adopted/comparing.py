"""What changed between two versions: by section, by paragraph, by word. Plain Python."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple, Self

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE: Final = 0.4
"""Two paragraphs that share less of their words than this are read as one taken out and another put in."""
_MOST_PAIRS: Final = 400
"""So many pairs are tried to find which paragraph became which; in more than that they are paired from the top."""
LONGEST_BY_WORD: Final = 6000
"""Paragraphs longer than this are compared as wholes: by word it would take too long."""


class Entry(str):
    """A paragraph that is one of many of its kind: `Entry("Graffiti: 26", key="graffiti")`.

    Those of two versions with the same `key` stand beside each other, whatever they say and wherever they stand.
    `depth`: how far in it stands under what comes before it.
    """

    __slots__ = ("depth", "key")
    key: str
    depth: int

    def __new__(cls, text: str, key: str = "", depth: int = 0) -> Self:
        """The text, which one it is, and how far in."""
        made = super().__new__(cls, text)
        made.key, made.depth = key, depth
        return made


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


class Row(NamedTuple):
    """A paragraph of the earlier version beside the one of the later, and how far in they stand."""

    left: Line
    right: Line
    depth: int = 0

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return bool(self.left) and self.left == self.right


class Side(StrEnum):
    """What has become of a section."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Changed:
    """A section in both versions: its heading as the newer has it, and its paragraphs paired: those without a key
    first, in order, then those with one."""

    code: str
    heading: str
    side: Side
    rows: tuple[Row, ...]


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


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterable[Row]:
    before, after = _keyed(old), _keyed(new)
    yield from _in_order([one for one in old if not _key(one)], [one for one in new if not _key(one)])
    for key in _order(list(before), list(after)):
        left, right = before.get(key), after.get(key)
        if left is None or right is None:
            yield _alone(left, right)
        else:
            yield _by_word(left, right)


def _key(text: str) -> str:
    return text.key if isinstance(text, Entry) else ""


def _depth(text: str) -> int:
    return text.depth if isinstance(text, Entry) else 0


def _keyed(paragraphs: Sequence[str]) -> dict[str, str]:
    """The paragraphs that have a key, by it; one that comes again is the next of that key."""
    found: dict[str, str] = {}
    for one in paragraphs:
        key = _key(one)
        while key and key in found:
            key += "'"
        if key:
            found[key] = one
    return found


def _in_order(old: Sequence[str], new: Sequence[str]) -> Iterable[Row]:
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            yield from (Row((Piece(str(text)),), (Piece(str(text)),), _depth(text)) for text in new[c:d])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterable[Row]:
    """Paragraphs that are alike stand beside each other; the others alone, in their order."""
    place = 0
    for number, left in enumerate(old):
        found = _partner(left, new, place, tried=len(old) * len(new) <= _MOST_PAIRS, from_top=number)
        if found is None:
            yield _alone(left, None)
            continue
        yield from (_alone(None, right) for right in new[place:found])
        yield _by_word(left, new[found])
        place = found + 1
    yield from (_alone(None, right) for right in new[place:])


def _partner(left: str, new: Sequence[str], start: int, *, tried: bool, from_top: int) -> int | None:
    """Which of the new paragraphs, from `start` on, the old one became; None when it was taken out."""
    among = range(start, len(new)) if tried else range(from_top, min(from_top + 1, len(new)))
    return next((number for number in among if number >= start and _alike(left, new[number])), None)


def _alike(left: str, right: str) -> bool:
    if max(len(left), len(right)) > LONGEST_BY_WORD:
        return True
    old, new = ([word for word in _WORDS.findall(text) if not word.isspace()] for text in (left, right))
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


def _alone(left: str | None, right: str | None) -> Row:
    if left is not None:
        return Row((Piece(str(left), changed=True),), (), _depth(left))
    return Row((), (Piece(str(right), changed=True),), _depth(right or ""))


def _by_word(left: str, right: str) -> Row:
    if max(len(left), len(right)) > LONGEST_BY_WORD and left != right:
        return Row((Piece(str(left), changed=True),), (Piece(str(right), changed=True),), _depth(right))
    old, new = _WORDS.findall(left), _WORDS.findall(right)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return Row(
        tuple(Piece("".join(old[a:b]), verb != "equal") for verb, a, b, _c, _d in codes if b > a),
        tuple(Piece("".join(new[c:d]), verb != "equal") for verb, _a, _b, c, d in codes if d > c),
        _depth(right),
    )
