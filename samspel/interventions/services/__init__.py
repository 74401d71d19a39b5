"""Every change to an intervention: one verb each, permitted and logged."""

from samspel.interventions.services.confirming import remind, still_true
from samspel.interventions.services.costs import Costing, add_cost, change_cost, count_heads, remove_cost
from samspel.interventions.services.exporting import note_export
from samspel.interventions.services.writing import Written, change, move, tie, write

__all__ = [
    "Costing",
    "Written",
    "add_cost",
    "change",
    "change_cost",
    "count_heads",
    "move",
    "note_export",
    "remind",
    "remove_cost",
    "still_true",
    "tie",
    "write",
]
