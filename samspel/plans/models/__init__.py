"""Measures, the plans that are views of them, what was adopted, and what was promised."""

from samspel.plans.models.agreement import Agreement, AgreementKind, FollowUp, Promise
from samspel.plans.models.measure import Measure, StatusRow
from samspel.plans.models.plan import AdoptedMeasure, AdoptedPlan, Plan, PlanKind, PlanRow

__all__ = [
    "AdoptedMeasure",
    "AdoptedPlan",
    "Agreement",
    "AgreementKind",
    "FollowUp",
    "Measure",
    "Plan",
    "PlanKind",
    "PlanRow",
    "Promise",
    "StatusRow",
]
