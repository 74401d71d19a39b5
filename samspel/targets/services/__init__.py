"""Every change of target pictures and outcome goals."""

from samspel.targets.services.goals import Written, change_goal, end_goal, reopen_goal, write_goal
from samspel.targets.services.pictures import (
    adopt_target,
    answer_comment,
    ask_for_comments,
    begin_target,
    comment,
    drop_target,
    take_back,
    write_target,
)
from samspel.targets.services.scoring import keep_score

__all__ = [
    "Written",
    "adopt_target",
    "answer_comment",
    "ask_for_comments",
    "begin_target",
    "change_goal",
    "comment",
    "drop_target",
    "end_goal",
    "keep_score",
    "reopen_goal",
    "take_back",
    "write_goal",
    "write_target",
]
