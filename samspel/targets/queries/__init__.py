"""Every read of target pictures and outcome goals, each scoped for the one who asks."""

from samspel.situation.queries import WHOLE, named_area
from samspel.targets.queries.goals import (
    ALL,
    Filters,
    Stand,
    goal,
    goals,
    history,
    latest_value,
    stand,
    stands,
)
from samspel.targets.queries.pictures import (
    Standing,
    adopted,
    draft,
    of_goal,
    standing,
    standings,
    version_before,
    versions,
)
from samspel.targets.queries.scope import adopted_visible_to, drafts_visible_to, goals_visible_to
from samspel.targets.queries.score import AreaScore, Scores, scores

__all__ = [
    "ALL",
    "WHOLE",
    "AreaScore",
    "Filters",
    "Scores",
    "Stand",
    "Standing",
    "adopted",
    "adopted_visible_to",
    "draft",
    "drafts_visible_to",
    "goal",
    "goals",
    "goals_visible_to",
    "history",
    "latest_value",
    "named_area",
    "of_goal",
    "scores",
    "stand",
    "standing",
    "standings",
    "stands",
    "version_before",
    "versions",
]
