"""Every change of measures, plans and promises: one verb each, atomic, permitted, logged."""

from samspel.plans.services.measures import (
    Draft,
    change_measure,
    draft_of,
    retire_measure,
    tell,
    write_measure,
)
from samspel.plans.services.planning import (
    PlanDraft,
    Way,
    adopt_plan,
    begin_plan,
    change_plan,
    move,
    place,
    put_in,
    retire_plan,
    take_out,
)
from samspel.plans.services.promising import (
    AgreementDraft,
    change_agreement,
    change_promise,
    follow_up,
    promise,
    retire_agreement,
    retire_promise,
    write_agreement,
)

__all__ = [
    "AgreementDraft",
    "Draft",
    "PlanDraft",
    "Way",
    "adopt_plan",
    "begin_plan",
    "change_agreement",
    "change_measure",
    "change_plan",
    "change_promise",
    "draft_of",
    "follow_up",
    "move",
    "place",
    "promise",
    "put_in",
    "retire_agreement",
    "retire_measure",
    "retire_plan",
    "retire_promise",
    "take_out",
    "tell",
    "write_agreement",
    "write_measure",
]
