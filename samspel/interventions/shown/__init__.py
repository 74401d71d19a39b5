"""Interventions as pages show them."""

from samspel.interventions.shown.area import LevelsShown, levels, places
from samspel.interventions.shown.joint import JointShown, joint
from samspel.interventions.shown.one import CostShown, Serves, costs, facts, serves, stale

__all__ = [
    "CostShown",
    "JointShown",
    "LevelsShown",
    "Serves",
    "costs",
    "facts",
    "joint",
    "levels",
    "places",
    "serves",
    "stale",
]
