"""Why a question is left as it is when those that it is joined with are answered. Plain Python."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from samspel.questions.rules import OPEN, OWED, PartStatus, Status


class Left(StrEnum):
    """Why a question of a joint one is not answered with the others; its page is where it is answered."""

    ENDED = "ended"
    NOT_YOURS = "not_yours"
    WAITS = "waits"
    OTHERS_OWE = "others_owe"


class Owing(Protocol):
    """As much of a part as the rule needs."""

    @property
    def leads(self) -> bool:
        """Whether the department puts the answer together."""

    @property
    def stands(self) -> PartStatus:
        """How its part stands."""


def left_as_it_is(status: Status, parts: Iterable[Owing], *, may_end: bool) -> Left | None:
    """None when the joint answer is given to its asker too.

    It is not where the question has its end, where somebody else answers for it, where its asker was asked something of
    their own, or where another department still owes a part that concerns this question alone.
    """
    if status not in OPEN:
        return Left.ENDED
    if not may_end:
        return Left.NOT_YOURS
    if status is Status.WAITING:
        return Left.WAITS
    if any(part.stands in OWED and not part.leads for part in parts):
        return Left.OTHERS_OWE
    return None
