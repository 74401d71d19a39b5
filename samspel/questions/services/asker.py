"""What the asker does with their code: replies, says that it is solved, or that it isn't, and then it comes back."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.core import clock, versions
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.questions import rules
from samspel.questions.models import ContactDetails, Part, Question, Verb
from samspel.questions.rules import PartStatus, Step
from samspel.questions.services import letters
from samspel.questions.services._ground import count_anew, lead_of, needs_text, save_part, save_question, step, told


@dataclass(frozen=True)
class Asker:
    """The one who asked, known by their code alone."""

    question: UUID
    kind: str = "asker"
    label: str = "Asker"

    @property
    def id(self) -> str:
        return str(self.question)


def _hold(by: Asker) -> Question:
    return versions.hold(Question.objects.all(), by.question)


@service
def reply(text: str, *, by: Asker) -> Question:
    """The asker replies, or adds something; who waits for it gets the days that were left, at least one."""
    question = _hold(by)
    written = needs_text(text, "text")
    if not question.is_open:
        raise Refused(
            _("The question has been answered. Say that it isn't solved, and it comes back to us."), field="text"
        )
    waited = question.stands is rules.Status.WAITING
    question.status = step(question, Step.REPLY)
    if waited:
        _start_clock(question)
    save_question(question, "status", "waiting_since", "due_on")
    told(question, Verb.REPLIED, by=by, text=written, fields=["status"])
    lead = lead_of(question)
    letters.to_staff(question, "replied", letters.contacts_of(lead), lead)
    return question


def _start_clock(question: Question) -> None:
    calendar = municipality.calendar()
    question.waiting_since = None
    question.due_on = rules.due_after_wait(calendar, clock.today(), question.days_kept)
    count_anew(question)


@service
def solved(*, by: Asker) -> Question:
    """The asker says that the answer solved it."""
    question = _hold(by)
    question.status = step(question, Step.SAY_SOLVED)
    question.solved = True
    save_question(question, "status", "solved")
    told(question, Verb.SOLVED, by=by, fields=["solved"])
    return question


@service
def not_solved(text: str, *, by: Asker) -> Question:
    """The asker says that it isn't solved: it comes back to the one who answered, with new days."""
    question = _hold(by)
    question.status = step(question, Step.SAY_NOT_SOLVED)
    question.solved, question.ended_at = False, None
    days = question.matter.answer_days if question.matter else municipality.numbers().answer_days
    question.due_on = rules.answer_due(municipality.calendar(), clock.today(), days)
    save_question(question, "status", "solved", "ended_at", "due_on")
    ContactDetails.objects.filter(question=question, disposed_at=None).update(dispose_on=None)
    told(question, Verb.NOT_SOLVED, by=by, text=text.strip(), fields=["status", "solved"])
    lead = lead_of(question)
    _wake(lead, question)
    letters.to_staff(question, "not_solved", letters.contacts_of(lead), lead)
    letters.to_staff(question, "not_solved", letters.coordinators_of(question))
    return question


def _wake(lead: Part, question: Question) -> None:
    lead.due_on = question.due_on
    lead.accept_by = question.due_on
    if lead.stands is PartStatus.ANSWERED:
        lead.status = PartStatus.ACCEPTED
    save_part(lead, "due_on", "accept_by", "status")
