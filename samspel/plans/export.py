"""Measures as a file: the columns that can be read in again, in the same words."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import sheets
from samspel.core.sheets import KINDS
from samspel.plans import words
from samspel.plans.permissions import Reach
from samspel.plans.queries import Row
from samspel.plans.queries.answered import references

__all__ = ["KINDS", "columns", "response"]


def response(reach: Reach, kind: str, rows: Iterable[Row]) -> HttpResponse:
    """The file as an answer to save."""
    listed = list(rows)
    challenges, goals = references(reach.who, listed)
    return sheets.response(_("measures"), kind, columns(), (_cells(row, challenges, goals) for row in listed))


def columns() -> list[tuple[str, int]]:
    """Headings and widths; what `plans.imports` reads by the same names."""
    return [
        (pgettext("measure", "Number"), 10),
        (_("Measure"), 50),
        (_("What is to be done"), 60),
        (_("Development area"), 30),
        (_("Perspectives"), 30),
        (_("Owner"), 30),
        (_("Together with"), 30),
        (_("Area"), 18),
        (_("From the year"), 10),
        (_("To and including the year"), 10),
        (_("Funding"), 20),
        (_("Status"), 14),
        (pgettext("measure", "How it goes"), 50),
        (_("Challenges"), 20),
        (_("Outcome goals"), 20),
        (_("Municipal goals"), 40),
    ]


def _cells(row: Row, challenges: dict[UUID, str], goals: dict[UUID, str]) -> Sequence[str]:
    measure = row.measure
    return [
        measure.reference,
        measure.title,
        measure.text,
        measure.development_area.name if measure.development_area else "",
        "; ".join(one.name for one in row.perspectives),
        measure.owner,
        "; ".join(one.short_name for one in row.departments),
        measure.area.name if measure.area else "",
        str(measure.from_year or ""),
        str(measure.to_year or ""),
        words.funding(measure.funding_state),
        words.status(measure.status).word,
        measure.status_comment,
        "; ".join(challenges[one] for one in row.challenges if one in challenges),
        "; ".join(goals[one] for one in row.outcome_goals if one in goals),
        "; ".join(one.text for one in row.goals),
    ]
