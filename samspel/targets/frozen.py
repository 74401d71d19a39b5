"""What is frozen of a target picture when it is adopted, and how it reads: it needs no other row to be read."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.adopted import Section
from samspel.situation.models import Challenge
from samspel.targets import rules, words
from samspel.targets.models import OutcomeGoal, TargetPicture


def content_of(picture: TargetPicture, challenges: Iterable[Challenge], goals: Iterable[OutcomeGoal]) -> dict[str, Any]:
    """The content of a version, in plain values."""
    return {
        "vision": picture.vision,
        "text": picture.text,
        "invented": picture.invented,
        "challenges": [
            {"id": str(one.pk), "reference": one.reference, "title": one.title, "text": one.text} for one in challenges
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


def sections(content: dict[str, Any]) -> list[Section]:
    """Headings and paragraphs, each goal a section of its own."""
    vision = tuple(part for part in (content.get("vision", ""), *_paragraphs(content.get("text", ""))) if part)
    challenges = tuple(f"{one['reference']} {one['title']}" for one in content.get("challenges", ()))
    goals = [_goal_section(one) for one in content.get("goals", ())]
    return [
        Section("vision", _("What it should be like"), vision),
        Section("challenges", _("The challenges that it answers"), challenges),
        *goals,
    ]


def _goal_section(goal: dict[str, Any]) -> Section:
    lacking = [words.LACKS[rules.Lack(code)] for code in goal.get("lacks", ())]
    paragraphs = [goal["sentence"], *(str(one) for one in lacking)]
    return Section(f"goal-{goal['id']}", f"{goal['reference']} {goal['what']}", tuple(paragraphs))


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if one.strip()]
