"""Observations: what was seen where and when, its picture, the kept sums of each week, and the weekly picture."""

from samspel.observations.models.observation import Felt, Observation, Picture, State, WhenKnown
from samspel.observations.models.week import Trait, WeeklyPicture, WeeklyReceiver, WeekSum

__all__ = [
    "Felt",
    "Observation",
    "Picture",
    "State",
    "Trait",
    "WeekSum",
    "WeeklyPicture",
    "WeeklyReceiver",
    "WhenKnown",
]
