"""Outcome goals, their results and adopted target pictures on the red thread: kinds, links, and what breaks it."""

from django.utils.translation import pgettext_lazy

from samspel.core import thread
from samspel.core.thread import Step
from samspel.situation.threads import counted
from samspel.targets.threads import results
from samspel.targets.threads.drawn import (
    CHALLENGE,
    GOAL,
    TARGET,
    answered,
    decided,
    goal_nodes,
    open_goals,
    standing,
    target_nodes,
)
from samspel.targets.threads.gaps import rules


def register() -> None:
    """At start-up."""
    thread.register(
        kinds=[
            thread.Kind(
                GOAL,
                Step.GOAL,
                pgettext_lazy("thread", "outcome goal"),
                pgettext_lazy("thread", "outcome goals"),
                goal_nodes,
                count=lambda who: counted(open_goals(who)),
            ),
            results.kind(),
            thread.Kind(
                TARGET,
                Step.DECISION,
                pgettext_lazy("thread", "adopted target picture"),
                pgettext_lazy("thread", "adopted target pictures"),
                target_nodes,
                count=lambda who: counted(standing(who)),
            ),
        ],
        links=[
            thread.Link(CHALLENGE, GOAL, answered),
            thread.Link(GOAL, results.RESULT, results.pairs),
            thread.Link(GOAL, TARGET, decided),
        ],
        rules=rules(),
    )
