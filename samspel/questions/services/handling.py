"""A department takes its part, or says whose it is. Nothing is ever left without an owner."""

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department
from samspel.questions import permissions, rules
from samspel.questions.models import Part, Question, Verb
from samspel.questions.rules import AT_WORK, OWED, PartStatus, Step
from samspel.questions.services import letters
from samspel.questions.services._ground import (
    hold_part,
    needs_text,
    part_step,
    require_open,
    save_part,
    save_question,
    step,
    told,
    user_of,
)
from samspel.questions.services.asking import add_part


@service
def accept(part: int, *, by: Who, version: int | None = None) -> Part:
    """The department takes on its part, and the one who accepts handles it."""
    held, reach = hold_part(part, by, version)
    permissions.require(permissions.may_handle(reach, held))
    take(held, by)
    return held


def take(held: Part, by: Who) -> None:
    """Accept a held part: the first thing that a department does, or what answering it implies."""
    question = held.question
    held.status = part_step(held, Step.ACCEPT)
    held.handled_by = user_of(by)
    save_part(held, "status", "handled_by")
    question.status = step(question, Step.ACCEPT)
    question.disputed = False
    save_question(question, "status", "disputed")
    told(question, Verb.ACCEPTED, by=by, part=held, fields=["status", "handled_by"])


@service
def forward(part: int, to: Department, reason: str, *, by: Who, version: int | None = None) -> Part:
    """The department hands its part on to another that should answer; returns the receiver's part."""
    held, reach = hold_part(part, by, version)
    permissions.require(permissions.may_handle(reach, held))
    why = needs_text(reason, "reason")
    require_open(held.question)
    _refuse_same(held, to)
    if _has_returned(held.question, to):
        raise Refused(_("They have already returned this question. Choose another department."), field="department")
    question, led = held.question, held.leads
    received = _hand_over(held, to, Step.FORWARD, why)
    if led:
        question.because = _reason("forwarded", by, to, why)
    save_question(question, "status", "because")
    told(question, Verb.FORWARDED, by=by, part=held, text=why, to=to.short_name, public=led)
    return received


@service
def return_part(part: int, instead: Department, reason: str, *, by: Who, version: int | None = None) -> Part:
    """The department says that the part isn't theirs, and whose it is; returns the part of the one who gets it.

    One who returned it already does not get it back: then it goes by the last row of the standing orders, and the
    area's coordinator is asked to decide. Raises Refused when it would come back to the one who returns it.
    """
    held, reach = hold_part(part, by, version)
    permissions.require(permissions.may_handle(reach, held))
    why = needs_text(reason, "reason")
    require_open(held.question)
    _refuse_same(held, instead)
    question, led = held.question, held.leads
    to, looped = _receiver(held, instead)
    received = _hand_over(held, to, Step.RETURN, why)
    if led:
        question.because = _reason("looped" if looped else "returned", by, to, why)
    question.disputed = question.disputed or looped
    save_question(question, "status", "because", "disputed")
    told(
        question,
        Verb.RETURNED,
        by=by,
        part=held,
        text=why,
        public=led,
        instead=instead.short_name,
        to=to.short_name,
        looped=looped,
    )
    if looped:
        letters.to_staff(question, "decide", letters.coordinators_of(question))
    return received


def _receiver(held: Part, instead: Department) -> tuple[Department, bool]:
    """Who gets the part, and whether it went round in a circle."""
    returned = held.question.parts.filter(status=PartStatus.RETURNED).values_list("department__code", flat=True)
    last = rules.catch_all(municipality.routes()).departments[0]
    code = rules.after_return(held.department.code, instead.code, returned, last)
    if code is None:
        raise Refused(
            _("They have returned it already, and what nobody takes ends with you. Answer it, or name another."),
            field="department",
        )
    return (instead, False) if code == instead.code else (municipality.department(code), True)


def _hand_over(held: Part, to: Department, taken: Step, why: str) -> Part:
    """Close the held part by the step, and see to it that `to` has one; the lead goes with it."""
    question = held.question
    led = held.leads
    held.status = part_step(held, taken)
    held.leads = False
    held.reason = why[:500]
    save_part(held, "status", "leads", "reason")
    received = question.parts.filter(department=to, status__in=list(AT_WORK)).first()
    if received is None:
        received = add_part(question, to, leads=led)
    elif led:
        received.leads = True
        received.due_on = question.due_on
        save_part(received, "leads", "due_on")
        letters.to_department(question, received)
    if led and received.stands in OWED - {PartStatus.ACCEPTED}:
        question.status = step(question, Step.MOVE)
    return received


def _has_returned(question: Question, department: Department) -> bool:
    return question.parts.filter(department=department, status=PartStatus.RETURNED).exists()


def _refuse_same(held: Part, to: Department) -> None:
    if held.department_id == to.pk:
        raise Refused(_("Name another department than your own."), field="department")


def _reason(kind: str, by: Who, to: Department, why: str) -> dict[str, object]:
    return {"kind": kind, "by": by.label, "departments": [to.short_name], "why": why}
