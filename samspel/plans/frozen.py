"""A plan as it is frozen when it is adopted: plain values that need no other row to be read."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from samspel.municipality import queries as municipality
from samspel.plans import words
from samspel.plans.models import Plan
from samspel.plans.queries.one import Placed

LANGUAGE = "sv"
"""What is decided is decided in Swedish, whoever records it."""


def content(plan: Plan, placed: Sequence[Placed]) -> dict[str, Any]:
    """The plan's own text, then each measure in the plan's order, under the name it has that day."""
    with override(LANGUAGE):
        return {
            "kind": plan.kind,
            "years": plan.years,
            "area": plan.area.name if plan.area else "",
            "sections": [
                {"code": "introduction", "heading": plan.title, "paragraphs": _paragraphs(plan.text)},
                *(_section(one) for one in placed),
            ],
            "rooms": municipality.numbers().plan_measures,
        }


def _section(one: Placed) -> dict[str, Any]:
    measure = one.shown.measure
    facts = [f"{term}: {value}." for term, value in words.terms(one.shown) if value]
    return {
        "code": f"measure-{measure.pk}",
        "heading": f"{measure.reference}. {measure.title}",
        "paragraphs": [*_paragraphs(measure.text), *_paragraphs(one.row.text), *facts],
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
