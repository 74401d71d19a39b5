"""The interventions that a file's rows are about, as its columns would have read them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from samspel.core import clock
from samspel.core.imports import Delivery, Values, several
from samspel.interventions.imports.rows import own_key
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.rules import Certainty


def known(keys: Collection[str], _delivery: Delivery) -> Mapping[str, Values]:
    """What stands under the numbers, ours or the departments' own."""
    found: dict[str, Values] = {}
    for one in _numbered(keys):
        found |= dict.fromkeys(names_of(one) & set(keys), values_of(one))
    return found


def names_of(one: Intervention) -> set[str]:
    """The keys that it goes by."""
    return {one.reference.casefold(), own_key(one.department_id, one.external_id)}


def _numbered(keys: Collection[str]) -> QuerySet[Intervention]:
    own = [key.split(" ", 2)[2] for key in keys if key.startswith(own_key("", "").strip()) and key.count(" ") > 1]
    rows = Intervention.objects.annotate(key=Lower("reference"))
    chosen = rows.filter(key__in=keys) | rows.filter(external_id__in=own).exclude(external_id="")
    return chosen.prefetch_related("where", "partners", "factors", "measures", "goals", "costs")


def values_of(one: Intervention) -> Values:
    """By column, with the costs of this year as one."""
    return {
        "number": one.reference,
        "own": one.external_id,
        "title": one.title,
        "text": one.text,
        "department": str(one.department_id),
        "committee": str(one.committee_id),
        "areas": several(str(row.area_id) for row in one.where.all()),
        "place": one.place.name if one.place else one.place_text,
        "level": one.level,
        "target": one.target,
        "target_text": one.target_text,
        "status": one.state,
        "starts": one.starts,
        "ends": one.ends,
        "partner_text": one.partner_text,
        "method": one.method,
        "on_trial": one.on_trial,
        "no_assessment": one.no_assessment,
        "decision": one.decision,
        **{link: several(str(row.pk) for row in getattr(one, link).all()) for link in _LINKS},
        **_cost([row for row in one.costs.all() if row.year == clock.today().year]),
    }


_LINKS = ("partners", "factors", "measures", "goals")


def _cost(rows: list[Cost]) -> dict[str, Any]:
    """As the export tells it: the sum, the least sure of them, an outcome when each has one."""
    if not rows:
        return {"year": None, "cost": None, "certainty": None, "outcome": None}
    order = list(Certainty)
    outcomes = [row.outcome_ore for row in rows]
    return {
        "year": rows[0].year,
        "cost": sum(row.budget_ore for row in rows),
        "certainty": min((Certainty(row.certainty) for row in rows), key=order.index).value,
        "outcome": None if None in outcomes else sum(filter(None, outcomes)),
    }
