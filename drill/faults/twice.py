"""Twenty send the same form, and twenty the same call, at the same moment."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from drill.checking import outcome
from drill.ledger import Answer, Ledger
from drill.writing import MARK, ApiWay, PageWay, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from drill.ground import Ground, Place
    from drill.results import Outcome

TWENTY = 20


def held(ground: Ground) -> Outcome:
    """Each is done once, and all twenty are told the same."""
    with ground.place("twice", {"SAMSPEL_WEB_THREADS": "12"}) as place:
        return tried(place)


def control(ground: Ground) -> Outcome:
    """Without keys, each is done twenty times."""
    with ground.place("twice_control", {"SAMSPEL_WEB_THREADS": "12", "DRILL_WITHOUT": "once"}) as place:
        return tried(place)


def tried(place: Place) -> Outcome:
    """Nine acts, each sent by twenty at once."""
    place.start(worker=False)
    ledger = Ledger()
    ways: list[Callable[[], Way]] = [
        lambda: PageWay(place, "contactcentre"),
        lambda: PageWay(place),
        lambda: ApiWay(place, "contactcentre"),
    ]
    for number, way in enumerate(ways * 3):
        at_once([way() for _ in range(TWENTY)], f"{MARK} {number:06d}", ledger)
    if ledger.statuses.total() != len(ledger.acknowledged) * TWENTY:
        ledger.fault("some of twenty were not answered")
    return outcome(place, ledger)


def at_once(ways: list[Way], mark: str, ledger: Ledger) -> None:
    """All of them send the same, with the same key, at the same moment."""
    key, start = uuid.uuid4().hex, threading.Barrier(len(ways))

    def send(way: Way) -> Answer:
        start.wait()
        return way.send(mark, key)

    with ThreadPoolExecutor(len(ways)) as pool:
        for answer in pool.map(send, ways):
            ledger.note(mark, answer)
            if not answer.acknowledged:
                ledger.fault("one of twenty was not acknowledged")
