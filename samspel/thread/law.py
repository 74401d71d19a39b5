"""The checklist of the act (2023:196) on municipalities' crime-prevention work, in force since July 2023. Plain Python.

Each point is answered by what stands in the product. What a lawyer or the act's own text must confirm is marked as
guidance and worded so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MONTHS: Final = 24
"""The act asks for a follow-up at least every other year (to be confirmed)."""


class Point(StrEnum):
    """The points, in the order in which the work is done."""

    PICTURE = "picture"
    PLAN = "plan"
    COORDINATION = "coordination"
    COUNCIL = "council"
    AGREEMENTS = "agreements"
    FOLLOWED_UP = "followed_up"


GUIDANCE: Final = frozenset({Point.COUNCIL, Point.AGREEMENTS, Point.FOLLOWED_UP})
"""What the act asks for here is to be confirmed before it is stated as fact."""


class Holds(StrEnum):
    """Whether a point holds for all it is about, for some, or for none."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Picture:
    """An area's situation picture as it stands: when it was adopted, and which of the act's sections say nothing."""

    adopted_on: date
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """A thing that answers a point: its id or code, and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Facts:
    """What stands in the product: the picture of each area by code (None: there is none), the plan that holds with its
    day, how many coordinate, which bodies and agreements there are."""

    pictures: Mapping[str, Picture | None]
    plan_on: date | None
    coordinators: int
    councils: Sequence[Named]
    agreements: Sequence[Named]
    plan: Named | None = None


@dataclass(frozen=True)
class Answer:
    """A point and whether it holds; `lacking` names the areas for which it does not, `late` says it of the plan."""

    point: Point
    holds: Holds
    lacking: tuple[str, ...] = ()
    late: bool = False

    @property
    def guidance(self) -> bool:
        """Whether the point is told as guidance."""
        return self.point in GUIDANCE


def checklist(facts: Facts, today: date) -> list[Answer]:
    """Every point of the act, answered by the facts."""
    late = [code for code, one in facts.pictures.items() if one is None or not _is_fresh(one.adopted_on, today)]
    plan_late = facts.plan_on is None or not _is_fresh(facts.plan_on, today)
    without = [code for code, one in facts.pictures.items() if one is None or one.empty]
    followed = _all_of(facts.pictures, late)
    return [
        Answer(Point.PICTURE, _all_of(facts.pictures, without), tuple(without)),
        Answer(Point.PLAN, _yes(facts.plan_on is not None)),
        Answer(Point.COORDINATION, _yes(facts.coordinators > 0)),
        Answer(Point.COUNCIL, _yes(bool(facts.councils))),
        Answer(Point.AGREEMENTS, _yes(bool(facts.agreements))),
        Answer(Point.FOLLOWED_UP, _less(followed) if plan_late else followed, tuple(late), plan_late),
    ]


def _yes(held: bool) -> Holds:
    return Holds.YES if held else Holds.NO


def _all_of(every: Collection[str], lacking: Collection[str]) -> Holds:
    if not lacking and every:
        return Holds.YES
    return Holds.PARTLY if len(lacking) < len(every) else Holds.NO


def _less(holds: Holds) -> Holds:
    """What holds for every picture holds but partly when the plan is late."""
    return Holds.PARTLY if holds is Holds.YES else holds


def _is_fresh(adopted_on: date, today: date) -> bool:
    """Whether fewer than so many months have passed."""
    months = (today.year - adopted_on.year) * 12 + today.month - adopted_on.month
    return months < MONTHS or (months == MONTHS and today.day <= adopted_on.day)
