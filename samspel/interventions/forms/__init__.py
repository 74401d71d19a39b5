"""The forms of interventions."""

from samspel.interventions.forms.costs import CostForm, HeadsForm, KeepForm
from samspel.interventions.forms.filters import BudgetForm, FilterForm, JointForm
from samspel.interventions.forms.writing import InterventionForm, TieForm

__all__ = ["BudgetForm", "CostForm", "FilterForm", "HeadsForm", "InterventionForm", "JointForm", "KeepForm", "TieForm"]
