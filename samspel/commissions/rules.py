"""What a commission is paid in a year, with its working. Plain Python: whole öre, exact fractions.

Source: the commission of 2021 [3] and its revision [2]: a yearly amount in the prices of one year, increases from a
day, raised yearly by the municipality's index, twelve months' notice. Part years go by twelfths, a half month as a
twenty-fourth.

How it is rounded: each line of the working is rounded to whole öre on its own, half an öre upwards, and sums are made
of rounded lines, so that what is printed adds up. Indexes of several years are multiplied exactly and rounded once,
when the sum has been raised by them all.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

HALVES: Final = 24
"""Half months in a year."""

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
"""The years that anything here can be about."""


@dataclass(frozen=True)
class Rate:
    """So much a year (öre; less when negative) from a day on."""

    starts: date
    yearly_ore: int


@dataclass(frozen=True)
class Terms:
    """What has been agreed: the first rate, what came on top of it, until when, in which prices, indexed from when."""

    base: Rate
    price_year: int
    increases: tuple[Rate, ...] = ()
    ends_on: date | None = None
    indexed_from: int | None = None


class StepKind(StrEnum):
    """What a line of the working does."""

    BASE = "base"
    INCREASE = "increase"
    SUM = "sum"
    INDEX = "index"
    NO_INDEX = "no_index"
    TOTAL = "total"


@dataclass(frozen=True)
class Step:
    """A line of the working.

    A rate: `yearly_ore` x `halves`/24 = `amount_ore`, from `starts`. An index: `year`, its `percent`, and the `factor`
    so far. Sum and total: `amount_ore`, the total with the whole `factor`. What a line does not have is None.
    """

    kind: StepKind
    amount_ore: int | None = None
    yearly_ore: int | None = None
    halves: int | None = None
    starts: date | None = None
    year: int | None = None
    percent: Decimal | None = None
    factor: Fraction | None = None


@dataclass(frozen=True)
class Compensation:
    """What a year comes to, in whole öre without VAT. `missing`: years whose index is not known, and not counted.

    `starts` is the first day of the commission.
    """

    year: int
    starts: date
    price_year: int
    base: int
    increase: int
    index: int
    steps: tuple[Step, ...]
    missing: tuple[int, ...] = ()

    @property
    def before(self) -> bool:
        """Whether the year ended before the commission began."""
        return self.year < self.starts.year

    @property
    def total_base_prices(self) -> int:
        """Before index."""
        return self.base + self.increase

    @property
    def total(self) -> int:
        """After those indexes that are known."""
        return self.total_base_prices + self.index


def compensation(terms: Terms, year: int, index: Mapping[int, Decimal]) -> Compensation:
    """The year's compensation. `index` is the per cent that each year lies above the one before it."""
    rates = [_rate(StepKind.BASE, terms.base, terms, year)]
    rates += [_rate(StepKind.INCREASE, one, terms, year) for one in sorted(terms.increases, key=_by_start)]
    base, *increases = (step.amount_ore or 0 for step in rates)
    before = base + sum(increases)
    raised, factor, missing = _indexed(terms, year, index)
    total = rounded(before * factor)
    shown = [step for step in rates if step.halves or step.kind == StepKind.BASE]
    steps = (*shown, Step(StepKind.SUM, before), *raised, Step(StepKind.TOTAL, total, factor=factor))
    return Compensation(year, terms.base.starts, terms.price_year, base, sum(increases), total - before, steps, missing)


def _by_start(rate: Rate) -> tuple[date, int]:
    return rate.starts, rate.yearly_ore


def _rate(kind: StepKind, rate: Rate, terms: Terms, year: int) -> Step:
    starts = max(rate.starts, terms.base.starts)
    halves = halves_of(starts, terms.ends_on, year)
    amount = rounded(Fraction(rate.yearly_ore * halves, HALVES))
    return Step(kind, amount, rate.yearly_ore, halves, starts)


def _indexed(terms: Terms, year: int, index: Mapping[int, Decimal]) -> tuple[list[Step], Fraction, tuple[int, ...]]:
    """A line for each year that raises the prices, their product, and the years whose index is not known."""
    factor, steps, missing = Fraction(1), [], []
    first = max(terms.price_year + 1, terms.indexed_from) if terms.indexed_from else year + 1
    for each in range(first, year + 1):
        percent = index.get(each)
        if percent is None:
            missing.append(each)
            steps.append(Step(StepKind.NO_INDEX, year=each))
        else:
            factor *= 1 + Fraction(percent) / 100
            steps.append(Step(StepKind.INDEX, year=each, percent=percent, factor=factor))
    return steps, factor, tuple(missing)


def rounded(amount: Fraction) -> int:
    """Whole öre, half an öre upwards."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def halves_of(starts: date, ends_on: date | None, year: int) -> int:
    """How many half months of the year lie from the first day to the last one; 24 for a whole year.

    A day counts from the start of the half month that it is nearest to: from the 15th of August is four and a half
    months, the first of a month is that whole month. Two periods that meet always come to as much as the one they make.
    """
    first = max(_mark(starts), HALVES * year)
    after = HALVES * (year + 1)
    if ends_on is not None:
        after = min(after, _mark(ends_on + timedelta(days=1)))
    return max(0, after - first)


def _mark(day: date) -> int:
    """The start of the half month nearest to the start of the day, counted in half months from the year nought."""
    days = monthrange(day.year, day.month)[1]
    return HALVES * day.year + 2 * (day.month - 1) + (4 * (day.day - 1) + days) // (2 * days)


def last_day(notice_on: date, months: int) -> date:
    """The last day when notice was given on a day: the same day so many months on, or the last that the month has."""
    years, month = divmod(notice_on.month - 1 + months, 12)
    year = notice_on.year + years
    return date(year, month + 1, min(notice_on.day, monthrange(year, month + 1)[1]))


def years_of(terms: Terms, today: date) -> range:
    """The years to be told of: from the first one to next year, or to the last one that is paid for."""
    last = today.year + 1 if terms.ends_on is None else terms.ends_on.year
    return range(terms.base.starts.year, max(last, terms.base.starts.year) + 1)


GRANT_WARNING_DAYS: Final = 365
"""So long before a grant ends it is shown, since the budget of the next year is made by then."""


@dataclass(frozen=True)
class Share:
    """What one name has of a sum of money."""

    name: str
    amount_ore: int
    total_ore: int

    @property
    def percent(self) -> int:
        """Its share in whole per cent."""
        return rounded(Fraction(100 * self.amount_ore, self.total_ore)) if self.total_ore else 0


def shares(amounts: Iterable[tuple[str, int]]) -> list[Share]:
    """The amounts added up by name, the largest first."""
    sums: dict[str, int] = {}
    for name, amount in amounts:
        sums[name] = sums.get(name, 0) + amount
    total = sum(sums.values())
    return [Share(name, amount, total) for name, amount in sorted(sums.items(), key=lambda one: (-one[1], one[0]))]
