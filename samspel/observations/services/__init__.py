"""Every write of observations: reported, corrected, withdrawn, taken in many at a time."""

from samspel.observations.services._ground import MOST_POINTS, Where
from samspel.observations.services.disposing import dispose_written
from samspel.observations.services.exporting import note_export
from samspel.observations.services.mending import Corrected, correct, withdraw
from samspel.observations.services.reporting import LONGEST, Reported, report, take_in

__all__ = [
    "LONGEST",
    "MOST_POINTS",
    "Corrected",
    "Reported",
    "Where",
    "correct",
    "dispose_written",
    "note_export",
    "report",
    "take_in",
    "withdraw",
]
