"""Taking interventions in from a file, by the services that write them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_noop

from samspel.accounts.who import Who
from samspel.core.imports import Delivery, Fault, Row, Values, one_by_one
from samspel.core.imports.holds import folded
from samspel.interventions import rules, services
from samspel.interventions.imports.standing import known
from samspel.interventions.models import Intervention
from samspel.interventions.rules import Certainty, Level, State, Step, Target
from samspel.interventions.services import Costing, Written
from samspel.municipality import queries as municipality
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Committee, Department, Factor, Organisation
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal


def take(rows: Sequence[Row], delivery: Delivery, by: Who) -> Mapping[int, Fault]:
    """Write those that are new and change those that differ; returns those that were refused."""
    return one_by_one.each(rows, lambda row: _take(row, delivery, by))


def _take(row: Row, delivery: Delivery, by: Who) -> None:
    written = _written(row.merged)
    if row.stands is None:
        one = services.write(written, by=by, looked=True)
    else:
        held = Intervention.objects.get(reference=known([row.key], delivery)[row.key]["number"])
        one = services.change(held.pk, replace(written, state=held.stands), by=by, looked=True)
        _move(one, row.merged, by)
    _pay(one, row, by)


def _written(told: Values) -> Written:
    department = known_row(Department, int(told["department"]))
    committee = known_row(Committee, int(told["committee"])) if told["committee"] else _committee(department)
    if department is None or committee is None:
        raise Fault(gettext_noop("The department has several committees, or none. Fill in which one it is."))
    place = next((one for one in municipality.places() if folded(one.name) == folded(told["place"] or "")), None)
    return Written(
        title=told["title"],
        department=department,
        committee=committee,
        level=Level(told["level"]),
        target=Target(told["target"]),
        areas=[area for area in municipality.areas() if str(area.pk) in told["areas"]],
        place=place,
        place_text="" if place else told["place"] or "",
        starts=told["starts"],
        ends=told["ends"],
        state=State(told["status"] or State.PLANNED),
        on_trial=bool(told["on_trial"]),
        no_assessment=bool(told["no_assessment"]),
        external_id=told["own"] or "",
        partners=list(Organisation.objects.filter(pk__in=told["partners"])),
        factors=list(Factor.objects.filter(pk__in=told["factors"])),
        measures=list(Measure.objects.filter(pk__in=told["measures"])),
        goals=list(OutcomeGoal.objects.filter(pk__in=told["goals"])),
        text=told["text"] or "",
        target_text=told["target_text"] or "",
        partner_text=told["partner_text"] or "",
        method=told["method"] or "",
        decision=told["decision"] or "",
    )


def _committee(department: Department | None) -> Committee | None:
    """The department's committee, where it has one alone."""
    if department is None:
        return None
    return department.committee


def _move(one: Intervention, told: Values, by: Who) -> None:
    """Let it stand as the file says, where one step leads there."""
    wanted = State(told["status"] or one.state)
    if wanted is one.stands:
        return
    step = next((step for step in Step if rules.after(one.stands, step) is wanted), None)
    if step is None:
        raise Fault(gettext_noop("From how it stands it can't become this. Change it on its own page."))
    services.move(one.pk, step, by=by)


_SEVERAL: Final = gettext_noop("It has several costs in that year. Change them on its own page.")


def _pay(one: Intervention, row: Row, by: Who) -> None:
    """Let the year cost what the file says; what is not told of stands."""
    told: dict[str, Any] = dict(row.values)
    if told["year"] is None:
        return
    stand = list(one.costs.filter(year=told["year"]))
    costing = Costing(
        year=told["year"],
        budget_ore=told["cost"],
        certainty=Certainty(told["certainty"] or (stand[0].certainty if stand else Certainty.ESTIMATE)),
        outcome_ore=told["outcome"],
    )
    if sum(each.budget_ore for each in stand) == costing.budget_ore and len(stand) > 1:
        return
    if len(stand) > 1:
        raise Fault(_SEVERAL)
    if stand:
        held = stand[0]
        services.change_cost(held.pk, replace(costing, what=held.what, funding=held.funding), by=by, looked=True)
    else:
        services.add_cost(one.pk, costing, by=by, looked=True)
