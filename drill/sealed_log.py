"""The log can't lie: a thousand tamperings found, a million rows looked through in seconds, and nobody waits."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from drill.ground import Ground, done
from drill.results import Control, Result
from tools.places import BIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drill.ground import Place

CHAPTER = "sealed_log"
TAMPERINGS = 1000
ROWS = 1_000_000
WRITES = 300
LONGEST = 15.0
"""Seconds that a million rows may take, on two slow cores."""
IMPORT = 3
"""Seconds that the import of the control goes on."""
LONGEST_WAIT = 1.0
"""Seconds that the slowest write may take beside an import and beside the sealing."""


def asked(place: Place, case: str, number: int) -> dict[str, Any]:
    """Run a case in the installation, as the database's superuser."""
    address = place.ground.address("postgres", place.database)
    env = place.environment() | {"DATABASE_URL": address}
    found: dict[str, Any] = json.loads(done(str(BIN / "python"), "-m", "drill.log_cases", case, str(number), env=env))
    return found


def tampered(place: Place) -> tuple[bool, str, str]:
    """All are found, none is found in vain. The control has the key and no heads are given: it must get away."""
    found = asked(place, "tamperings", TAMPERINGS)
    missed = len(found["missed"])
    held = not missed and not found["false"] and bool(found["with the key, against the heads"])
    control = Control.HELD if found["with the key"] else Control.FAILED
    beyond = "is not" if not found["cut off after the last head"] else "is"
    note = (
        f"{TAMPERINGS - missed} of {TAMPERINGS} found, {found['false']} false alarms; a tail that no head was published"
        f" after {beyond} found"
    )
    return held, control, "; ".join([note, *sorted(set(found["missed"]))])


def million(place: Place) -> tuple[bool, str, str]:
    """A whole log is looked through in time. The control is one letter of one row: it must be found."""
    found = asked(place, "rows", ROWS)
    (sealed, sealing), (whole, seconds), (changed, _again) = found["sealed"], found["whole"], found["changed"]
    held = sealed >= ROWS and whole == 0 and seconds < LONGEST
    note = f"{sealed} rows sealed in {sealing:.1f} s, verified in {seconds:.1f} s"
    return held, Control.FAILED if changed == 1 else Control.HELD, note


def waited(place: Place) -> tuple[bool, str, str]:
    """A write waits neither for an import nor for the sealing. The control: a log that is chained as it is written."""
    found = asked(place, "waiting", WRITES)
    without = asked(place, "chained at once", IMPORT)["beside"]
    slowest = max(found["beside"], found["sealing"])
    held = not found["faults"] and slowest < LONGEST_WAIT and found["sealed meanwhile"] >= WRITES
    times = ", ".join(f"{what} {found[what] * 1000:.0f} ms" for what in ("alone", "beside", "sealing"))
    control = Control.FAILED if without > LONGEST_WAIT else Control.HELD
    return held, control, f"slowest of {WRITES} writes: {times} | control: {without * 1000:.0f} ms"


CASES: dict[str, Callable[[Place], tuple[bool, str, str]]] = {
    "a thousand tamperings": tampered,
    "a million rows": million,
    "an import beside": waited,
}


def run(chosen: list[str]) -> Iterator[Result]:
    """Each case in a place of its own."""
    cases = {name: case for name, case in CASES.items() if not chosen or any(part in name for part in chosen)}
    with Ground(CHAPTER) as ground:
        for number, (name, case) in enumerate(cases.items()):
            began = time.monotonic()
            with ground.place(f"log{number}") as place:
                held, control, note = case(place)
            yield Result(CHAPTER, name, held, control, time.monotonic() - began, note)
