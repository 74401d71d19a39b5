"""One clock for all processes of an installation, and a worker whose minutes the drill counts."""

from __future__ import annotations

import subprocess
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tools.places import BIN, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from drill.ground import Place

SEEN_WITHIN = 0.06
"""Seconds within which every process has seen that the clock was moved."""


class Clock:
    """Give its file to a place as DRILL_CLOCK."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / f"{name}.clock"
        self.moved = timedelta()
        self.file.write_text("0")

    @property
    def now(self) -> datetime:
        """The moment that it shows."""
        return datetime.now(UTC) + self.moved

    def move(self, by: timedelta) -> None:
        """Set it forwards or back."""
        self.moved += by
        # Whole or not at all: somebody reads it fifty times a second.
        partial = self.file.with_suffix(".partial")
        partial.write_text(str(self.moved.total_seconds()))
        partial.replace(self.file)
        time.sleep(SEEN_WITHIN)

    def show(self, moment: datetime) -> None:
        """Set it to a moment."""
        self.move(moment - self.now)


class Ticker:
    """A worker that runs the jobs that it is told to, when it is told to."""

    def __init__(self, place: Place) -> None:
        log = place.folder / "ticker.log"
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                [str(BIN / "python"), "-m", "drill.ticking"],
                cwd=ROOT,
                env=place.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )
        self.heard()

    def __enter__(self) -> Ticker:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def tick(self, *jobs: str) -> bool:
        """Run the jobs; False when it died of them."""
        if self.process.stdin is None:
            return False
        try:
            self.process.stdin.write(f"{' '.join(jobs)}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return False
        return self.heard()

    def heard(self) -> bool:
        """Wait for its word."""
        return bool(self.process.stdout and self.process.stdout.readline())
