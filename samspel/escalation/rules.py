"""Who gets what needs more than a team's mandate, and what may happen to it. Plain Python.

The one table of escalation, from the commission ([2] and [3], "Eskalering"): *safety or crime* goes to the head of
security, who leads and allocates shared resources, and outside office hours to the duty officer. *Segregation* is
first settled between the managers concerned; if they could not, it goes to the management of the department if it
concerns one only, and to the coordination group if it concerns more than one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an escalation concerns."""

    SAFETY = "safety"
    CRIME = "crime"
    SEGREGATION = "segregation"


SECURITY = (Kind.SAFETY, Kind.CRIME)


class Role(StrEnum):
    """As what somebody receives."""

    HEAD_OF_SECURITY = "head_of_security"
    DUTY_OFFICER = "duty_officer"
    MANAGERS_CONCERNED = "managers_concerned"
    DEPARTMENT_MANAGEMENT = "department_management"
    COORDINATION_GROUP = "coordination_group"


SECURITY_ROLES = frozenset({Role.HEAD_OF_SECURITY, Role.DUTY_OFFICER})


class Reason(StrEnum):
    """Why a receiver is the one; `words.because` says each in a sentence."""

    OFFICE_HOURS = "office_hours"
    OUTSIDE_OFFICE_HOURS = "outside_office_hours"
    NOT_TRIED = "not_tried"
    SETTLED = "settled"
    ONE_DEPARTMENT = "one_department"
    SEVERAL_DEPARTMENTS = "several_departments"


class NothingToRoute(ValueError):
    """No kind was named."""


class NoDepartment(ValueError):
    """A segregation matter always concerns some department."""


@dataclass(frozen=True)
class Route:
    """The receiver of one kind, and why. `department` is a code, and set for a department's management alone."""

    kind: Kind
    role: Role
    reason: Reason
    department: str = ""

    @property
    def receiver(self) -> str:
        """The receiver by code, as other systems read it: `department_management:education`."""
        return f"{self.role}:{self.department}" if self.department else str(self.role)


def routes(
    kinds: Iterable[Kind], departments: Collection[str], *, settled: bool | None, office_open: bool
) -> tuple[Route, ...]:
    """Exactly one route for each kind, in the order asked.

    `departments` are the codes of those concerned; `settled` is None while the managers concerned have not tried, False
    when they could not settle it. Raises NothingToRoute without kinds, NoDepartment for segregation that concerns none.
    """
    asked = tuple(dict.fromkeys(kinds))
    if not asked:
        raise NothingToRoute
    return tuple(_route(kind, sorted(set(departments)), settled, office_open) for kind in asked)


def _route(kind: Kind, departments: Sequence[str], settled: bool | None, office_open: bool) -> Route:
    if kind in SECURITY:
        if office_open:
            return Route(kind, Role.HEAD_OF_SECURITY, Reason.OFFICE_HOURS)
        return Route(kind, Role.DUTY_OFFICER, Reason.OUTSIDE_OFFICE_HOURS)
    if not departments:
        raise NoDepartment
    if settled is None:
        return Route(kind, Role.MANAGERS_CONCERNED, Reason.NOT_TRIED)
    if settled:
        return Route(kind, Role.MANAGERS_CONCERNED, Reason.SETTLED)
    if len(departments) == 1:
        return Route(kind, Role.DEPARTMENT_MANAGEMENT, Reason.ONE_DEPARTMENT, departments[0])
    return Route(kind, Role.COORDINATION_GROUP, Reason.SEVERAL_DEPARTMENTS)


# --- What may happen to the part of an escalation that one receiver has ---------------------------


class State(StrEnum):
    """How a leg stands."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.WAITING, State.ACKNOWLEDGED})


class Act(StrEnum):
    """What is done to a leg."""

    ACKNOWLEDGE = "acknowledge"
    HAND_OVER = "hand_over"
    GO_ON = "go_on"
    NOT_SETTLED = "not_settled"
    FINISH = "finish"
    WITHDRAW = "withdraw"


STEPS: dict[tuple[State, Act], State] = {
    (State.WAITING, Act.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.WAITING, Act.HAND_OVER): State.WAITING,
    (State.ACKNOWLEDGED, Act.HAND_OVER): State.WAITING,
    (State.WAITING, Act.GO_ON): State.WAITING,
    (State.WAITING, Act.NOT_SETTLED): State.WAITING,
    (State.ACKNOWLEDGED, Act.NOT_SETTLED): State.WAITING,
    (State.ACKNOWLEDGED, Act.FINISH): State.DONE,
    (State.WAITING, Act.WITHDRAW): State.WITHDRAWN,
    (State.ACKNOWLEDGED, Act.WITHDRAW): State.WITHDRAWN,
}


def after(state: State, act: Act) -> State | None:
    """How it stands after the act; None when the act may not be done now."""
    return STEPS.get((state, act))


class Event(StrEnum):
    """What the history of a leg tells. The first five say that somebody new has it."""

    SENT = "sent"
    HANDED_OVER = "handed_over"
    UNANSWERED = "unanswered"
    UNDELIVERED = "undelivered"
    NOT_SETTLED = "not_settled"
    ACKNOWLEDGED = "acknowledged"
    END_OF_LINE = "end_of_line"
    UNREACHED = "unreached"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Need(StrEnum):
    """What is needed, ticked rather than written; `words.NEEDS` says each."""

    ADULTS = "adults"
    POLICE = "police"
    OTHER_AREA = "other_area"
    DECISION = "decision"
    SEVERAL_DEPARTMENTS = "several_departments"
