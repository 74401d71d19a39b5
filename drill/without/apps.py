"""What a drill changes in a process, as its environment says: nothing otherwise."""

import os
from datetime import timedelta
from pathlib import Path

from django.apps import AppConfig


class WithoutConfig(AppConfig):
    """DRILL_WITHOUT: protections to take off, with commas. DRILL_CLOCK: a file that moves the clock. DRILL_LEASE: the
    seconds that a letter's try may take."""

    name = "drill.without"

    def ready(self) -> None:
        """When all else is ready."""
        from drill.without import moved, protections
        from samspel.core import outbox

        for name in filter(None, os.environ.get("DRILL_WITHOUT", "").split(",")):
            getattr(protections, name)()
        if clock := os.environ.get("DRILL_CLOCK"):
            moved.follow(Path(clock))
        if lease := os.environ.get("DRILL_LEASE"):
            outbox.LEASE = timedelta(seconds=float(lease))
