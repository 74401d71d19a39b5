"""What an intervention is, may become and lacks: levels, states, shares of a krona, balance, overlaps. Plain Python.

The levels are those of the commission [2, 3]: the whole area, a selected group, selected individuals.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple


class Level(IntEnum):
    """Whom an intervention is for [2, 3]."""

    AREA = 1
    GROUP = 2
    INDIVIDUALS = 3


class Target(StrEnum):
    """The group that an intervention reaches for: few and plain, so that two departments' words can be compared."""

    EVERYBODY = "everybody"
    SMALL_CHILDREN = "small_children"
    CHILDREN = "children"
    YOUTHS = "youths"
    YOUNG_ADULTS = "young_adults"
    PARENTS = "parents"
    FAMILIES = "families"
    GIRLS_AND_WOMEN = "girls_and_women"
    BOYS_AND_MEN = "boys_and_men"
    JOB_SEEKERS = "job_seekers"
    NEWLY_ARRIVED = "newly_arrived"
    OLDER = "older"
    VICTIMS = "victims"
    LEAVING_CRIME = "leaving_crime"
    ACTORS = "actors"


class Certainty(StrEnum):
    """How sure a cost is."""

    ESTIMATE = "estimate"
    BUDGET = "budget"
    KNOWN = "known"


# ---------- States


class State(StrEnum):
    """How an intervention stands."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ENDED = "ended"


class Step(StrEnum):
    """What moves it."""

    ACCEPT = "accept"
    BEGIN = "begin"
    END = "end"
    RESUME = "resume"


STATES: Final[Mapping[State, Mapping[Step, State]]] = {
    State.PROPOSED: {Step.ACCEPT: State.PLANNED, Step.END: State.ENDED},
    State.PLANNED: {Step.BEGIN: State.ONGOING, Step.END: State.ENDED},
    State.ONGOING: {Step.END: State.ENDED},
    State.ENDED: {Step.RESUME: State.ONGOING},
}
GOING: Final = frozenset({State.PLANNED, State.ONGOING})
"""What is still to be looked after."""
COUNTED: Final = frozenset(State) - {State.PROPOSED}
"""What the joint picture counts: a proposal is nothing until its department has taken it on."""


def after(state: State, step: Step) -> State | None:
    """What it becomes by the step; None when the step is not for it."""
    return STATES[state].get(step)


def begun(starts: date | None, today: date) -> State:
    """How what is written down stands where nobody says: planned when it begins later, else ongoing."""
    return State.PLANNED if starts and starts > today else State.ONGOING


# ---------- Money: whole öre


def shares(ore: int, areas: int) -> list[int]:
    """An amount (öre, not negative) over so many areas: alike, and the öre that are left over to the first ones.

    Nobody has told how an intervention over several areas is used in each, so none is favoured; the sum is exact.
    No area at all is one share: that of the whole municipality.
    """
    each, rest = divmod(ore, max(areas, 1))
    return [each + (place < rest) for place in range(max(areas, 1))]


def balance(sums: Mapping[Level, int]) -> dict[Level, int]:
    """How many per cent of the money goes to each level: whole numbers that are a hundred together, or all nought."""
    total = sum(sums.values())
    if not total:
        return dict.fromkeys(Level, 0)
    exact = {level: sums.get(level, 0) * 100 for level in Level}
    found = {level: amount // total for level, amount in exact.items()}
    left = 100 - sum(found.values())
    for level in sorted(Level, key=lambda one: (-(exact[one] % total), one))[:left]:
        found[level] += 1
    return found


# ---------- What overlaps


class Told(NamedTuple):
    """What is told of an intervention, as far as it can be compared. Ids; no area is the whole municipality.

    Thousands are made for one picture, so it is a plain tuple.
    """

    id: str
    department: int
    level: Level
    target: str
    areas: Collection[int] = ()
    factors: Collection[int] = ()


@dataclass(frozen=True)
class Overlap:
    """Interventions of several departments at one place and level, for one group, on the same factors.

    `area` is None for the whole municipality; no `factors` means that none of them tells on what it works.
    """

    area: int | None
    level: Level
    target: str
    factors: tuple[int, ...]
    twins: tuple[str, ...]


def overlaps(told: Iterable[Told]) -> list[Overlap]:
    """What several departments do for the same group in the same area, at the same level and on a factor in common.

    Where none of two says on which factors it works they are compared without; but what is for everybody, on nothing
    in particular, overlaps with nothing: else all of it would. The same twins on several factors are one overlap.
    """
    alike: dict[tuple[int | None, Level, str, int | None], list[Told]] = defaultdict(list)
    for one in told:
        for area in one.areas or (None,):
            for factor in one.factors or (None,):
                if factor is not None or one.target != Target.EVERYBODY:
                    alike[area, one.level, one.target, factor].append(one)
    return _joined(alike)


def _joined(alike: Mapping[tuple[int | None, Level, str, int | None], Sequence[Told]]) -> list[Overlap]:
    found: dict[tuple[int | None, Level, str, tuple[str, ...]], list[int]] = {}
    for (area, level, target, factor), rows in alike.items():
        if len({one.department for one in rows}) < 2:
            continue
        twins = tuple(sorted(one.id for one in rows))
        factors = found.setdefault((area, level, target, twins), [])
        if factor is not None:
            factors.append(factor)
    return [
        Overlap(area, level, target, tuple(sorted(factors)), twins)
        for (area, level, target, twins), factors in found.items()
    ]


# ---------- Still true


CONFIRMED_DAYS: Final = 183
"""After half a year nobody knows whether it is still so."""
ROUNDS: Final = ((3, 1), (9, 1))
"""Twice a year the departments are asked: month and day from which. Before the budget is made, and when it is known."""


def is_stale(confirmed: date, today: date) -> bool:
    """Whether so long has passed since somebody said that it is true that it must be asked again."""
    return (today - confirmed) > timedelta(days=CONFIRMED_DAYS)


def round_of(today: date) -> date:
    """The day on which the newest round of asking began."""
    begun = [date(year, month, day) for year in (today.year - 1, today.year) for month, day in ROUNDS]
    return max(one for one in begun if one <= today)


def asked_before(today: date) -> date:
    """The newest round asks about what nobody has said is true since this day: two months before the round began."""
    return round_of(today) - timedelta(days=61)


# ---------- Counts of persons


SMALLEST_COUNT: Final = 5
"""A smaller count of persons can be somebody's neighbour; who does not keep the intervention never sees it."""


@dataclass(frozen=True)
class Heads:
    """How many took part. Counts only."""

    women: int = 0
    men: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.women + self.men + self.unknown


@dataclass(frozen=True)
class ShownHeads:
    """A count as it may be shown: None is what is too small to tell, and what would give it away."""

    total: int | None
    women: int | None = None
    men: int | None = None
    unknown: int | None = None


def shown(heads: Heads, *, whole: bool) -> ShownHeads:
    """The count for a reader; `whole` for who keeps the intervention.

    To others no count under five, and no part of a count when any of its parts is: the rest would tell it.
    """
    parts = (heads.women, heads.men, heads.unknown)
    if whole or all(part == 0 or part >= SMALLEST_COUNT for part in parts):
        return ShownHeads(heads.total, *parts)
    return ShownHeads(heads.total if heads.total >= SMALLEST_COUNT else None)
