"""Invented places that fit an area's character: the same area has the same places every time."""

import random
import re
from functools import cache

from demo import content

EACH = 2
"""So many places of each sort an area has."""

_SLOT = re.compile(r"\{(\w+)\}")


def character(area: str) -> str:
    """What sort of area it is, by its code."""
    return content.areas().areas[area].character


@cache
def places_of(area: str) -> dict[str, tuple[str, ...]]:
    """The area's places by sort; a sort that it lacks is not there."""
    chance = random.Random(f"places {area}")
    return {
        sort: tuple(chance.sample(names, min(EACH, len(names))))
        for sort, names in content.areas().places[character(area)].items()
    }


def slots(*texts: str) -> set[str]:
    """The sorts of places that the texts name."""
    return {name.lower() for text in texts for name in _SLOT.findall(text)} - {"area"}


def has(area: str, *texts: str) -> bool:
    """Whether the area has every sort of place that the texts name."""
    return slots(*texts) <= places_of(area).keys()


class Where:
    """The places that one story happens at: each sort is chosen once, so that question and answer agree."""

    def __init__(self, area: str, name: str, chance: random.Random) -> None:
        self._words = {sort: chance.choice(names) for sort, names in places_of(area).items()} | {"area": name}

    def tell(self, text: str) -> str:
        """The text with its places; a slot with a capital begins a sentence."""
        return _SLOT.sub(lambda slot: self._word(slot.group(1)), text)

    def name(self, sort: str) -> str:
        """The place of a sort, as it begins a line; "" where the area has none."""
        word = self._words.get(sort, "")
        return word[:1].upper() + word[1:]

    def _word(self, slot: str) -> str:
        word = self._words[slot.lower()]
        return word[:1].upper() + word[1:] if slot[0].isupper() else word
