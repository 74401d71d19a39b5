"""What a count was expected to be, from its own past, and how sure it is that it was something else.

What the next period may hold is not the mean but a range: the mean is only estimated, and periods vary by chance and by
more than chance. A new count is taken to follow the negative binomial distribution with the past's mean m and with the
variance m * d * (1 + 1/n): n periods stand behind the mean, and d, at least 1, is how much more the past varied than
chance alone would (its variance over its mean). With d = 1 it is the textbook's predictive distribution of a Poisson
count after n observed periods, by Jeffreys' prior (S + 1/2, n).

Where many series are looked at together some stand out by chance alone. What is called certain is what is left when the
share of false finds is held at a twentieth (Benjamini and Hochberg), so that the more one looks at, the more it takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np

TWENTIETH: Final = 0.025
"""Of a range that holds nineteen periods of twenty: the share above it, and as much below."""
LEAST_PERIODS: Final = 6
"""With fewer behind, nothing is said."""
FEW: Final = 5
"""Fewer than this, now and usually, are few: chance alone doubles and halves them."""
FALSE_FINDS: Final = 0.05
"""Of what is called certain, so large a share may be chance."""


@dataclass(frozen=True)
class Past:
    """Earlier periods: how many, the sum of their counts, and the sum of the squares of them."""

    periods: int
    total: int
    squares: int

    @classmethod
    def of(cls, counts: Sequence[int]) -> "Past":
        """From the counts themselves."""
        return cls(len(counts), sum(counts), sum(count * count for count in counts))


@dataclass(frozen=True)
class Expected:
    """A range that the past explains: from `low` to `high`, both included."""

    low: int
    high: int

    def holds(self, count: int) -> bool:
        """Whether so many are within it."""
        return self.low <= count <= self.high


class Change(StrEnum):
    """How a count stands to what was expected. NEW rises from nothing."""

    RISES = "rises"
    NEW = "new"
    FALLS = "falls"
    SAME = "same"


class Certainty(StrEnum):
    """How sure it is that something has changed. UNKNOWN: too short a past to say."""

    CERTAIN = "certain"
    CHANCE = "chance"
    FEW = "few"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judged:
    """What is said of a count."""

    count: int
    expected: Expected | None
    change: Change
    certainty: Certainty


def ranges(pasts: Sequence[Past], tail: float = TWENTIETH) -> list[Expected | None]:
    """For each past the range with the share `tail` above it and as much below; None where it is too short."""
    known = [past for past in pasts if past.periods >= LEAST_PERIODS]
    if not known:
        return [None] * len(pasts)
    size, chance = _shape(known)
    low, high = _nbinom().ppf(tail, size, chance), _nbinom().ppf(1 - tail, size, chance)
    found = iter(zip(low.astype(int).tolist(), high.astype(int).tolist(), strict=True))
    return [Expected(*next(found)) if past.periods >= LEAST_PERIODS else None for past in pasts]


@lru_cache(maxsize=512)
def expected(past: Past, tail: float = TWENTIETH) -> Expected | None:
    """The same for one."""
    return ranges([past], tail)[0]


def judged(counts: Sequence[int], pasts: Sequence[Past], *, over: bool = True) -> list[Judged]:
    """What is said of each of the counts, looked at together. `over` is False for a period that goes on still: then
    what is below its range may yet come, and falls are not told."""
    spans = ranges(pasts)
    adjusted = iter(_adjusted(counts, pasts, over=over))
    found = []
    for count, past, span in zip(counts, pasts, spans, strict=True):
        if span is None:
            found.append(Judged(count, None, Change.SAME, Certainty.UNKNOWN))
            continue
        chance = next(adjusted)
        change = _change(count, past, span, over=over)
        found.append(Judged(count, span, change, _certainty(count, past, change, chance)))
    return found


def _change(count: int, past: Past, span: Expected, *, over: bool) -> Change:
    if count > span.high:
        return Change.RISES if past.total else Change.NEW
    return Change.FALLS if over and count < span.low else Change.SAME


def _certainty(count: int, past: Past, change: Change, chance: float) -> Certainty:
    """Few when both what is and what used to be are so; else certain when it is left among all that was looked at."""
    if change is Change.SAME:
        return Certainty.CERTAIN
    if count < FEW and past.total / past.periods < FEW:
        return Certainty.FEW
    return Certainty.CERTAIN if chance <= FALSE_FINDS else Certainty.CHANCE


def _adjusted(counts: Sequence[int], pasts: Sequence[Past], *, over: bool) -> list[float]:
    """For each with a past that is long enough, the least share of false finds at which it is one."""
    pairs = [(count, past) for count, past in zip(counts, pasts, strict=True) if past.periods >= LEAST_PERIODS]
    if not pairs:
        return []
    size, chance = _shape([past for _count, past in pairs])
    seen = np.array([count for count, _past in pairs])
    above = _nbinom().sf(seen - 1, size, chance)
    below = _nbinom().cdf(seen, size, chance) if over else np.ones_like(above)
    from scipy.stats import false_discovery_control

    either = np.minimum(1.0, 2 * np.minimum(above, below))
    adjusted: list[float] = false_discovery_control(either).tolist()
    return adjusted


def _shape(pasts: Sequence[Past]) -> tuple[Any, Any]:
    """The distribution's size and chance, for all at once."""
    n, total, squares = (np.array(column, dtype=float) for column in zip(*map(_numbers, pasts), strict=True))
    mean = (total + 0.5) / n
    variance = (squares - 2 * mean * total + n * mean**2) / (n - 1)
    wider = np.maximum(1.0, variance / mean) * (1 + 1 / n)
    return mean / (wider - 1), 1 / wider


def _numbers(past: Past) -> tuple[int, int, int]:
    return past.periods, past.total, past.squares


def _nbinom() -> Any:
    """Loaded when it is first asked for: it takes a second, which no command that counts nothing should wait for."""
    from scipy.stats import nbinom

    return nbinom
