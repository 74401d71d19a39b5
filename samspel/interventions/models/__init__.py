"""Interventions with their costs and counts, and when the departments were asked whether they are still true."""

from samspel.interventions.models.cost import Cost
from samspel.interventions.models.intervention import HeadCount, Intervention, InterventionArea
from samspel.interventions.models.keeping import Asking

__all__ = ["Asking", "Cost", "HeadCount", "Intervention", "InterventionArea"]
