"""Which area a shape of the file is: by name or code, however it is spelt. Plain Python."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samspel.municipality.boundaries.told import MUNICIPALITY

PREFERRED: Final = ("name", "namn", "area", "omrade", "stadsdel", "distriktsnamn", "kommunnamn", "code", "kod")
_GENERIC: Final = frozenset(
    {"area", "district", "municipality", "kommun", "kommuns", "omrade", "omradet", "stadsdel", "stadsdelen"}
    | {"distrikt", "tatort"}
)
_APART: Final = re.compile(r"\s*(?:/|,|;|&|\+|\boch\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """Something that a shape can be: an area by its code, or the municipality; under each of its names."""

    code: str
    names: Sequence[str]


def folded(name: str) -> str:
    """A name without case, marks over letters, or signs between words; words such as "municipality" left out."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    return " ".join([word for word in words if word not in _GENERIC] or words)


def matched(name: str, known: Sequence[Known]) -> str:
    """The code of what is called so: letter by letter, else folded, else as one of two in "One/Other"; "" if none.

    What fits several fits none.
    """
    if not folded(name):
        return ""
    exact = {one.code for one in known if name in _called(one)}
    if len(exact) > 1:  # an area may have the name of its municipality
        exact -= {MUNICIPALITY}
    for found in (exact, _alike(name, known), _shared(name, known)):
        if len(found) == 1:
            return next(iter(found))
        if found:
            return ""
    return ""


def _alike(name: str, known: Sequence[Known]) -> set[str]:
    sought = folded(name)
    found = {one.code for one in known if sought in {folded(each) for each in _called(one)}}
    # "Åby kommun" is the municipality when the word says so, else the area.
    says_so = re.search(r"\b(kommun|municipality)", name, re.IGNORECASE)
    return found & {MUNICIPALITY} if says_so and MUNICIPALITY in found else found - {MUNICIPALITY} or found


def _called(one: Known) -> tuple[str, ...]:
    return tuple(one.names) if one.code == MUNICIPALITY else (one.code, *one.names)


def parts(name: str) -> frozenset[str]:
    """The names that stand together in one: "One/Other"."""
    return frozenset(folded(one) for one in _APART.split(name) if one)


def _shared(name: str, known: Sequence[Known]) -> set[str]:
    """Areas that have several names in one, of which this is one, or all in another order."""
    sought = parts(name)
    several = {one.code: parts(each) for one in known for each in one.names if len(parts(each)) > 1}
    return {code for code, own in several.items() if sought <= own}


def held(name: str, known: Sequence[Known]) -> list[str]:
    """The names of all areas that stand together in a name of the file, when they are several of ours."""
    sought = parts(name)
    return [one.names[0] for one in known if len(sought) > 1 and folded(one.names[0]) in sought]


def naming(shapes: Sequence[Mapping[str, str]], known: Sequence[Known]) -> str:
    """The property that names most of what is known; else one that is usually the name, else the first; "" if none."""
    keys = list(dict.fromkeys(key for texts in shapes for key in texts))

    def rank(key: str) -> tuple[int, int]:
        hits = sum(bool(matched(texts.get(key, ""), known)) for texts in shapes)
        usual = folded(key)
        return -hits, PREFERRED.index(usual) if usual in PREFERRED else len(PREFERRED)

    return min(keys, key=rank, default="")
