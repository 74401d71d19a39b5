"""Who may what with target pictures and outcome goals, each a sentence; docs/permissions.md has the table.

They are drafted, read and adopted by the same as situation pictures are, so the reach is that of `situation`.
"""

from samspel.situation.permissions import (
    ADOPTED_READERS,
    COMMENTERS,
    DRAFTERS,
    READERS,
    Reach,
    drafts_somewhere,
    may_adopt,
    may_comment,
    may_draft,
    reach_of,
    require,
    sees_draft,
)
from samspel.targets.models import OutcomeGoal

__all__ = [
    "ADOPTED_READERS",
    "COMMENTERS",
    "DRAFTERS",
    "READERS",
    "Reach",
    "drafts_somewhere",
    "may_adopt",
    "may_comment",
    "may_draft",
    "may_write",
    "reach_of",
    "require",
    "sees_draft",
    "sees_goal",
]


def sees_goal(reach: Reach, goal: OutcomeGoal) -> bool:
    """Outcome goals are read by everybody who works in it, and by the evaluator."""
    return bool(goal.pk) and reach.reads


def may_write(reach: Reach, goal: OutcomeGoal) -> bool:
    """A goal is written, changed and ended by who drafts for its area."""
    return may_draft(reach, goal.area_id)
