"""A person chooses otherwise than the standing orders, with a reason; and notes that are never sent."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries.pins import Pin, placed
from samspel.municipality.models import Area, Department, Matter
from samspel.questions import permissions, rules
from samspel.questions.models import Note, Part, Question, Verb
from samspel.questions.rules import AT_WORK, OWED, PartStatus, Step
from samspel.questions.services import letters
from samspel.questions.services._ground import (
    count_anew,
    hold,
    lead_of,
    needs_text,
    part_step,
    require_open,
    save_part,
    save_question,
    step,
    told,
)
from samspel.questions.services.asking import add_part, preview


def _steer(question: UUID, by: Who, version: int | None) -> Question:
    held, reach = hold(question, by, version)
    permissions.require(permissions.may_steer(reach, held))
    require_open(held)
    return held


@service
def choose_other_receiver(
    question: UUID, department: Department, reason: str, *, by: Who, version: int | None = None
) -> Question:
    """Let another department lead, with a reason; who led has no part any longer unless it has answered."""
    held = _steer(question, by, version)
    why = needs_text(reason, "reason")
    lead = lead_of(held)
    if lead.department_id == department.pk:
        raise Refused(_("They lead the question already."), field="department")
    _step_down(lead)
    _give_lead(held, department)
    held.because = {"kind": "chosen", "by": by.label, "departments": [department.short_name], "why": why}
    held.disputed = False
    save_question(held, "status", "because", "disputed")
    told(held, Verb.CHOSEN, by=by, text=why, public=True, fields=["receiver"], to=department.short_name)
    return held


@service
def change_matter(question: UUID, matter: Matter, *, by: Who, version: int | None = None) -> Question:
    """Say what the question is really about: it is routed anew, and everything that was written stays.

    Its last day is counted by the new matter from the day that it came. Departments that the new route does not name
    keep a part that they have answered.
    """
    held = _steer(question, by, version)
    held.matter = matter
    told(held, Verb.MATTER_CHANGED, by=by, fields=["matter"], public=False, matter=matter.name)
    _reroute(held, by, "matter")
    return held


@service
def change_area(
    question: UUID, area: Area, place: str, pin: Pin | None, *, by: Who, version: int | None = None
) -> Question:
    """Say where it is: the area's team sees it, and it is routed anew where the standing orders tell areas apart.

    The pin is the one that it has from now on; None takes it away.
    """
    held = _steer(question, by, version)
    held.area, held.place = area, place.strip()[:200]
    before, after = (held.latitude, held.longitude), (pin.north, pin.east) if pin else (None, None)
    moved = before != after
    if pin and moved:
        placed(pin.north, pin.east)
    held.latitude, held.longitude = after
    fields = ["area", "place", *(("latitude", "longitude") if moved else ())]
    told(held, Verb.AREA_CHANGED, by=by, fields=fields, public=False, area=area.name)
    _reroute(held, by, "area", "place", "latitude", "longitude")
    return held


def _reroute(question: Question, by: Who, *changed: str) -> None:
    """Follow the standing orders anew: who they no longer name is no longer asked, unless they have answered."""
    going = preview(question.matter, question.area, question.asker_role, received=_received(question))
    question.because, question.disputed = going.because, False
    question.due_on = max(going.due_on, rules.answer_due(municipality.calendar(), clock.today(), 0))
    first, *others = going.departments
    wanted = [one.pk for one in going.departments]
    lead = lead_of(question)
    for part in question.parts.filter(status__in=sorted(OWED)).exclude(department__in=wanted):
        _step_down(part)
    if lead.department_id != first.pk:
        question.parts.filter(leads=True).update(leads=False)
        _give_lead(question, first)
    for other in others:
        if not question.parts.filter(department=other, status__in=sorted(AT_WORK)).exists():
            add_part(question, other, leads=False)
    count_anew(question)
    save_question(question, *changed, "status", "because", "due_on", "disputed")
    if lead.department_id != first.pk or others:
        names = [one.short_name for one in going.departments]
        told(question, Verb.ROUTED, by=by, departments=names, route=going.because)


def _received(question: Question) -> date:
    return clock.local(question.received_at).date()


@service
def add_department(question: UUID, department: Department, *, by: Who, version: int | None = None) -> Part:
    """Let one more department answer its part of the question."""
    held = _steer(question, by, version)
    if held.parts.filter(department=department, status__in=sorted(AT_WORK)).exists():
        raise Refused(_("They have a part already."), field="department")
    part = add_part(held, department, leads=False)
    save_question(held)
    told(held, Verb.DEPARTMENT_ADDED, by=by, part=part, to=department.short_name)
    return part


@service
def change_lead(question: UUID, department: Department, *, by: Who, version: int | None = None) -> Question:
    """Let another of the departments that have a part put the answer together."""
    held = _steer(question, by, version)
    lead = lead_of(held)
    if not held.parts.filter(department=department, status__in=sorted(AT_WORK)).exclude(pk=lead.pk).exists():
        raise Refused(_("Choose one of the departments that have a part."), field="department")
    lead.leads = False
    save_part(lead, "leads")
    _give_lead(held, department)
    save_question(held, "status")
    told(held, Verb.LEAD_CHANGED, by=by, fields=["lead"], public=False, to=department.short_name)
    return held


@service
def note(question: UUID, text: str, *, by: Who) -> Note:
    """Write something for those who work with the question. It is kept where nothing that is sent is read from."""
    held, reach = hold(question, by)
    permissions.require(permissions.works_with(reach, held))
    written = needs_text(text, "note")
    entry = told(held, Verb.NOTED, by=by, public=False)
    return Note.objects.create(entry=entry, text=written)


def _step_down(part: Part) -> None:
    """No longer leads; what it owed is no longer asked for, what it has answered stays."""
    part.leads = False
    if part.stands in OWED:
        part.status = part_step(part, Step.WITHDRAW)
    save_part(part, "leads", "status")


def _give_lead(question: Question, department: Department) -> None:
    part = question.parts.select_related("department").filter(department=department).first()
    if part is None or part.stands not in AT_WORK:
        add_part(question, department, leads=True)
        question.status = step(question, Step.MOVE)
        return
    part.leads, part.due_on = True, question.due_on
    save_part(part, "leads", "due_on")
    letters.to_department(question, part)
    if part.stands is PartStatus.NEW:
        question.status = step(question, Step.MOVE)
