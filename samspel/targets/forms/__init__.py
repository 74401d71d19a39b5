"""The forms of outcome goals and target pictures."""

from samspel.targets.forms.goal import BecauseForm, GoalFilter, GoalForm
from samspel.targets.forms.picture import TargetForm

__all__ = ["BecauseForm", "GoalFilter", "GoalForm", "TargetForm"]
