"""Web and job workers are killed (-9) at random while eight write."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

from drill.checking import answers, healed, letters, outcome
from drill.ground import children_of, kill
from drill.mail import PostOffice
from drill.writing import Ledger, Writers

if TYPE_CHECKING:
    from drill.ground import Ground, Place
    from drill.results import Outcome


FEWEST = 100


def held(ground: Ground) -> Outcome:
    """Two thousand writes, or as many as get through in two minutes and a half."""
    with PostOffice().opened() as office, ground.place("killed", environment(office)) as place:
        return tried(place, office, 2000)


def control(ground: Ground) -> Outcome:
    """Three hundred, without keys: what was done and not answered is done again."""
    env = {"DRILL_WITHOUT": "once"}
    with PostOffice().opened() as office, ground.place("killed_control", environment(office) | env) as place:
        return tried(place, office, 300)


def environment(office: PostOffice) -> dict[str, str]:
    """Letters go to a real mail server; a try that was killed is taken up again after ten seconds."""
    return {"EMAIL_URL": office.url, "DRILL_LEASE": "10"}


def tried(place: Place, office: PostOffice, number: int) -> Outcome:
    """Write, and kill meanwhile."""
    place.start()
    ledger, killer = Ledger(), Killer(place)
    with Writers(place, ledger, patience=200) as writers, killer:
        writers.until(number, 150)
    if len(ledger.acknowledged) < FEWEST:
        ledger.fault("too few were written to say anything")
    healed(place, ledger)
    note = letters(place, ledger, office)
    return outcome(place, ledger, f"{killer.said()}; {note}")


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
