"""How much two questions are about one thing, by their words. Plain Python; words are Swedish stems, as PostgreSQL
makes them ("lampan", "lampor" and "lamporna" are one).

A Swede writes one thing in many ways: as a compound ("gatubelysningen") or by its last word ("belysningen"), and in a
hurry with a letter wrong. So words are alike when they are equal, when one is the end or the beginning of the other,
when they share a long end, or when a letter or two differ.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

SHORTEST: Final = 3
"""Shorter stems say nothing alone."""
MOST_WORDS: Final = 12
"""So many words of what is being written are looked for: the longest, which say most."""
ALIKE: Final = 0.3
"""The share of the shorter question's words, by weight, that the other must have."""
LEAST: Final = 10.0
"""And so much by weight at least: two words, or a long one that is no everyday word."""
TELLING: Final = 9
"""A stem this long is enough alone: it is a compound, and names one thing."""

_ANYTHING: Final = """
aldr all allt allti alltid alltså ann annan annat bara behöv ber bli blir bor borta bostadsområd bra brukar bäst dag
dagar denn dess dett där eft efter eftersom egentlig ens fick finn finns fix fixa fixas fler folk fortfar fortfarand
framför fråg fråga få får för före först gaml gamla ganska ge ger gick gjord gjort gäll gärn gå gång går gör göra
hej hel helt hit hjälp hos hur händ hända här hög höger ibland igen ingenting inget innan intill jag just jätt kallt
kan kanske kom komm komma kommun kring kund kunna kväll kvällst ligg lite läng länge låt mer mest minst mitt morgon
mot myck människ mån mång måst möj möjlig mötesplats natt nog nu ny nya nytt närhet närm någon något några ofta ok
olik områd område ord ordn ordna par person pga plats platsen problem redan rejält riktig rund sak samt sedan sen
senast sent ser sett sitt ska skull sluta snart snäll stor ställ ställe ständ stå står säg säger sätt ta tack tag
tar tid tider tidig tills tro trol tror tråk tråkig tyck typ under undr utan utanför ute vanlig varför varj vart
veck vecka vem verk verka vet vid vill vore väldig vän ytter även år åtgärd önsk öppet över
"""
SAYS_LITTLE: Final = frozenset(_ANYTHING.split())
"""Stems that questions about anything have: they are neither looked for nor counted."""


@dataclass(frozen=True)
class Likeness:
    """How alike two questions are: `share` of the shorter one's words (0 to 1), and the weight that they share."""

    share: float
    shared: float
    telling: bool

    @property
    def enough(self) -> bool:
        """Whether they may be about one thing."""
        return self.share >= ALIKE and (self.shared >= LEAST or self.telling)


def weight(stem: str) -> float:
    """How much a stem says: a long one more than a short one, up to ten letters."""
    return float(min(len(stem), 10))


def telling(stems: Iterable[str], common: Collection[str] = ()) -> list[str]:
    """The stems that say what a text is about, the longest first; `common` are stems that say nothing here."""
    kept = {
        stem
        for stem in stems
        if len(stem) >= SHORTEST and stem.isalpha() and stem not in SAYS_LITTLE and stem not in common
    }
    return sorted(kept, key=lambda stem: (-len(stem), stem))[:MOST_WORDS]


def likeness(one: Collection[str], other: Collection[str]) -> Likeness:
    """How alike two texts are, each by its telling stems."""
    if not one or not other:
        return Likeness(0, 0, telling=False)
    best = {stem: max((weight(stem) * alike(stem, word), word) for word in other) for stem in one}
    shared = sum(value for value, _word in best.values())
    whole = min(sum(map(weight, one)), sum(map(weight, other)))
    # One word of the other may be matched by several; it counts once for each, so the share can pass one.
    exact = any(value >= TELLING * 0.8 and len(stem) >= TELLING for stem, (value, _word) in best.items())
    return Likeness(min(shared / whole, 1.0), shared, telling=exact)


@lru_cache(maxsize=50_000)
def alike(one: str, other: str) -> float:
    """How alike two stems are: 1 the same, 0 not at all."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return 0.0
    return max(_inflected(short, long), _compound(short, long), _misspelt(short, long))


def _inflected(short: str, long: str) -> float:
    """A stem that the stemmer cut elsewhere: "tunnel" and "tunnl", "lekplats" and "lekplatser"."""
    common = _shared_start(short, long)
    return 0.9 if common >= len(short) - 1 and common >= 4 and len(long) - common <= 2 else 0.0


def _compound(short: str, long: str) -> float:
    """The last word of a compound names the thing, its first word what it is for."""
    if len(long) - len(short) >= 2 and len(short) >= 5:
        if long.endswith(short) or long[:-1].endswith(short):
            return 0.8
        if long.startswith(short):
            return 0.7
    if len(short) == 4 and len(long) - len(short) >= 3 and long.endswith(short):
        return 0.6
    same = max(_shared_start(short, long), _shared_start(short[::-1], long[::-1]))
    return 0.7 if same >= 7 or (same >= 6 and same >= len(long) * 0.6) else 0.0


def _misspelt(short: str, long: str) -> float:
    """A letter wrong, lost, doubled or two swapped; two of them in a long word; also inside a compound's last word."""
    allowed = 0 if len(short) < 5 else 1 if len(short) < 8 else 2
    if not allowed:
        return 0.0
    if len(long) - len(short) <= allowed:
        return 0.8 if _distance(short, long, allowed) <= allowed else 0.0
    if len(short) >= 8 and _distance(short, long[-len(short) :], 1) <= 1:
        return 0.6
    return 0.0


def _shared_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _distance(one: str, other: str, most: int) -> int:
    """Letters changed, lost, added or swapped with their neighbour; `most` + 1 for more than that."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        older, before = before, row
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def pieces(stem: str) -> tuple[str, ...]:
    """Parts of a stem of which one stands unharmed when a letter is wrong, or when it is the end of a compound.

    A stem shorter than five letters has none: it must be spelt right.
    """
    if len(stem) < 5:
        return ()
    if len(stem) < 8:
        return (stem[:4], stem[-4:])
    if len(stem) < 12:
        half = len(stem) // 2
        return (stem[:half], stem[half:])
    third = len(stem) // 3
    return (stem[:third], stem[third : 2 * third], stem[2 * third :])
