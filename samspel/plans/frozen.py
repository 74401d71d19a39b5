"""A plan as it is frozen when it is adopted: plain values that need no other row to be read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from samspel.municipality import queries as municipality
from samspel.plans import words
from samspel.plans.models import Plan
from samspel.plans.queries.one import Placed

LANGUAGE = "sv"
"""What is decided is decided in Swedish, whoever records it."""


def content(plan: Plan, placed: Sequence[Placed], answered: Mapping[UUID, str]) -> dict[str, Any]:
    """The plan's own text, then each measure in the plan's order, under the name it has that day.

    `answered`: what challenges and outcome goals are called, by id.
    """
    with override(LANGUAGE):
        return {
            "kind": plan.kind,
            "years": plan.years,
            "area": plan.area.name if plan.area else "",
            "sections": [
                {"code": "introduction", "heading": plan.title, "paragraphs": _paragraphs(plan.text)},
                *(_section(one, answered) for one in placed),
            ],
            "rooms": municipality.numbers().plan_measures,
        }


def _section(one: Placed, answered: Mapping[UUID, str]) -> dict[str, Any]:
    measure = one.shown.measure
    terms = [
        *words.terms(one.shown),
        (pgettext("measure", "Answers"), "; ".join(answered[pk] for pk in one.shown.challenges if pk in answered)),
        (_("Outcome goals"), "; ".join(answered[pk] for pk in one.shown.outcome_goals if pk in answered)),
    ]
    return {
        "code": f"measure-{measure.pk}",
        "heading": f"{measure.reference}. {measure.title}",
        "paragraphs": [*_paragraphs(measure.text), *_paragraphs(one.row.text)],
        "facts": [[str(term), value] for term, value in terms if value],
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
