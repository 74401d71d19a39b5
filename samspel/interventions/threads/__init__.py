"""Interventions and their costs on the red thread: kinds, links, and what breaks it."""

from django.utils.translation import pgettext_lazy

from samspel.core import thread
from samspel.core.thread import Step
from samspel.interventions.threads.drawn import (
    COST,
    KIND,
    cost_nodes,
    cost_pairs,
    counted,
    linked,
    nodes,
    paid_pairs,
)
from samspel.interventions.threads.gaps import rules


def register() -> None:
    """At start-up."""
    thread.register(
        kinds=[
            thread.Kind(
                KIND,
                Step.INTERVENTION,
                pgettext_lazy("thread", "intervention"),
                pgettext_lazy("thread", "interventions"),
                nodes,
                count=counted,
            ),
            thread.Kind(
                COST,
                Step.MONEY,
                pgettext_lazy("thread", "cost"),
                pgettext_lazy("thread", "costs"),
                cost_nodes,
                part_of=KIND,
            ),
        ],
        links=[
            thread.Link("measure", KIND, linked("measures", "measure")),
            thread.Link("goal", KIND, linked("goals", "outcomegoal")),
            thread.Link(KIND, COST, cost_pairs),
            thread.Link(COST, "money", paid_pairs),
        ],
        rules=rules(),
    )
