"""The inventory as a file: one row for each intervention, in columns that can be brought in again."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import clock
from samspel.core.sheets import Columns
from samspel.interventions import queries, words
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries import Filters
from samspel.interventions.rules import Certainty

YES, NO = "1", "0"


def columns() -> Columns:
    """The headings, and how wide each is."""
    return [
        (pgettext("intervention", "Number"), 12),
        (_("Own number"), 12), (_("Name"), 40), (_("What is done"), 60), (_("Department"), 28),
        (_("Committee"), 28), (_("Areas"), 28), (_("Place"), 24), (_("Level"), 8), (_("Target group"), 22),
        (_("The group, in words"), 28), (_("Status"), 12), (_("From"), 12), (_("To and including"), 12),
        (_("Together with"), 28), (_("And others"), 28), (_("Method"), 28), (_("On trial"), 9), (_("Factors"), 40),
        (_("Without needs assessment"), 12), (_("Decision"), 16), (_("Measures"), 20), (_("Goals"), 20),
        (_("Year of the cost"), 10), (_("Cost, kronor"), 14), (_("How sure"), 14), (_("Outcome, kronor"), 14),
        (_("Said to be true"), 14),
    ]  # fmt: skip


def rows(reach: Reach, filters: Filters) -> list[list[str]]:
    """Every intervention that the filters choose, with the costs of the year asked for, or of this one."""
    year = filters.year or clock.today().year
    found = list(queries.chosen(reach, filters).prefetch_related("where", "partners", "factors", "measures", "goals"))
    costs = _costs(found, year) if reach.sees_money else {}
    return [[*_row(one), *costs.get(one.pk, ["", "", "", ""]), f"{one.confirmed_on}"] for one in found]


def _costs(found: list[Intervention], year: int) -> dict[object, list[str]]:
    """Year, sum, certainty and outcome of each: the least sure of its costs says how sure, an outcome is whole."""
    told: dict[object, list[Cost]] = {}
    for one in Cost.objects.filter(intervention__in=[row.pk for row in found], year=year):
        told.setdefault(one.intervention_id, []).append(one)
    return {pk: _cost(year, rows) for pk, rows in told.items()}


def _cost(year: int, rows: list[Cost]) -> list[str]:
    order = list(Certainty)
    least = min((Certainty(one.certainty) for one in rows), key=order.index)
    outcomes = [one.outcome_ore for one in rows]
    outcome = "" if None in outcomes else _kronor(sum(filter(None, outcomes)))
    return [str(year), _kronor(sum(one.budget_ore for one in rows)), str(words.CERTAINTY[least]), outcome]


def _kronor(ore: int) -> str:
    kronor, rest = divmod(ore, 100)
    return f"{kronor},{rest:02d}" if rest else str(kronor)


def _row(one: Intervention) -> list[str]:
    return [
        one.reference, one.external_id, one.title, one.text, one.department.name, one.committee.name,
        _joined(row.area.name for row in one.where.all()), one.place.name if one.place else one.place_text,
        str(one.level), words.target(one.target), one.target_text, words.status(one.stands).word,
        str(one.starts or ""), str(one.ends or ""), _joined(row.name for row in one.partners.all()),
        one.partner_text, one.method, YES if one.on_trial else NO, _joined(row.name for row in one.factors.all()),
        YES if one.no_assessment else NO, one.decision, _joined(row.reference for row in one.measures.all()),
        _joined(row.reference for row in one.goals.all()),
    ]  # fmt: skip


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)
