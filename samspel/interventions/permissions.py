"""Who may what with interventions, each a sentence; docs/permissions.md shows them as a table."""

from dataclasses import dataclass
from typing import Final

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import NOBODY, Who
from samspel.core.actors import Actor
from samspel.core.errors import Missing
from samspel.interventions.models import Intervention
from samspel.interventions.rules import State
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
LEADING: Final = frozenset({*BODY_FUNCTIONS, *DEPARTMENT_FUNCTIONS, *COORDINATORS, Function.HEAD_OF_SECURITY})
READERS: Final = frozenset({*TEAM_FUNCTIONS, *LEADING, Function.EVALUATOR})
"""Who works with what is done, and so reads all of it; a partner reads what its organisation takes part in."""
OF_MONEY: Final = frozenset({*LEADING, Function.EVALUATOR})
"""Who reads what it costs: who leads, who keeps a department's own, and who evaluates."""
KEEPERS: Final = frozenset({*DEPARTMENT_FUNCTIONS, *BODY_FUNCTIONS})
WRITERS: Final = frozenset({*KEEPERS, *COORDINATORS})


@dataclass(frozen=True)
class Reach:
    """What somebody's functions reach today. Ids."""

    who: Who
    departments: frozenset[int]
    organisations: frozenset[int]
    steers: bool

    @property
    def reads_all(self) -> bool:
        return self.who.holds(*READERS)

    @property
    def sees_money(self) -> bool:
        """Costs are for who leads, keeps or evaluates: not for the team in the street, nor for partners."""
        return self.who.holds(*OF_MONEY)

    @property
    def keeps(self) -> bool:
        """Whether any intervention is theirs to keep true."""
        return self.steers or bool(self.departments)

    @property
    def proposes(self) -> bool:
        """Coordinators propose; the department takes it on, or says no."""
        return self.keeps or self.who.holds(*COORDINATORS)


def reach_of(who: Actor | Reach) -> Reach:
    """The departments that they work for, and whether they sit in the body that coordinates [4]."""
    if isinstance(who, Reach):
        return who
    if not isinstance(who, Who):
        return Reach(NOBODY, frozenset(), frozenset(), steers=False)
    sits = {one.body for one in who.holdings if one.body and one.function in BODY_FUNCTIONS}
    return Reach(
        who=who,
        departments=who.departments(DEPARTMENT_FUNCTIONS),
        organisations=who.organisations(),
        steers=bool(sits & municipality.bodies_at(BodyLevel.TACTICAL)),
    )


def sees(reach: Reach, intervention: Intervention) -> bool:
    """Who works with it sees all; a partner what its organisation takes part in. `queries.visible_to` says the same."""
    return reach.reads_all or any(one.pk in reach.organisations for one in intervention.partners.all())


def keeps_for(reach: Reach, department: int) -> bool:
    """A department's interventions are kept by its contact person, managers and management, and by the coordinating
    body, which coordinates interventions between and within districts [4]."""
    return reach.steers or department in reach.departments


def may_keep(reach: Reach, intervention: Intervention) -> bool:
    """What is written of it, what it costs and how it stands is its own department's to say."""
    return keeps_for(reach, intervention.department_id)


def may_propose_to(reach: Reach, department: int) -> bool:
    """A coordinator may propose an intervention to any department."""
    return reach.proposes and not keeps_for(reach, department)


def first_state(reach: Reach, department: int, asked: State) -> State:
    """The state in which what they write begins; raises Missing when they may not write for the department at all."""
    if keeps_for(reach, department):
        return asked
    if reach.who.holds(*COORDINATORS):
        return State.PROPOSED
    raise Missing


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
