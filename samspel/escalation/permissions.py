"""Who may send, see and do what about an escalation, each a sentence. `queries.visible_to` says the same in SQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from samspel.accounts.rules import BODY_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty import queries as duty
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import SECURITY_ROLES, Role
from samspel.municipality import queries as municipality

COORDINATORS = (Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR)
LEADERS = (Function.MANAGER, Function.DEPARTMENT_MANAGEMENT)
BODY = tuple(sorted(BODY_FUNCTIONS))
SENDERS = (
    *sorted(TEAM_FUNCTIONS),
    Function.POLARE,
    Function.CONTACT_CENTRE,
    Function.DEPARTMENT_CONTACT,
    *LEADERS,
    Function.HEAD_OF_SECURITY,
    Function.DUTY_OFFICER,
)
READERS = (*SENDERS, *BODY, Function.EVALUATOR)


STOOD_IN = timedelta(hours=12)
"""How long a duty officer who was called upon off the roster still sees what came of it."""


@dataclass(frozen=True)
class Reach:
    """How far the one who asks reaches right now, read once: since when on duty, and the areas of their teams.

    `called_since` is set for a duty officer who is not on duty: what nobody on the roster has taken calls on them.
    """

    who: Who
    on_duty_since: datetime | None
    called_since: datetime | None
    areas: frozenset[int]


def reach_of(who: Who | Reach) -> Reach:
    """The reach of the one who asks; a reach is its own."""
    if isinstance(who, Reach):
        return who
    since = on_duty_since(who)
    called = None if since or not who.holds(Function.DUTY_OFFICER) else clock.now() - STOOD_IN
    return Reach(who, since, called, _areas(who))


def on_duty_since(who: Who) -> datetime | None:
    """When the shift of the one who asks began; None when they are not on duty now."""
    if not who.holds(Function.DUTY_OFFICER):
        return None
    shift = duty.shift_at()
    return shift.starts if shift and shift.user == who.user else None


def _areas(who: Who) -> frozenset[int]:
    """A coordinator reaches the areas that their team has today."""
    teams = who.teams(COORDINATORS)
    return frozenset(municipality.areas_of(teams, clock.today())) if teams else frozenset()


def may_escalate(who: Who) -> bool:
    """Everybody who works in the areas or answers for something may; not partners, evaluators, administrators."""
    return who.holds(*SENDERS)


def may_see(asking: Who | Reach, escalation: Escalation) -> bool:
    """Who sent it while they may send; those whose area, department, body or duty it concerns; and the evaluator."""
    reach = reach_of(asking)
    if reach.who.holds(Function.EVALUATOR) or is_own(reach.who, escalation):
        return True
    return escalation.area_id in reach.areas or any(_sees_leg(reach, leg) for leg in escalation.legs.all())


def is_own(who: Who, escalation: Escalation) -> bool:
    """Who sent it, while they hold a function that may send."""
    return escalation.created_by_id == (who.user.pk if who.user else None) and may_escalate(who)


def _sees_leg(reach: Reach, leg: Leg) -> bool:
    """Security: the head of security, and the one on duty while it is active. The rest: those concerned."""
    who = reach.who
    if leg.role in SECURITY_ROLES:
        return (
            who.holds(Function.HEAD_OF_SECURITY)
            or _is_active(leg, reach.on_duty_since)
            or (_calls_others(leg) and _is_active(leg, reach.called_since))
        )
    departments = {one.pk for one in leg.escalation.departments.all()} | {leg.department_id}
    if departments & who.departments(LEADERS):
        return True
    return leg.body_id in {one.body for one in who.holdings if one.body and one.function in BODY}


def _is_active(leg: Leg, began: datetime | None) -> bool:
    """What is open, and what was closed since the shift began; never the archive."""
    return began is not None and (leg.closed_at is None or leg.closed_at >= began)


def _calls_others(leg: Leg) -> bool:
    """It has gone on past the one on duty, or came while nobody was: every duty officer is called upon."""
    return leg.role == Role.DUTY_OFFICER and (leg.step > 0 or leg.holder_user_id is None)


def may_see_callback(asking: Who | Reach, escalation: Escalation) -> bool:
    """The number is for those who act on it and for who wrote it: not for the evaluator or the members of a body."""
    reach = reach_of(asking)
    if is_own(reach.who, escalation) or escalation.area_id in reach.areas:
        return True
    return any(answers_for(reach, leg) for leg in escalation.legs.all())


def reads_whole(who: Who) -> bool:
    """Everybody who sees it reads it as it was written, but the evaluator: what looks like a person is masked."""
    return not who.holds(Function.EVALUATOR)


def answers_for(asking: Who | Reach, leg: Leg) -> bool:
    """Whether the one who asks answers for this leg now: it is theirs to take, hand over and finish."""
    reach = reach_of(asking)
    who = reach.who
    match Role(leg.role):
        case Role.HEAD_OF_SECURITY | Role.DUTY_OFFICER:
            here = reach.on_duty_since or (_calls_others(leg) and reach.called_since)
            return who.holds(Function.HEAD_OF_SECURITY) or (leg.is_open and bool(here))
        case Role.MANAGERS_CONCERNED:
            concerned = {one.pk for one in leg.escalation.departments.all()}
            return bool(concerned & who.departments([Function.MANAGER]))
        case Role.DEPARTMENT_MANAGEMENT:
            return who.holds(Function.DEPARTMENT_MANAGEMENT, department=leg.department_id)
        case Role.COORDINATION_GROUP:
            return leg.body_id is not None and who.holds(Function.BODY_CONVENOR, body=leg.body_id)


def may_say_not_settled(asking: Who | Reach, leg: Leg) -> bool:
    """The managers concerned say that they could not settle it."""
    return leg.role == Role.MANAGERS_CONCERNED and answers_for(asking, leg)


def may_withdraw(asking: Who | Reach, leg: Leg) -> bool:
    """Who sent it says that it is no longer needed."""
    return leg.is_open and is_own(reach_of(asking).who, leg.escalation)
