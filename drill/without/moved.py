"""The wall clock of a process follows a file that holds seconds to add to the time: for all that it does."""

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine


def follow(file: Path, every: float = 0.02) -> None:
    """Set the clock now, and again whenever the file says something else."""
    traveller = time_machine.travel(datetime.now(UTC), tick=True)
    clock = traveller.start()
    moved = 0.0

    def look() -> None:
        nonlocal moved
        wanted = float(file.read_text() or moved)
        if wanted != moved:
            clock.shift(timedelta(seconds=wanted - moved))
            moved = wanted

    def keep() -> None:
        while True:
            look()
            time.sleep(every)

    look()
    threading.Thread(target=keep, daemon=True).start()
