"""Who may send, see and do what about an escalation, each a sentence. `queries.visible_to` says the same in SQL."""

from datetime import datetime

from samspel.accounts.rules import BODY_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty import queries as duty
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import SECURITY_ROLES, Role, State

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


def may_escalate(who: Who) -> bool:
    """Everybody who works in the areas or answers for something may; not partners, evaluators, administrators."""
    return who.holds(*SENDERS)


def may_see(who: Who, escalation: Escalation) -> bool:
    """Who sent it while they may send; those whose area, department, body or duty it concerns; and the evaluator."""
    if who.holds(Function.EVALUATOR) or (escalation.created_by == who.user and may_escalate(who)):
        return True
    return _is_in_area(who, escalation) or any(_sees_leg(who, leg) for leg in escalation.legs.all())


def _is_in_area(who: Who, escalation: Escalation) -> bool:
    """A coordinator sees what concerns the areas that their team has today."""
    team = escalation.area.team_on(clock.today()) if escalation.area else None
    return team is not None and team.pk in who.teams(COORDINATORS)


def _sees_leg(who: Who, leg: Leg) -> bool:
    """Security: the head of security, and the one on duty while it is active. The rest: those concerned."""
    if leg.role in SECURITY_ROLES:
        return who.holds(Function.HEAD_OF_SECURITY) or sees_from(who, leg)
    departments = {one.pk for one in leg.escalation.departments.all()} | {leg.department_id}
    if departments & who.departments(LEADERS):
        return True
    return leg.body_id in {one.body for one in who.holdings if one.body and one.function in BODY}


def sees_from(who: Who, leg: Leg) -> bool:
    """The duty officer on duty sees what is active, and what was closed since the shift began; never the archive."""
    began = on_duty_since(who)
    return began is not None and (leg.closed_at is None or leg.closed_at >= began)


def on_duty_since(who: Who) -> datetime | None:
    """When the shift of the one who asks began; None when they are not on duty now."""
    if not who.holds(Function.DUTY_OFFICER):
        return None
    shift = duty.shift_at()
    return shift.starts if shift and shift.user == who.user else None


def may_see_callback(who: Who, escalation: Escalation) -> bool:
    """The number is for those who act on it and for who wrote it: not for the evaluator or the members of a body."""
    if escalation.created_by == who.user:
        return True
    if _is_in_area(who, escalation):
        return True
    return any(answers_for(who, leg) for leg in escalation.legs.all())


def reads_whole(who: Who) -> bool:
    """Everybody who sees it reads it as it was written, but the evaluator: what looks like a person is masked."""
    return not who.holds(Function.EVALUATOR)


def answers_for(who: Who, leg: Leg) -> bool:
    """Whether the one who asks answers for this leg now: it is theirs to take, hand over and finish."""
    match Role(leg.role):
        case Role.HEAD_OF_SECURITY | Role.DUTY_OFFICER:
            return who.holds(Function.HEAD_OF_SECURITY) or (leg.is_open and on_duty_since(who) is not None)
        case Role.MANAGERS_CONCERNED:
            concerned = {one.pk for one in leg.escalation.departments.all()}
            return bool(concerned & who.departments([Function.MANAGER]))
        case Role.DEPARTMENT_MANAGEMENT:
            return who.holds(Function.DEPARTMENT_MANAGEMENT, department=leg.department_id)
        case Role.COORDINATION_GROUP:
            return leg.body_id is not None and who.holds(Function.BODY_CONVENOR, body=leg.body_id)


def may_say_not_settled(who: Who, leg: Leg) -> bool:
    """The managers concerned say that they could not settle it."""
    return leg.role == Role.MANAGERS_CONCERNED and answers_for(who, leg)


def may_withdraw(who: Who, leg: Leg) -> bool:
    """Who sent it says that it is no longer needed."""
    return (
        leg.escalation.created_by == who.user
        and may_escalate(who)
        and leg.stands in {State.WAITING, State.ACKNOWLEDGED}
    )


def may_read_handovers(who: Who) -> bool:
    """The head of security receives the nights, the duty officers hand them over."""
    return who.holds(Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER)
