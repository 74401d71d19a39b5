"""What a target picture holds is frozen as plain values: later changes of what it was made of do not reach it."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from samspel.targets import rules, words
from samspel.targets.models import OutcomeGoal, TargetPicture

LANGUAGE = "sv"
"""The language in which decisions are made, and so what is frozen of them is written."""


def freeze(picture: TargetPicture, goals: Iterable[OutcomeGoal]) -> dict[str, Any]:
    """Everything that the picture and the goals say on this day."""
    with translation.override(LANGUAGE):
        return _content(picture, goals)


def _content(picture: TargetPicture, goals: Iterable[OutcomeGoal]) -> dict[str, Any]:
    return {
        "vision": picture.vision,
        "text": picture.text,
        "invented": picture.invented,
        "challenges": [
            {"id": str(one.pk), "reference": one.reference, "title": one.title, "text": one.text}
            for one in picture.challenges.order_by("opened_at")
        ],
        "goals": [_goal(one) for one in goals],
    }


def _goal(goal: OutcomeGoal) -> dict[str, Any]:
    wording = goal.wording
    return {
        "id": str(goal.pk),
        "reference": goal.reference,
        "what": goal.what,
        "for_whom": goal.for_whom,
        "indicator": wording.indicator,
        "unit": wording.unit,
        "baseline": None if goal.baseline is None else f"{goal.baseline.normalize():f}",
        "baseline_on": goal.baseline_on.isoformat() if goal.baseline_on else None,
        "target": None if goal.target is None else f"{goal.target.normalize():f}",
        "by_day": goal.by_day.isoformat() if goal.by_day else None,
        "owner": wording.owner,
        "sentence": words.sentence(wording),
        "lacks": [lack.value for lack in rules.lacks(wording)],
    }
