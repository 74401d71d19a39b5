"""What a case came to, and the table of all of them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Control(StrEnum):
    """The same case with the protection taken off: it must fail, otherwise the case sees nothing."""

    FAILED = "failed"
    HELD = "HELD"
    NONE = "-"


@dataclass(frozen=True)
class Result:
    """One case of a chapter: did it hold, and did its control fail as it must? `note` is one line of figures."""

    chapter: str
    name: str
    held: bool
    control: str
    seconds: float
    note: str = ""
    ran: bool = True

    @property
    def good(self) -> bool:
        """Held, and its control, where it has one, did not."""
        return self.held and self.control != Control.HELD

    @property
    def seen(self) -> bool:
        """Held, and was seen to fail without what it holds by."""
        return self.held and self.control == Control.FAILED

    def cells(self) -> list[str]:
        """The row of the table."""
        held = ("yes" if self.held else "NO") if self.ran else "not run"
        return [self.chapter, self.name, held, self.control, f"{self.seconds:.0f}", self.note]


def not_run(chapter: str, name: str, reason: object, seconds: float = 0) -> Result:
    """A case that could not be tried, and why: nothing is known of it, so it is not good."""
    return Result(chapter, name, False, Control.NONE, seconds, " ".join(str(reason).split()), ran=False)


HEAD = ["chapter", "case", "held", "control", "s", "note"]


def table(results: Iterable[Result]) -> str:
    """All of them, in columns."""
    rows = [HEAD, *(one.cells() for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * min(max(map(len, lines)), 150), *lines[1:]])


@dataclass(frozen=True)
class Outcome:
    """What one way of running a case showed: the faults found, none when it held, and a line of figures."""

    faults: tuple[str, ...] = ()
    note: str = ""

    @property
    def held(self) -> bool:
        """Nothing was found."""
        return not self.faults


def summed(results: Sequence[Result]) -> str:
    """How many there are, and apart: how many held, were seen to fail without, and were not run."""
    held, seen = sum(one.held for one in results), sum(one.seen for one in results)
    left = sum(not one.ran for one in results)
    return f"{len(results)} cases: {held} held, {seen} held and seen to fail without, {left} not run"


def judged(chapter: str, name: str, case: Callable[[], Outcome], control: Callable[[], Outcome] | None) -> Result:
    """Run a case, then its control. A control shows what the case would say without the protection.

    What breaks while it is tried is told of this case alone.
    """
    began = time.monotonic()
    try:
        seen = case()
        without = control() if control else None
    except Exception as broken:
        traceback.print_exc()
        return not_run(chapter, name, broken or repr(broken), time.monotonic() - began)
    verdict = Control.NONE if without is None else Control.HELD if without.held else Control.FAILED
    note = "; ".join([*seen.faults, seen.note]) if seen.faults else seen.note
    if without is not None:
        note += f" | control: {'; '.join(without.faults) or 'nothing was seen'}"
    return Result(chapter, name, seen.held, verdict, time.monotonic() - began, note)
