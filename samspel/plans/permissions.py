"""Who may do what with measures, plans and promises, each a sentence; docs/permissions.md shows them as a table.

`reach_of` reads once what somebody's functions reach; every sentence then is a plain comparison with it.
"""

from dataclasses import dataclass
from typing import Final

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.plans.models import Agreement, Measure, Plan, PlanKind

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
MANAGERS: Final = frozenset({Function.MANAGER, Function.DEPARTMENT_MANAGEMENT})
WORKERS: Final = (
    TEAM_FUNCTIONS
    | DEPARTMENT_FUNCTIONS
    | BODY_FUNCTIONS
    | {Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER, Function.EVALUATOR}
)
"""Who reads plans as they are being written."""
READERS: Final = WORKERS | {Function.PARTNER}
"""They, and the partners, who read what was adopted and what they are a party to."""


@dataclass(frozen=True)
class Reach:
    """What somebody's functions reach today, by id. `drafts`: the whole of the plans; `adopts`: what is drafted;
    `masked`: reads without persons."""

    who: Actor
    reads: bool = False
    reads_adopted: bool = False
    masked: bool = False
    drafts: bool = False
    adopts: bool = False
    coordinated: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()
    managed: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


def reach_of(who: Actor) -> Reach:
    """The coordination group drafts, the steering group adopts [4]; coordinators draft for the areas of their teams."""
    if not isinstance(who, Who):
        return Reach(who)
    coordinated = who.teams(COORDINATORS)
    seats = frozenset(one.body for one in who.holdings if one.function in BODY_FUNCTIONS and one.body)
    return Reach(
        who=who,
        reads=who.holds(*WORKERS),
        reads_adopted=who.holds(*READERS),
        masked=who.holds(Function.EVALUATOR),
        drafts=who.holds(Function.HEAD_OF_SECURITY) or bool(seats & municipality.bodies_at(BodyLevel.TACTICAL)),
        adopts=bool(seats & municipality.bodies_at(BodyLevel.STRATEGIC)),
        coordinated=frozenset(municipality.areas_of(coordinated, who.day)) if coordinated else frozenset(),
        departments=who.departments(DEPARTMENT_FUNCTIONS),
        managed=who.departments(MANAGERS),
        led=who.departments({Function.DEPARTMENT_MANAGEMENT}),
        bodies=seats,
        organisations=who.organisations(),
    )


def may_write_for(reach: Reach, area: int | None) -> bool:
    """The coordination group and the head of security write for everywhere, a coordinator for the areas of the team."""
    return reach.drafts or (area is not None and area in reach.coordinated)


def may_write_any(reach: Reach) -> bool:
    """Whether there is anything that they may write."""
    return reach.drafts or bool(reach.coordinated)


def may_write_measure(reach: Reach, measure: Measure) -> bool:
    """A measure is written by those who draft for its area, or for all when it has none."""
    return may_write_for(reach, measure.area_id)


def owns(reach: Reach, measure: Measure) -> bool:
    """Its owner is a department that they work for, or a seat in a body that they sit in."""
    seat = measure.owner_seat
    return measure.owner_department_id in reach.departments or (seat is not None and seat.body_id in reach.bodies)


def may_tell(reach: Reach, measure: Measure) -> bool:
    """How a measure goes is told by its owner, and by those who draft it."""
    return owns(reach, measure) or may_write_measure(reach, measure)


def may_write_plan(reach: Reach, plan: Plan) -> bool:
    """A plan is drafted like its area's measures; an operational plan by managers of its department too."""
    return may_write_for(reach, plan.area_id) or (
        plan.kind == PlanKind.OPERATIONAL and plan.department_id in reach.managed
    )


def may_adopt(reach: Reach, plan: Plan) -> bool:
    """Plans are adopted by the steering group; an operational plan by the management of its department."""
    if plan.kind == PlanKind.OPERATIONAL:
        return plan.department_id in reach.led
    return reach.adopts


def is_party(reach: Reach, agreement: Agreement) -> bool:
    """They come from one of the parties. Reads the parties: they are to be fetched along."""
    return any(one.pk in reach.departments for one in agreement.departments.all()) or any(
        one.pk in reach.organisations for one in agreement.organisations.all()
    )


def sees_agreement(reach: Reach, agreement: Agreement) -> bool:
    """An agreement is read by all who work with plans, and by the partners that are a party to it."""
    return reach.reads or is_party(reach, agreement)


def may_write_agreement(reach: Reach, agreement: Agreement) -> bool:
    """Agreements and pledges are written by those who draft for their area."""
    return may_write_for(reach, agreement.area_id)


def may_follow_up(reach: Reach, agreement: Agreement) -> bool:
    """Whether a promise was kept is told by those who write, and by the departments that promised."""
    return may_write_agreement(reach, agreement) or any(
        one.pk in reach.departments for one in agreement.departments.all()
    )


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
