"""Outcome goals, and the target picture of an area from draft to adopted."""

from samspel.targets.models.goal import OutcomeGoal, ScoreRow
from samspel.targets.models.picture import AdoptedGoal, AdoptedTarget, TargetComment, TargetPicture

__all__ = ["AdoptedGoal", "AdoptedTarget", "OutcomeGoal", "ScoreRow", "TargetComment", "TargetPicture"]
