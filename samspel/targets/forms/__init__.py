"""The forms of outcome goals and target pictures."""

from samspel.targets.forms.goal import BecauseForm, GoalFilter, GoalForm
from samspel.targets.forms.picture import BeginForm, CommentForm, TargetForm

__all__ = ["BecauseForm", "BeginForm", "CommentForm", "GoalFilter", "GoalForm", "TargetForm"]
