"""Faults survived: what was acknowledged is there, nothing twice, no page answers 500, and it heals by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from drill.faults import clocks, database, disk, killed, letters, twice
from drill.ground import Ground
from drill.results import Outcome, Result, judged, not_run

if TYPE_CHECKING:
    from collections.abc import Iterator


class Way(Protocol):
    """A way of running a case, in an installation on this ground."""

    def __call__(self, ground: Ground) -> Outcome:
        """What it showed."""


CASES: dict[str, tuple[Way, Way]] = {
    "twenty-at-once": (twice.held, twice.control),
    "killed": (killed.held, killed.control),
    "postgres-killed": (database.killed, database.killed_control),
    "connections-cut": (database.cut, database.cut_control),
    "disk-full": (disk.held, disk.control),
    "smtp-three-days": (letters.three_days, letters.three_days_control),
    "killed-while-sending": (letters.killed_while_sending, letters.killed_while_sending_control),
    "postgres-killed-while-sending": (letters.unwritten, letters.unwritten_control),
    "clock": (clocks.held, clocks.control),
}


def run(chosen: list[str]) -> Iterator[Result]:
    """The chapter: every case, or those whose name has one of the parts."""
    # A whole name means that case alone: others have it as a part of theirs.
    wanted = [(part, part in CASES) for part in chosen]
    names = [name for name in CASES if not wanted or any(p == name if whole else p in name for p, whole in wanted)]
    with Ground("faults") as ground:
        for name in names:
            if name == "disk-full" and not disk.possible():
                yield not_run("faults", name, "only root can mount a small file system")
                continue
            held, control = CASES[name]
            yield judged("faults", name, partial(held, ground), partial(control, ground))
