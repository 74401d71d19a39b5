"""Observations for other systems."""

from samspel.observations.api.operations import router

__all__ = ["router"]
