"""Plans: begun, written, put in order, adopted."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.core import adopted, clock, log, versions
from samspel.core.actors import Actor
from samspel.core.adopted import Adoption, surely
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Department
from samspel.plans import permissions
from samspel.plans.frozen import content
from samspel.plans.models import AdoptedMeasure, AdoptedPlan, Plan, PlanKind, PlanRow
from samspel.plans.permissions import reach_of
from samspel.plans.queries.answered import titles
from samspel.plans.queries.one import placed
from samspel.plans.queries.scope import visible_to
from samspel.plans.services._ground import check_years, hold_plan, needs_text
from samspel.plans.services.measures import add_last

CHANGES: Final = (
    *("plan.begun", "plan.changed", "plan.put_in", "plan.taken_out", "plan.placed"),
    *("measure.written", "measure.changed"),
)
"""What changes how a plan reads, as the log has it."""


class Way(IntEnum):
    """Where a measure goes in a plan's order."""

    UP = -1
    DOWN = 1


@dataclass(frozen=True, kw_only=True)
class PlanDraft:
    """A plan as it is to read; an area plan has an area, an operational plan a department, the others neither."""

    kind: PlanKind
    title: str
    from_year: int
    to_year: int
    text: str = ""
    area: Area | None = None
    department: Department | None = None


@service
def begin_plan(draft: PlanDraft, *, by: Actor, invented: bool = False) -> Plan:
    """Begin a plan, which then has no measures. Raises Refused, Missing."""
    made = Plan(invented=invented, **_checked(draft))
    permissions.require(permissions.may_write_plan(reach_of(by), made))
    made.save(force_insert=True)
    log.record("plan.begun", made, by=by)
    return made


@service
def change_plan(plan: UUID, draft: PlanDraft, *, by: Actor, version: int | None = None) -> Plan:
    """Its name, years and introduction; of what kind it is and where stays. Raises Refused, Missing, Stale."""
    held, _reach = hold_plan(plan, by, version)
    values = _checked(draft)
    changed = [name for name in ("title", "text", "from_year", "to_year") if getattr(held, name) != values[name]]
    for name in changed:
        setattr(held, name, values[name])
    versions.save(held, *changed)
    log.record("plan.changed", held, by=by, fields=changed)
    return held


@service
def retire_plan(plan: UUID, *, by: Actor) -> Plan:
    """Take it out of the list; its measures and what was adopted stand."""
    held, _reach = hold_plan(plan, by)
    held.retired_at = clock.now()
    versions.save(held, "retired_at")
    log.record("plan.retired", held, by=by)
    return held


@service
def put_in(plan: UUID, measures: list[UUID], *, by: Actor) -> Plan:
    """Put measures last in the plan; those that stand there already stay where they are."""
    held, reach = hold_plan(plan, by)
    there = set(held.rows.values_list("measure", flat=True))
    for measure in visible_to(reach).filter(pk__in=set(measures) - there).order_by("number"):
        add_last(held, measure)
    versions.save(held)
    log.record("plan.put_in", held, by=by, fields=["measures"])
    return held


@service
def take_out(plan: UUID, row: int, *, by: Actor) -> Plan:
    """Take a measure out of the plan; the measure itself stands."""
    held, _reach = hold_plan(plan, by)
    found = _row(held, row)
    found.delete()
    versions.save(held)
    log.record("plan.taken_out", held, by=by, fields=["measures"])
    return held


@service
def place(plan: UUID, row: int, position: int, text: str, *, by: Actor, version: int | None = None) -> PlanRow:
    """Where the measure stands in this plan (from 1), and what the plan adds of its own. Raises Missing, Stale."""
    held, _reach = hold_plan(plan, by, version)
    found = _row(held, row)
    rows = [one for one in held.rows.filter(measure__retired_at=None).order_by("position", "pk") if one != found]
    rows.insert(max(0, position - 1), found)
    found.text = text.strip()
    _ordered(held, rows, by)
    return found


@service
def move(plan: UUID, row: int, way: Way, *, by: Actor) -> PlanRow:
    """Let the measure change places with the one before or after it; the first and the last stay. Raises Missing."""
    held, _reach = hold_plan(plan, by)
    found = _row(held, row)
    rows = list(held.rows.filter(measure__retired_at=None).order_by("position", "pk"))
    here = rows.index(found) if found in rows else 0
    there = min(max(0, here + way), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    _ordered(held, rows, by)
    return found


def _ordered(held: Plan, rows: list[PlanRow], by: Actor) -> None:
    for number, one in enumerate(rows, 1):
        one.position = number
    PlanRow.objects.bulk_update(rows, ["position", "text"])
    versions.save(held)
    log.record("plan.placed", held, by=by, fields=["measures"])


@service
def adopt_plan(plan: UUID, adoption: Adoption, *, by: Actor, version: int | None = None) -> AdoptedPlan:
    """Record that the plan was decided as it reads now; it is frozen with all its measures.

    Raises Missing; Refused without measures, and when it was changed after the day and nobody says why (`surely`)."""
    reach = reach_of(by)
    held = versions.hold(Plan.objects.filter(retired_at=None), plan, version)
    permissions.require(permissions.may_adopt(reach, held))
    rows = placed(reach, held)
    if not rows:
        raise Refused(_("The plan has no measures yet. Put some in before it is adopted."))
    measures = [one.shown.measure for one in rows]
    surely(adoption, changed=log.last(CHANGES, held, *measures))
    frozen = content(held, rows, titles(by, [one.shown for one in rows]))
    made = adopted.record(AdoptedPlan, frozen, adoption, by=by, label=held.title, plan_id=held.pk)
    AdoptedMeasure.objects.bulk_create([AdoptedMeasure(adopted=made, measure_id=one.row.measure_id) for one in rows])
    log.record("plan.adopted", made, by=by, because=adoption.registration_number[:60])
    return made


def _row(plan: Plan, row: int) -> PlanRow:
    found = plan.rows.filter(pk=row).first()
    if found is None:
        raise Missing
    return found


def _checked(draft: PlanDraft) -> dict[str, object]:
    check_years(draft.from_year, draft.to_year)
    if draft.kind == PlanKind.AREA and draft.area is None:
        raise Refused(_("Choose the area that the plan is for."), field="area")
    if draft.kind == PlanKind.OPERATIONAL and draft.department is None:
        raise Refused(_("Choose whose plan it is."), field="department")
    return {
        "kind": draft.kind,
        "title": needs_text(draft.title, "title")[:200],
        "text": draft.text.strip(),
        "from_year": draft.from_year,
        "to_year": draft.to_year,
        "area": draft.area if draft.kind == PlanKind.AREA else None,
        "department": draft.department if draft.kind == PlanKind.OPERATIONAL else None,
    }
