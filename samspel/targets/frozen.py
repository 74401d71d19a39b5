"""How an adopted target picture reads: no other row is needed to read it."""

from typing import Any

from django.utils.translation import gettext as _

from samspel.core.adopted import Section
from samspel.targets import rules, words


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
