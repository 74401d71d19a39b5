"""Web and job workers are killed (-9) at random while eight write."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

from drill.checking import answers, healed, letters, outcome
from drill.ground import children_of, kill
from drill.ledger import Ledger
from drill.mail import PostOffice
from drill.results import Outcome
from drill.writing import Writers

if TYPE_CHECKING:
    from drill.ground import Ground, Place


THOUSANDS = 2000
PATIENCE = 900
"""Seconds that they may take, on a slow machine where everything dies each second."""
TWICE = 2


def held(ground: Ground) -> Outcome:
    """Thousands of writes, and each kind of process killed more than once; otherwise nothing was shown."""
    with PostOffice().opened() as office, ground.place("killed", environment(office)) as place:
        seen, killed = tried(place, office, THOUSANDS)
    spared = [f"{name} was killed {number} times only" for name, number in killed.items() if number < TWICE]
    return Outcome((*seen.faults, *spared), seen.note)


def control(ground: Ground) -> Outcome:
    """Three hundred, without keys: what was done and not answered is done again."""
    env = {"DRILL_WITHOUT": "once"}
    with PostOffice().opened() as office, ground.place("killed_control", environment(office) | env) as place:
        return tried(place, office, 300)[0]


def environment(office: PostOffice) -> dict[str, str]:
    """Letters go to a real mail server; a try that was killed is taken up again after ten seconds."""
    return {"EMAIL_URL": office.url, "DRILL_LEASE": "10"}


def tried(place: Place, office: PostOffice, number: int) -> tuple[Outcome, dict[str, int]]:
    """Write so many, and kill meanwhile; what came of it, and how many of each were killed."""
    place.start()
    ledger, killer = Ledger(), Killer(place)
    with Writers(place, ledger, patience=200) as writers, killer:
        if not writers.until(number, PATIENCE):
            ledger.fault(f"fewer than {number} were written")
    healed(place, ledger)
    note = letters(place, ledger, office)
    return outcome(place, ledger, f"{killer.said()}; {note}"), killer.killed


class Killer:
    """Kills one process after the other until the block is left."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.end = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.killed = {"web": 0, "web's helper": 0, "worker": 0}

    def __enter__(self) -> Killer:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end.set()
        self.thread.join()

    def work(self) -> None:
        """Three times of five one of web's helpers, otherwise web itself or the job worker; only while pages answer."""
        while not self.end.wait(random.uniform(0.6, 1.8)):
            if not answers(f"{self.place.url}/api/v1/health"):
                continue
            victim = random.choice(["web's helper", "web's helper", "web's helper", "web", "worker"])
            pid = self.place.pid("worker" if victim == "worker" else "web")
            helpers = children_of(pid) if victim == "web's helper" else [pid]
            if helpers:
                kill(random.choice(helpers))
                self.killed[victim] += 1

    def said(self) -> str:
        """How many of each."""
        return "killed " + ", ".join(f"{number} x {name}" for name, number in self.killed.items())
