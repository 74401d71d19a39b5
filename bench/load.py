"""Steady load: real journeys, begun at even intervals whoever is still waiting, faster and faster until it is too slow.

Each answer's time is counted from when it was due, not from when a client had time to ask: a server that stalls is not
spared the questions that would have come meanwhile.
"""

import random
import threading
import time
from dataclasses import dataclass
from http.client import HTTPException
from queue import Queue
from statistics import median, quantiles

from bench.journeys import Journey, journeys
from bench.measuring import Client, Failed
from bench.people import People

CLIENTS = 48
SECONDS = 10.0
LIMIT = 400.0
FIRST, FACTOR, FINE = 10.0, 1.5, 1.15
MOST_STEPS = 9


@dataclass(frozen=True)
class Step:
    """What came of one rate: requests a second, milliseconds, how many failed."""

    rate: float
    median: float
    p95: float
    failed: int

    @property
    def held(self) -> bool:
        """Whether it was quick enough, and nothing failed."""
        return self.p95 < LIMIT and not self.failed


def steady(base: str, people: People) -> list[Step]:
    """Faster in large steps until it breaks, then in small ones from the last that held."""
    steps = [_at(FIRST, base, people)]
    while steps[-1].held and len(steps) < MOST_STEPS:
        steps.append(_at(round(steps[-1].rate * FACTOR), base, people))
    rate, broken = max((one.rate for one in steps if one.held), default=0.0), steps[-1].rate
    while rate and (rate := round(rate * FINE)) < broken:
        found = _at(rate, base, people)
        steps.append(found)
        if not found.held:
            break
    return sorted(steps, key=lambda one: one.rate)


def _at(rate: float, base: str, people: People) -> Step:
    due: Queue[float | None] = Queue()
    times: list[float] = []
    failed: list[str] = []
    workers = [
        threading.Thread(target=_work, args=(due, times, failed, Client(base), journeys(people, random.Random(number))))
        for number in range(CLIENTS)
    ]
    for worker in workers:
        worker.start()
    began = time.perf_counter()
    for number in range(int(rate * SECONDS)):
        at = began + number / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put(at)
    for _worker in workers:
        due.put(None)
    for worker in workers:
        worker.join()
    return Step(rate, median(times), quantiles(times, n=20)[-1], len(failed))


def _work(due: "Queue[float | None]", times: list[float], failed: list[str], client: Client, steps: Journey) -> None:
    """One client: the next request of its journey when one is due."""
    request = next(steps)
    while (at := due.get()) is not None:
        try:
            answer = client.send(request).text
        except (Failed, OSError, HTTPException) as fault:
            failed.append(str(fault))
            client.close()
            answer = ""
        times.append((time.perf_counter() - at) * 1000)
        request = steps.send(answer)
    client.close()
