"""When a month stands out from its own past. Plain Python.

A series is one matter in one area, month by month; questions that are joined count as one thing. What next month may
hold is a range (`core.expected`): where 99 months of 100 like those before would lie.

It is no proof. Of 280 series one or two stand out each month by chance alone, a season is not known to it, and nothing
is said of small counts: under five, or with less than half a year behind, no month stands out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from samspel.core import expected as periods
from samspel.core.expected import Expected, Past

LEAST: Final = 5
"""Fewer than this in a month never stand out, and are not told to who may not read the questions."""
MONTHS: Final = 12
TAIL: Final = 0.005
"""The share of months above the range, and as many below."""


def expected(past: Sequence[int]) -> Expected | None:
    """The range that the past months explain; None when they are too few to say."""
    return periods.expected(Past.of(past), TAIL)


def stands_out(count: int, past: Sequence[int]) -> bool:
    """Whether so many in a month is more than its past explains."""
    range_ = expected(past)
    return range_ is not None and count >= LEAST and count > range_.high


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
