"""Outcome goals: written, changed, and ended as reached, missed or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from samspel.accounts.who import Who
from samspel.core import clock, counters, log, versions
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Department, Indicator
from samspel.situation.ground import MOVED_ON, needs_text
from samspel.situation.models import Challenge, Sex
from samspel.targets import permissions, rules
from samspel.targets.models import OutcomeGoal
from samspel.targets.permissions import reach_of
from samspel.targets.queries.scope import goals_visible_to
from samspel.targets.rules import GoalState, GoalStep


@dataclass(frozen=True)
class Written:
    """What is written of a goal; what is left empty is told as lacking."""

    what: str
    for_whom: str = ""
    indicator: Indicator | None = None
    sex: str = Sex.ALL
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    by_day: date | None = None
    department: Department | None = None
    owner_role: str = ""
    challenges: Sequence[Challenge] = ()
    invented: bool = False


SAID: Final = ("what", "for_whom", "indicator", "sex", "baseline", "baseline_on", "target", "by_day")
"""What is adopted of a goal: changed, it is to be adopted anew."""
TENDED: Final = ("department", "owner_role", "invented")


@service
def write_goal(area: Area | None, written: Written, *, by: Who) -> OutcomeGoal:
    """A new goal of an area, or of the municipality, with a number of its own."""
    permissions.require(permissions.may_draft(reach_of(by), area.pk if area else None))
    needs_text(written.what, "what")
    kept = {one.name: getattr(written, one.name) for one in fields(written) if one.name != "challenges"}
    made = OutcomeGoal.objects.create(
        **kept,
        area=area,
        reference=f"E{counters.next_number('outcome goal')}",
        written_at=clock.now(),
        written_label=by.label[:200],
    )
    made.challenges.set(written.challenges)
    log.record("goal.written", made, by=by)
    return made


@service
def change_goal(goal: UUID, written: Written, *, by: Who, version: int | None = None) -> OutcomeGoal:
    """Change a goal. One that was adopted waits to be adopted anew when what it says has changed.

    Raises Missing, Refused when it has ended, Stale.
    """
    held = _held(goal, by, version)
    needs_text(written.what, "what")
    changed = [name for name in (*SAID, *TENDED) if getattr(held, name) != getattr(written, name)]
    state = _after(held, GoalStep.WRITE if set(changed) & set(SAID) else GoalStep.TEND)
    for name in changed:
        setattr(held, name, getattr(written, name))
    held.state = state
    if {one.pk for one in held.challenges.all()} != {one.pk for one in written.challenges}:
        held.challenges.set(written.challenges)
        changed.append("challenges")
    versions.save(held, *SAID, *TENDED, "state")
    log.record("goal.changed", held, by=by, fields=changed)
    return held


@service
def end_goal(goal: UUID, step: GoalStep, because: str, *, by: Who, version: int | None = None) -> OutcomeGoal:
    """Say that a goal was reached, was not, or is dropped, and why. Raises Missing, Refused, Stale."""
    held = _held(goal, by, version)
    held.state, held.because = _after(held, step), needs_text(because, "because")[:300]
    held.ended_at = clock.now()
    versions.save(held, "state", "because", "ended_at")
    log.record(f"goal.{held.state}", held, by=by, fields=["state", "because"])
    return held


@service
def reopen_goal(goal: UUID, because: str, *, by: Who, version: int | None = None) -> OutcomeGoal:
    """Somebody works towards it again. Raises Missing, Refused, Stale."""
    held = _held(goal, by, version)
    held.state, held.because = _after(held, GoalStep.REOPEN), needs_text(because, "because")[:300]
    held.ended_at = None
    versions.save(held, "state", "because", "ended_at")
    log.record("goal.reopened", held, by=by, fields=["state", "because"])
    return held


def _held(goal: UUID, by: Who, version: int | None) -> OutcomeGoal:
    reach = reach_of(by)
    seen = goals_visible_to(reach).values("pk")
    held = versions.hold(OutcomeGoal.objects.filter(pk__in=seen), goal, version)
    permissions.require(permissions.may_write(reach, held))
    return held


def _after(held: OutcomeGoal, step: GoalStep) -> GoalState:
    found = rules.goal_after(held.stands, step)
    if found is None:
        raise Refused(MOVED_ON)
    return found
