"""A copy of everything that was written, shown to be whole; and the way back, shown to give the same."""

from samspel.core.backup.aftermath import go_on_from
from samspel.core.backup.making import make, remove_older
from samspel.core.backup.manifest import Manifest, read
from samspel.core.backup.restoring import inspect, restore
from samspel.core.backup.where import Where

__all__ = ["Manifest", "Where", "go_on_from", "inspect", "make", "read", "remove_older", "restore"]
