"""How an outcome goal may move, what it takes to be followed up, and where it stands. Plain Python.

A goal says what, for whom, by how much, from which baseline, by when, measured by what, and who answers for it. The
sources name goals that can be followed up as what has not been solved [1, 3]; what a goal lacks is therefore told by
name, so that somebody can add it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from samspel.situation.rules import bounds


class GoalState(StrEnum):
    """How an outcome goal stands as a decision."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REACHED = "reached"
    MISSED = "missed"
    DROPPED = "dropped"


class GoalStep(StrEnum):
    """What can be done with a goal. `WRITE` changes what it says, `TEND` who answers for it and what it answers."""

    WRITE = "write"
    TEND = "tend"
    ADOPT = "adopt"
    REACH = "reach"
    MISS = "miss"
    DROP = "drop"
    REOPEN = "reopen"


_S, _T = GoalState, GoalStep
GOAL_TABLE: Final[Mapping[tuple[GoalState, GoalStep], GoalState]] = {
    (_S.DRAFT, _T.WRITE): _S.DRAFT,
    (_S.DRAFT, _T.TEND): _S.DRAFT,
    (_S.DRAFT, _T.ADOPT): _S.ADOPTED,
    (_S.DRAFT, _T.DROP): _S.DROPPED,
    # What was adopted stands as it was in its version; what is written anew waits to be adopted anew.
    (_S.ADOPTED, _T.WRITE): _S.DRAFT,
    (_S.ADOPTED, _T.TEND): _S.ADOPTED,
    (_S.ADOPTED, _T.ADOPT): _S.ADOPTED,
    (_S.ADOPTED, _T.REACH): _S.REACHED,
    (_S.ADOPTED, _T.MISS): _S.MISSED,
    (_S.ADOPTED, _T.DROP): _S.DROPPED,
    (_S.REACHED, _T.REOPEN): _S.ADOPTED,
    (_S.MISSED, _T.REOPEN): _S.ADOPTED,
    (_S.DROPPED, _T.REOPEN): _S.DRAFT,
}
OPEN: Final = frozenset({_S.DRAFT, _S.ADOPTED})
"""Goals that somebody still works towards."""


def goal_after(state: GoalState, step: GoalStep) -> GoalState | None:
    """How a goal stands after the step; None when the step can't be taken."""
    return GOAL_TABLE.get((state, step))


class Direction(StrEnum):
    """Which way the indicator should go."""

    UP = "up"
    DOWN = "down"


class Lack(StrEnum):
    """What a goal can lack, in the order in which a good one is written."""

    WHAT = "what"
    FOR_WHOM = "for_whom"
    INDICATOR = "indicator"
    BASELINE = "baseline"
    BASELINE_DAY = "baseline_day"
    TARGET = "target"
    SAME = "same"
    BY_DAY = "by_day"
    BACKWARDS = "backwards"
    OWNER = "owner"
    CHALLENGE = "challenge"


FOLLOWED_BY: Final = frozenset(
    {Lack.WHAT, Lack.INDICATOR, Lack.BASELINE, Lack.BASELINE_DAY, Lack.TARGET, Lack.SAME, Lack.BY_DAY, Lack.BACKWARDS}
)
"""Without any of these a goal can't be followed up; the others make it weaker."""

VAGUE: Final = frozenset(
    {
        *("förbättra", "förbättras", "förbättrad", "stärka", "stärkas", "stärkt", "utveckla", "utvecklas", "främja"),
        *("verka", "bidra", "öka", "minska", "bättre"),
        *("improve", "improved", "strengthen", "strengthened", "develop", "promote", "support", "contribute"),
        *("increase", "reduce", "better"),
    }
)
"""Words that say a direction and nothing more, when they are about all that a goal says."""


@dataclass(frozen=True)
class Wording:
    """What a goal says, in plain values."""

    what: str = ""
    for_whom: str = ""
    indicator: str = ""
    unit: str = ""
    better: Direction | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    by_day: date | None = None
    owner: str = ""
    challenges: int = 0


def lacks(goal: Wording) -> tuple[Lack, ...]:
    """What the goal lacks, in order; empty for one that is whole."""
    found = {
        Lack.WHAT: not goal.what.strip(),
        Lack.FOR_WHOM: not goal.for_whom.strip(),
        Lack.INDICATOR: not goal.indicator,
        Lack.BASELINE: goal.baseline is None,
        Lack.BASELINE_DAY: goal.baseline is not None and goal.baseline_on is None,
        Lack.TARGET: goal.target is None,
        Lack.SAME: goal.target is not None and goal.target == goal.baseline,
        Lack.BY_DAY: goal.by_day is None,
        Lack.BACKWARDS: bool(goal.by_day and goal.baseline_on and goal.by_day <= goal.baseline_on),
        Lack.OWNER: not goal.owner.strip(),
        Lack.CHALLENGE: goal.challenges == 0,
    }
    return tuple(lack for lack in Lack if found[lack])


