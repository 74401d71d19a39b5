"""Taking measures in from a file, by the services that write them."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from samspel.accounts.who import Who
from samspel.core.imports import Delivery, Fault, Row, Values, one_by_one, several
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area, BodySeat, Department, DevelopmentArea, Goal, Perspective
from samspel.plans import rules, services
from samspel.plans.imports.columns import DEPARTMENT, owner_of
from samspel.plans.models import Measure
from samspel.plans.rules import Funding, Status
from samspel.plans.services import Draft
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal

LINKS: Final = ("perspectives", "departments", "challenges", "outcome_goals", "municipal_goals")


def known(keys: Collection[str], _delivery: Delivery) -> Mapping[str, Values]:
    """What stands under the numbers, as its columns would have read it."""
    rows = Measure.objects.annotate(key=Lower("reference")).filter(key__in=keys, retired_at=None)
    return {one.reference.casefold(): _values(one) for one in rows.prefetch_related(*LINKS)}


def _values(measure: Measure) -> Values:
    return {
        "number": measure.reference,
        "title": measure.title,
        "text": measure.text,
        "development_area": _id(measure.development_area_id),
        "owner": owner_of(measure),
        "area": _id(measure.area_id),
        "from_year": measure.from_year,
        "to_year": measure.to_year,
        "funding": measure.funding_state,
        "status": measure.status,
        "comment": measure.status_comment,
        **{link: several(str(one.pk) for one in getattr(measure, link).all()) for link in LINKS},
    }


def _id(pk: int | None) -> str | None:
    return str(pk) if pk else None


def take(rows: Sequence[Row], _delivery: Delivery, by: Who) -> Mapping[int, Fault]:
    """Write those that are new and change those that differ; returns those that were refused."""
    return one_by_one.each(rows, lambda row: _take(row, by))


def _take(row: Row, by: Who) -> None:
    draft = _draft(row.merged)
    if row.stands is None:
        measure = services.write_measure(draft, by=by)
    else:
        measure = services.change_measure(_pk(row), draft, by=by)
    _tell(measure, row.merged, by)


def _pk(row: Row) -> UUID:
    return Measure.objects.values_list("pk", flat=True).get(reference__iexact=row.key)


def _draft(told: Values) -> Draft:
    kind, _space, pk = (told["owner"] or "").partition(" ")
    return Draft(
        title=told["title"],
        text=told["text"] or "",
        reference=told["number"] or "",
        area=known_row(Area, _number(told["area"])),
        development_area=known_row(DevelopmentArea, _number(told["development_area"])),
        owner_department=known_row(Department, int(pk)) if kind == DEPARTMENT else None,
        owner_seat=BodySeat.objects.filter(pk=int(pk)).first() if pk and kind != DEPARTMENT else None,
        funding_state=Funding(told["funding"] or Funding.UNKNOWN),
        from_year=told["from_year"],
        to_year=told["to_year"],
        perspectives=tuple(Perspective.objects.filter(pk__in=told["perspectives"])),
        departments=tuple(Department.objects.filter(pk__in=told["departments"])),
        challenges=tuple(Challenge.objects.filter(pk__in=told["challenges"])),
        outcome_goals=tuple(OutcomeGoal.objects.filter(pk__in=told["outcome_goals"])),
        municipal_goals=tuple(Goal.objects.filter(pk__in=told["municipal_goals"])),
    )


def _number(text: Any) -> int | None:
    return int(text) if text else None


def _tell(measure: Measure, told: Values, by: Who) -> None:
    """Let it stand as the file says, by the steps that lead there."""
    wanted, said = Status(told["status"] or measure.status), told["comment"] or ""
    steps = path(measure.stands, wanted)
    if steps is None:
        raise Fault(_NO_WAY)
    for step in steps:
        services.tell(measure.pk, step, said, by=by)
    if not steps and said and said != measure.status_comment:
        services.tell(measure.pk, wanted, said, by=by)


_NO_WAY: Final = gettext_noop("From where the measure stands it can't become this. Change it on its own page.")


def path(now: Status, then: Status) -> list[Status] | None:
    """The fewest steps from one status to another; None when none lead there."""
    waiting: deque[tuple[Status, list[Status]]] = deque([(now, [])])
    seen = {now}
    while waiting:
        at, steps = waiting.popleft()
        if at is then:
            return steps
        for step in sorted(rules.LEADS_TO[at] - seen):
            seen.add(step)
            waiting.append((step, [*steps, step]))
    return None
