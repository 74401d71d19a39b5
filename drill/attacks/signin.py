"""Who has an account here? Neither words, nor status, nor time may tell: wrong passwords by the hundred, clocked.

The control hashes nothing for a name that nobody has, as one would at first.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from typing import TYPE_CHECKING

import httpx

from drill.attacks.known import CLOSED, DOUBLE, PASSWORD, PLAIN
from drill.attacks.limits import TOKEN
from drill.ground import done
from drill.results import Outcome
from tools.places import BIN

if TYPE_CHECKING:
    from drill.ground import Place

MANY = {"DJANGO_SETTINGS_MODULE": "drill.attacks.many", "SAMSPEL_WEB_WORKERS": "1", "SAMSPEL_WEB_THREADS": "1"}
NAIVE = MANY | {"DRILL_WITHOUT": "hashing_for_nobody"}
ROUNDS = 60
NOBODY = "nobody.at.all"
KINDS = {
    "one with a password": PLAIN,
    "one with a second factor": DOUBLE,
    "a closed account": CLOSED,
    "no password": "admin",
}
TOLD = 0.15
"""How far from a coin's toss one may tell two clocks apart: of pairs of answers, how many come in the same order."""


def telling(place: Place) -> Outcome:
    """Time and compare; in turn, in an order that nobody can foresee."""
    done(str(BIN / "python"), "-m", "drill.attacks.known", env=place.environment())
    names = {"nobody": NOBODY, **KINDS}
    clocked: dict[str, list[float]] = {kind: [] for kind in names}
    words: dict[str, set[str]] = {kind: set() for kind in names}
    with httpx.Client(timeout=60) as client:
        for number in range(ROUNDS + 5):
            for kind in random.sample(sorted(names), len(names)):
                seconds, said = _try(client, place.url, names[kind], f"wrong {number}")
                if number >= 5:
                    clocked[kind].append(seconds)
                words[kind].add(said)
        closed = _try(client, place.url, CLOSED, PASSWORD)[1]
    return _judged(clocked, words, closed)


def _try(client: httpx.Client, url: str, username: str, password: str) -> tuple[float, str]:
    client.cookies.clear()
    sent = {"csrfmiddlewaretoken": TOKEN, "login": username, "password": password}
    began = time.perf_counter()
    answer = client.post(f"{url}/sign-in/", data=sent, headers={"Cookie": f"csrftoken={TOKEN}"})
    seconds = time.perf_counter() - began
    text = re.sub(r'value="[^"]*"', "", answer.text)
    return seconds, f"{answer.status_code} {text}"


def _judged(clocked: dict[str, list[float]], words: dict[str, set[str]], closed: str) -> Outcome:
    faults, told = [], []
    nobody = clocked["nobody"]
    for kind in KINDS:
        order = _order(nobody, clocked[kind])
        apart = (statistics.median(clocked[kind]) - statistics.median(nobody)) * 1000
        told.append(f"{kind} {apart:+.1f} ms, order {order:.2f}")
        if abs(order - 0.5) > TOLD:
            faults.append(f"{kind} is told from nobody by the clock: {apart:+.1f} ms, order {order:.2f}")
        if words[kind] != words["nobody"]:
            faults.append(f"{kind} is told from nobody by words")
    if {closed} != words["nobody"]:
        faults.append("the right password of a closed account is told from a wrong one")
    typical = statistics.median(nobody) * 1000
    return Outcome(tuple(faults), f"{ROUNDS} tries each, nobody {typical:.0f} ms; {', '.join(told)}")


def _order(first: list[float], second: list[float]) -> float:
    """How often one of the second takes longer than one of the first: 0.5 when they can't be told apart."""
    pairs = len(first) * len(second)
    return sum((b > a) + 0.5 * (b == a) for a in first for b in second) / pairs
