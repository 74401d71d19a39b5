"""Who may do what with a question, each a sentence; docs/permissions.md shows them as a table.

`reach_of` reads once what somebody's functions reach; every sentence then is a plain comparison with it.
"""

from dataclasses import dataclass
from typing import Final

from samspel.accounts.rules import DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.questions.models import Channel, Part, Question
from samspel.questions.rules import AT_WORK, OPEN

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
READERS: Final = frozenset(Function) - {
    Function.ADMINISTRATOR,
    Function.DUTY_OFFICER,
    Function.DATA_PROTECTION_OFFICER,
}
"""Who has a list of questions at all, if only of what they asked themselves."""
ASKERS: Final = READERS - {Function.EVALUATOR}


@dataclass(frozen=True)
class Reach:
    """What somebody's functions reach today, by id."""

    who: Who
    areas: frozenset[int]
    coordinated: frozenset[int]
    departments: frozenset[int]
    answering: frozenset[int]
    organisations: frozenset[int]

    @property
    def user_id(self) -> int | None:
        return self.who.user.pk if self.who.user else None

    def holds(self, *functions: Function) -> bool:
        return self.who.holds(*functions)

    @property
    def team_staff(self) -> bool:
        return self.holds(*TEAM_FUNCTIONS)

    @property
    def reads(self) -> bool:
        """Whether any function of theirs has questions at all; what they once asked is not theirs without one."""
        return self.holds(*READERS)

    @property
    def coordinates(self) -> bool:
        return self.holds(*COORDINATORS)


def reach_of(who: Who) -> Reach:
    """The areas of their teams today, and the departments that they work for."""
    teams, coordinated = who.teams(TEAM_FUNCTIONS), who.teams(COORDINATORS)
    held = municipality.areas_of(teams, who.day) if teams else {}
    centre = municipality.contact_centres() if who.holds(Function.CONTACT_CENTRE) else frozenset[int]()
    return Reach(
        who=who,
        areas=frozenset(held),
        coordinated=frozenset(area for area, team in held.items() if team in coordinated),
        departments=who.departments(DEPARTMENT_FUNCTIONS) | centre,
        answering=who.departments({Function.DEPARTMENT_CONTACT, Function.MANAGER}) | centre,
        organisations=who.organisations(),
    )


def sees(reach: Reach, question: Question) -> bool:
    """The team sees its areas and what has no area; a department its parts; the contact centre what is open and what
    it took down; a partner what its organisation asked or answers for; an evaluator all; everybody what they asked."""
    return (
        (reach.reads and question.created_by_id == reach.user_id)
        or reach.holds(Function.EVALUATOR)
        or (reach.team_staff and (question.area_id is None or question.area_id in reach.areas))
        or (reach.holds(Function.CONTACT_CENTRE) and (question.stands in OPEN or _taken_down(question)))
        or any(part.department_id in reach.departments for part in question.parts.all())
        or _concerns_organisation(reach, question)
    )


def _taken_down(question: Question) -> bool:
    return question.channel == Channel.CONTACT_CENTRE


def _concerns_organisation(reach: Reach, question: Question) -> bool:
    concerned = {question.asker_organisation_id, question.guided_organisation_id}
    concerned |= {part.department.organisation_id for part in question.parts.all()}
    return bool(reach.organisations & concerned)


def may_read_whole(reach: Reach, question: Question) -> bool:
    """Everybody who sees a question reads it as it was asked, but the evaluator: what looks like a person is masked."""
    return not reach.holds(Function.EVALUATOR) or question.created_by_id == reach.user_id


def may_ask(who: Who) -> bool:
    """All who meet people may write down a question; not who evaluates, administers, protects data or is on duty."""
    return who.holds(*ASKERS)


def leads(reach: Reach, question: Question) -> bool:
    """Contact person or manager at the department that leads, or the contact centre when it is its own."""
    return any(part.leads and part.department_id in reach.answering for part in question.parts.all())


def may_handle(reach: Reach, part: Part) -> bool:
    """A part is handled by its own department: contact person, manager or management."""
    return part.department_id in reach.departments


def coordinates(reach: Reach, question: Question) -> bool:
    """The coordinator of its area; without an area, any coordinator."""
    return reach.coordinates and (question.area_id is None or question.area_id in reach.coordinated)


def may_end(reach: Reach, question: Question) -> bool:
    """The one answer is given by the department that leads, or by the area's coordinator."""
    return leads(reach, question) or coordinates(reach, question)


def may_steer(reach: Reach, question: Question) -> bool:
    """Another receiver, matter or lead is chosen by who leads, the area's coordinator or the contact centre."""
    return may_end(reach, question) or (reach.holds(Function.CONTACT_CENTRE) and question.stands in OPEN)


def works_with(reach: Reach, question: Question) -> bool:
    """Internal notes are read and written by the area's team, the departments that have a part, the contact centre."""
    return (
        (reach.team_staff and (question.area_id is None or question.area_id in reach.areas))
        or any(part.department_id in reach.departments for part in question.parts.all())
        or (reach.holds(Function.CONTACT_CENTRE) and (question.stands in OPEN or _taken_down(question)))
    )


def sees_joint(reach: Reach) -> bool:
    """Joint questions are for those who work with questions and for the evaluator: who only asks has none."""
    return reach.team_staff or bool(reach.departments) or reach.holds(Function.EVALUATOR, Function.CONTACT_CENTRE)


def may_join(reach: Reach, question: Question) -> bool:
    """A question is joined with others, and leaves them, by those who work with it."""
    return sees_joint(reach) and works_with(reach, question)


def may_keep_standard(reach: Reach, department: int) -> bool:
    """A standard answer is kept by contact person or manager of its department; the contact centre keeps its own."""
    return department in reach.answering


def sees_whole_area(reach: Reach, area: int) -> bool:
    """Who may read each question of an area may read its small numbers: its coordinators, and the evaluator."""
    return area in reach.coordinated or reach.holds(Function.EVALUATOR)


def may_take_up(reach: Reach) -> bool:
    """What recurs is taken up by coordinators for their areas, and by departments for what they answer for."""
    return reach.coordinates or bool(reach.departments)


def may_see_contact(reach: Reach, question: Question) -> bool:
    """Contact details are seen by who answers (lead or coordinator) and by the contact centre's own who took them."""
    took_down = _taken_down(question) and question.created_by_id == reach.user_id
    return may_end(reach, question) or (took_down and reach.holds(Function.CONTACT_CENTRE))


def parts_of(reach: Reach, question: Question) -> list[Part]:
    """The parts at work that the one who asks handles."""
    return [part for part in question.parts.all() if part.stands in AT_WORK and may_handle(reach, part)]


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
