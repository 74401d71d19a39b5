"""Lives that go on side by side: each is a generator that does something and says when it goes on."""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from samspel.core import clock

Life = Iterator[datetime]


class Timeline:
    """Runs all lives in the order of time, with the clock moved; what lies ahead of the end does not happen."""

    def __init__(self) -> None:
        self._queue: list[tuple[datetime, int, Life]] = []
        self._number = count()

    def add(self, starts: datetime, life: Life) -> None:
        """Let a life begin at a moment (aware)."""
        heapq.heappush(self._queue, (starts, next(self._number), life))

    def run(self, until: datetime) -> Iterator[datetime]:
        """Let everything happen up to a moment; yields the time after each thing that happened."""
        while self._queue and self._queue[0][0] <= until:
            at, _, life = heapq.heappop(self._queue)
            with clock.at(at):
                following = next(life, None)
            if following is not None:
                self.add(max(following, at + timedelta(seconds=40)), life)
            yield at