class Doubt(StrEnum):
    """What makes a goal that may well be followed up doubtful."""

    AGAINST = "against"
    BEYOND = "beyond"
    BELOW = "below"
    PASSED = "passed"
    ACTIVITY = "activity"


ACTIVITIES: Final = frozenset(
    {
        *("hålla", "genomföra", "starta", "anordna", "införa", "utbilda", "informera", "kartlägga", "bygga", "ta"),
        *("hold", "start", "arrange", "introduce", "train", "inform", "survey", "build", "organise", "launch"),
    }
)
"""Words that say what we do: a goal that begins with one is a measure rather than an outcome."""


def doubts(goal: Wording, today: date) -> tuple[Doubt, ...]:
    """What speaks against the goal as it is written; empty where nothing does."""
    way = direction(goal.baseline, goal.target)
    least, most = bounds(goal.unit)
    first = goal.what.split(maxsplit=1)[0].strip(".,:;").lower() if goal.what.strip() else ""
    values = [one for one in (goal.baseline, goal.target) if one is not None]
    found = {
        Doubt.AGAINST: way is not None and goal.better is not None and way is not goal.better,
        Doubt.BEYOND: most is not None and any(one > most for one in values),
        Doubt.BELOW: least is not None and any(one < least for one in values),
        Doubt.PASSED: goal.by_day is not None and goal.by_day < today,
        Doubt.ACTIVITY: first in ACTIVITIES,
    }
    return tuple(one for one in Doubt if found[one])


def can_be_followed(lacking: Iterable[Lack]) -> bool:
    """Whether a goal that lacks these can be followed up at all."""
    return not FOLLOWED_BY.intersection(lacking)


def is_vague(what: str) -> bool:
    """Whether what is written is a wish in a few words ("improve safety"), and says nothing that can be seen."""
    words = [word.strip(".,;:!?").lower() for word in what.split()]
    return 0 < len(words) < 4 and bool(VAGUE.intersection(words))


def direction(baseline: Decimal | None, target: Decimal | None) -> Direction | None:
    """Which way it should go from the baseline to the target; None when they don't tell."""
    if baseline is None or target is None or baseline == target:
        return None
    return Direction.UP if target > baseline else Direction.DOWN


class Course(StrEnum):
    """Where a goal stands on its line."""

    CANNOT = "cannot"
    UNKNOWN = "unknown"
    REACHED = "reached"
    ON_ITS_WAY = "on_its_way"
    STILL = "still"
    AWAY = "away"


STILL_SHARE: Final = Decimal("0.05")
"""Less than this of the way from baseline to target, either way, is standing still."""


def progress(baseline: Decimal, target: Decimal, now: Decimal) -> Decimal:
    """How much of the way it has gone: 0 at the baseline, 1 at the target, less than 0 when it went the wrong way."""
    return (now - baseline) / (target - baseline)


ROOM: Final = 2
"""How much of a line of 100 stands free on each side."""


@dataclass(frozen=True)
class Places:
    """Where on a line of 100 a goal's baseline, latest value and target stand. The target is always to the right of the
    baseline: what lies left of the baseline has gone the wrong way, whichever way is the better."""

    start: float
    now: float | None
    target: float


def places(baseline: Decimal, target: Decimal, now: Decimal | None) -> Places:
    """The places of values, in proportion; `baseline` and `target` differ."""
    went = Decimal(0) if now is None else progress(baseline, target, now)
    first, last = min(Decimal(0), went), max(Decimal(1), went)

    def at(share: Decimal) -> float:
        return round(float(ROOM + (share - first) / (last - first) * (100 - 2 * ROOM)), 1)

    return Places(at(Decimal(0)), None if now is None else at(went), at(Decimal(1)))


def course(goal: Wording, now: Decimal | None, since_baseline: bool = True) -> Course:
    """Where the goal stands when its indicator last said `now`, for a time after the baseline or not."""
    if not can_be_followed(lacks(goal)) or goal.baseline is None or goal.target is None:
        return Course.CANNOT
    if now is None or not since_baseline:
        return Course.UNKNOWN
    share = progress(goal.baseline, goal.target, now)
    if share >= 1:
        return Course.REACHED
    if share >= STILL_SHARE:
        return Course.ON_ITS_WAY
    return Course.AWAY if share <= -STILL_SHARE else Course.STILL


@dataclass(frozen=True)
class Score:
    """How many goals there are, and how many of them can be followed up."""

    goals: int
    followed: int

    @property
    def percent(self) -> int | None:
        """The share that can be followed up, in whole per cent; None where there is no goal."""
        return round(100 * self.followed / self.goals) if self.goals else None


def score(lacking: Iterable[Iterable[Lack]]) -> Score:
    """The score of goals by what each lacks."""
    able = [can_be_followed(one) for one in lacking]
    return Score(len(able), sum(able))
