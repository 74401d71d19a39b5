"""Observations: what was seen where and when, and its picture."""

from samspel.observations.models.observation import Felt, Observation, Picture, State, WhenKnown

__all__ = ["Felt", "Observation", "Picture", "State", "WhenKnown"]
