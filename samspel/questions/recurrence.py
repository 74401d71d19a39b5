"""When a month stands out from its own past. Plain Python.

A series is one matter in one area, month by month; questions that are joined count as one thing. What next month may
hold is not the mean but a range: the mean is only estimated, and months vary by chance and by more than chance. The
range here is where 99 months of 100 like those before would lie, by the negative binomial distribution with the past's
mean m and with the variance m * d * (1 + 1/n): n months stand behind the mean, and d, at least 1, is how much more the
past varied than chance alone would (its variance over its mean). With d = 1 it is the textbook's predictive
distribution of a Poisson count after n observed months, by Jeffreys' prior (S + 1/2, n).

It is no proof. Of 280 series one or two stand out each month by chance alone, a season is not known to it, and nothing
is said of small counts: under five, or with less than half a year behind, no month stands out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, lgamma, log
from typing import Final

LEAST: Final = 5
"""Fewer than this in a month never stand out, and are not told to who may not read the questions."""
LEAST_MONTHS: Final = 6
MONTHS: Final = 12
TAIL: Final = 0.005
"""The share of months above the range, and as many below."""


@dataclass(frozen=True)
class Expected:
    """Where 99 months of 100 would lie if nothing had changed: from `low` to `high`, both included."""

    low: int
    high: int


def expected(past: Sequence[int]) -> Expected | None:
    """The range that the past months explain; None when they are too few to say."""
    months = len(past)
    if months < LEAST_MONTHS:
        return None
    mean = (sum(past) + 0.5) / months
    spread = max(1.0, sum((count - mean) ** 2 for count in past) / (months - 1) / mean)
    wider = spread * (1 + 1 / months)
    low, high, below = 0, 0, 0.0
    for count, share in _shares(mean, wider):
        below += share
        low = count + 1 if below < TAIL else low
        high = count
        if below >= 1 - TAIL:
            break
    return Expected(low, high)


def stands_out(count: int, past: Sequence[int]) -> bool:
    """Whether so many in a month is more than its past explains."""
    range_ = expected(past)
    return range_ is not None and count >= LEAST and count > range_.high


def _shares(mean: float, wider: float) -> Iterator[tuple[int, float]]:
    """0, 1, 2 ... with the probability of each; `wider` is the variance over the mean, more than 1."""
    size = mean / (wider - 1)
    start = -size * log(wider)
    far = int(mean + 40 * (mean * wider) ** 0.5) + 40
    for count in range(far):
        ways = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
        yield count, exp(start + ways + count * log(1 - 1 / wider))


def first_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def months_before(month: date, count: int) -> list[date]:
    """So many months before the month, the oldest first; each by its first day."""
    number = month.year * 12 + month.month - 1
    return [date(*_year_month(number - back)) for back in range(count, 0, -1)]


def month_after(month: date) -> date:
    """The first day of the month after."""
    return date(*_year_month(month.year * 12 + month.month))


def _year_month(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, 12)
    return year, month + 1, 1
