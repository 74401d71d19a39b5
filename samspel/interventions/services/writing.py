"""Writing an intervention, changing it, and moving it on."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, counters, log, persondata, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.interventions import permissions, rules
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.rules import Level, State, Step, Target
from samspel.interventions.services._ground import held, link, place_in
from samspel.municipality.models import Area, Committee, Department, Factor, Organisation, Place
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal


@dataclass(frozen=True, kw_only=True)
class Written:
    """All that is written of an intervention; `state` counts only when it is new. No area: the whole municipality."""

    title: str
    department: Department
    committee: Committee
    level: Level
    target: Target
    text: str = ""
    areas: Sequence[Area] = ()
    place: Place | None = None
    place_text: str = ""
    target_text: str = ""
    starts: date | None = None
    ends: date | None = None
    state: State = State.PLANNED
    partners: Sequence[Organisation] = ()
    partner_text: str = ""
    method: str = ""
    on_trial: bool = False
    factors: Sequence[Factor] = ()
    no_assessment: bool = False
    decision: str = ""
    external_id: str = ""
    measures: Sequence[Measure] = ()
    goals: Sequence[OutcomeGoal] = ()
    invented: bool = False


LINKS: Final = ("partners", "factors", "measures", "goals")
PLAIN: Final = tuple(
    one.name for one in fields(Written) if one.name not in {*LINKS, "areas", "state", "department", "invented"}
)
GUARDED: Final = ("title", "text", "place_text", "target_text", "partner_text", "method")


@service
def write(written: Written, *, by: Who, looked: bool = False) -> Intervention:
    """Take it into the inventory; what a coordinator writes for a department is a proposal to it.

    Raises Refused at the field that must be put right, Missing when `by` may not write for the department.
    """
    reach = reach_of(by)
    state = permissions.first_state(reach, written.department.pk, written.state)
    _check(written, looked)
    year = clock.today().year
    made = Intervention.objects.create(
        **_values(written),
        department=written.department,
        reference=f"I{year}-{counters.next_number(f'intervention {year}'):04d}",
        state=state.value,
        invented=written.invented,
        written_at=clock.now(),
        **_confirmed(by),
    )
    place_in(made, written.areas)
    for name in LINKS:
        link(made, name, getattr(written, name))
    log.record("intervention.written", made, by=by, because=state.value)
    return made


@service
def change(pk: UUID, written: Written, *, by: Who, version: int | None = None, looked: bool = False) -> Intervention:
    """Write over what stands; to have done so is also to say that it is true. Raises Refused, Stale, Missing."""
    reach = reach_of(by)
    row = held(reach, pk, version)
    _may_move_to(reach, row, written.department)
    _check(written, looked)
    changed = _changed(row, written)
    _say_true(row, by)
    versions.save(row, *PLAIN, "department", "confirmed_on", "confirmed_label")
    log.record("intervention.changed", row, by=by, fields=changed)
    return row


def _may_move_to(reach: Reach, row: Intervention, department: Department) -> None:
    if department.pk != row.department_id and not permissions.keeps_for(reach, department.pk):
        raise Refused(_("Only your own department's interventions are yours to write."), field="department")


def _changed(row: Intervention, written: Written) -> list[str]:
    """Put what is written into the row; the names of what became another."""
    values = {**_values(written), "department": written.department}
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name, value in values.items():
        setattr(row, name, value)
    if place_in(row, written.areas):
        changed.append("areas")
    return changed + [name for name in LINKS if link(row, name, getattr(written, name))]


@service
def move(pk: UUID, step: Step, *, by: Who, version: int | None = None) -> Intervention:
    """Accept a proposal, begin, end or take up again; what begins or ends without a day does so today.

    Raises Refused when the step is not for how it stands, Stale, Missing.
    """
    row = held(reach_of(by), pk, version)
    to = rules.after(row.stands, step)
    if to is None:
        raise Refused(_("Somebody has moved it on already. Read how it stands now."))
    row.state = to.value
    _date(row, step)
    _say_true(row, by)
    versions.save(row, "state", "starts", "ends", "confirmed_on", "confirmed_label")
    log.record(f"intervention.{step.value}", row, by=by, fields=["state"])
    return row


def _date(row: Intervention, step: Step) -> None:
    """The days follow what happens: no later than today for what has begun or ended."""
    today = clock.today()
    if step is Step.BEGIN and (row.starts is None or row.starts > today):
        row.starts = today
    if step is Step.END and (row.ends is None or row.ends > today):
        row.ends = today if row.starts is None else max(today, row.starts)
    if step is Step.RESUME:
        row.ends = None


def _values(written: Written) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value := getattr(written, name), str) and name != "target" else value
        for name in PLAIN
    } | {"level": written.level.value, "target": written.target.value}


def _check(written: Written, looked: bool) -> None:
    if not written.title.strip():
        raise Refused(_("Give it a name, such as “Parents' groups in the evening”."), field="title")
    if written.starts and written.ends and written.ends < written.starts:
        raise Refused(_("The last day is before the first. Change one of them."), field="ends")
    if written.no_assessment and not written.decision.strip():
        raise Refused(
            _("Without a needs assessment it rests on a decision by the committee. Write the decision's number."),
            field="decision",
        )
    if written.decision.strip() and not written.no_assessment:
        raise Refused(
            _("The decision is for what is done without a needs assessment. Tick that it is."), field="no_assessment"
        )
    taken = Intervention.objects.filter(department=written.department, external_id=written.external_id.strip())
    if written.external_id.strip() and taken.exclude(title=written.title.strip()).exists():
        raise Refused(_("The department has another intervention with that number."), field="external_id")
    persondata.names_no_person({name: getattr(written, name) for name in GUARDED}, looked=looked)


def _confirmed(by: Who) -> dict[str, Any]:
    if by.user is None:
        raise Missing
    return {"confirmed_on": clock.today(), "confirmed_label": by.label[:200]}


def _say_true(row: Intervention, by: Who) -> None:
    for name, value in _confirmed(by).items():
        setattr(row, name, value)


@service
def tie(pk: UUID, *, by: Who, measure: Measure | None = None, goal: OutcomeGoal | None = None) -> Intervention:
    """Let one that exists serve a measure or a goal too; what it serves already stands. Raises Missing."""
    row = held(reach_of(by), pk)
    if measure is not None:
        row.measures.add(measure)
    if goal is not None:
        row.goals.add(goal)
    _say_true(row, by)
    versions.save(row, "confirmed_on", "confirmed_label")
    log.record("intervention.changed", row, by=by, fields=["measures" if measure else "goals"])
    return row
