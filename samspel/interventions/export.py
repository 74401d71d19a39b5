"""The inventory as a file: one row for each intervention, in columns that can be brought in again.

A cost is the whole intervention's; where the list is of one area, the area's share stands last.
"""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import sheets
from samspel.core.imports import YesNo
from samspel.core.sheets import Cell, Columns
from samspel.interventions import queries, words
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries import Filters
from samspel.interventions.rules import Certainty
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area

YES_NO: Final = YesNo()


def cost_heading(year: int) -> str:
    """What stands over the costs of a year."""
    return _("Cost %(year)s, kronor") % {"year": year}


def outcome_heading(year: int) -> str:
    """What stands over the outcomes of a year."""
    return _("Outcome %(year)s, kronor") % {"year": year}


def columns(filters: Filters) -> Columns:
    """The headings, and how wide each is."""
    year, area = queries.year_of(filters), _area(filters)
    share = [(words.share_in(area.name, year, _("kronor")), 20)] if area else []
    return [
        (pgettext("intervention", "Number"), 12),
        (_("Own number"), 12), (_("Name"), 40), (_("What is done"), 60), (_("Department"), 28),
        (_("Committee"), 28), (_("Areas"), 28), (_("Place"), 24), (_("Level"), 8), (_("Target group"), 22),
        (_("The group, in words"), 28), (_("Status"), 12), (_("From"), 12), (_("To and including"), 12),
        (_("Together with"), 28), (_("And others"), 28), (_("Method"), 28), (_("On trial"), 9), (_("Factors"), 40),
        (_("Without needs assessment"), 12), (_("Decision"), 16), (_("Measures"), 20), (_("Goals"), 20),
        (_("Year of the cost"), 10), (cost_heading(year), 16), (_("How sure"), 14), (outcome_heading(year), 16),
        (_("Confirmed"), 14), *share,
    ]  # fmt: skip


def rows(reach: Reach, filters: Filters) -> list[list[Cell]]:
    """Every intervention that the filters choose, with the costs of the year asked for, or of this one."""
    year, area = queries.year_of(filters), _area(filters)
    found = list(queries.chosen(reach, filters).prefetch_related("where", "partners", "factors", "measures", "goals"))
    costs = _costs(found, year) if reach.sees_money else {}
    shares = {one.id: one.ore for one in queries.of_area(reach, area, year)} if area and reach.sees_money else {}
    return [
        [
            *_row(one),
            *costs.get(one.pk, ["", "", "", ""]),
            one.confirmed_on,
            *([sheets.kronor(shares[one.pk]) if one.pk in shares else ""] if area else []),
        ]
        for one in found
    ]


def _area(filters: Filters) -> Area | None:
    return known_row(Area, queries.area_of(filters))


def _costs(found: list[Intervention], year: int) -> dict[object, list[Cell]]:
    """Year, sum, certainty and outcome of each: the least sure of its costs says how sure, an outcome is whole."""
    told: dict[object, list[Cost]] = {}
    for one in Cost.objects.filter(intervention__in=[row.pk for row in found], year=year):
        told.setdefault(one.intervention_id, []).append(one)
    return {pk: _cost(year, rows) for pk, rows in told.items()}


def _cost(year: int, rows: list[Cost]) -> list[Cell]:
    order = list(Certainty)
    least = min((Certainty(one.certainty) for one in rows), key=order.index)
    outcomes = [one.outcome_ore for one in rows]
    outcome = "" if None in outcomes else sheets.kronor(sum(filter(None, outcomes)))
    return [year, sheets.kronor(sum(one.budget_ore for one in rows)), str(words.CERTAINTY[least]), outcome]


def _row(one: Intervention) -> list[Cell]:
    return [
        one.reference, one.external_id, one.title, one.text, one.department.name, one.committee.name,
        _joined(row.area.name for row in one.where.all()), one.place.name if one.place else one.place_text,
        one.level, words.target(one.target), one.target_text, words.status(one.stands).word,
        one.starts or "", one.ends or "", _joined(row.name for row in one.partners.all()),
        one.partner_text, one.method, YES_NO.write(one.on_trial), _joined(row.name for row in one.factors.all()),
        YES_NO.write(one.no_assessment), one.decision, _joined(row.reference for row in one.measures.all()),
        _joined(row.reference for row in one.goals.all()),
    ]  # fmt: skip


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)
