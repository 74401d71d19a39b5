"""The answer: each department answers its part, and one of them gives the asker the one answer, with an honest end."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.errors import Refused, Stale
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Organisation, Service
from samspel.questions import permissions, rules
from samspel.questions.gaps import gaps
from samspel.questions.models import ContactDetails, Kept, KeptText, Part, Question, Verb
from samspel.questions.permissions import Reach
from samspel.questions.rules import AT_WORK, END_STEP, PartStatus, Status, Step
from samspel.questions.services import letters
from samspel.questions.services._ground import (
    hold,
    hold_part,
    lead_of,
    needs_text,
    part_step,
    save_part,
    save_question,
    step,
    told,
    user_of,
)
from samspel.questions.services.handling import take
from samspel.questions.services.standards import note_use


@service
def answer_part(part: int, text: str, *, by: Who, version: int | None = None) -> Part:
    """The department answers its part, for the one who leads to put together; the asker does not read it."""
    held, reach = hold_part(part, by, version)
    permissions.require(permissions.may_handle(reach, held))
    question = held.question
    if held.stands not in AT_WORK or not question.is_open:
        raise Stale(held)
    written = finished(text)
    if held.stands is PartStatus.NEW:
        take(held, by)
    held.status = part_step(held, Step.ANSWER)
    held.answer = written
    save_part(held, "status", "answer")
    save_question(question)
    told(question, Verb.PART_ANSWERED, by=by, part=held, text=written, fields=["answer"])
    _drop_draft(question, by, held)
    lead = lead_of(question)
    if lead.pk != held.pk:
        letters.to_staff(question, "part_answered", letters.contacts_of(lead), lead)
    return held


@dataclass(frozen=True)
class End:
    """How a question ends: `status` is one of the five ends; the rest is what that end needs."""

    status: Status = Status.ANSWERED
    service: Service | None = None
    organisation: Organisation | None = None
    because: str = ""

    @property
    def to(self) -> str:
        """Whose it is or who helps, by name."""
        return str(self.service or self.organisation or self.because)


ANSWERED: Final = End()
"""The plain end."""


@service
def answer(
    question: UUID,
    text: str,
    end: End = ANSWERED,
    *,
    by: Who,
    version: int | None = None,
    standard: int | None = None,
) -> Question:
    """Give the asker the one answer, and with it the question's end. `standard`: the standard answer it began with.

    Raises Stale when somebody else has answered, or saved since `version` was read; Refused when the end lacks what it
    needs: guided on to whom, declined why, not ours but whose; or when the text has gaps that nobody has filled in.
    """
    held, reach = hold(question, by, version)
    permissions.require(permissions.may_end(reach, held))
    if not held.is_open:
        raise Stale(held)
    written = finished(text)
    complete(end)
    give(held, reach, written, end, by=by)
    note_use(standard)
    return held


def give(held: Question, reach: Reach, written: str, end: End, *, by: Who, joint: str = "") -> None:
    """Answer a held, open question by one who may: its end, timeline, log and letter; `joint`: with which others."""
    _close_own_part(held, reach, by)
    held.status = step(held, END_STEP[end.status])
    held.answer = written
    held.guided_service, held.guided_organisation = end.service, end.organisation
    held.ended_because = end.because[:300]
    held.ended_at = clock.now()
    held.solved, held.disputed, held.waiting_since = None, False, None
    save_question(held, *_END_FIELDS)
    verb, fields = Verb(end.status.value), ["answer", "status"]
    told(held, verb, by=by, text=written, fields=fields, to=end.to, why=end.because, joint=joint)
    _set_disposal(held)
    _drop_draft(held, by)
    _send(held, written, by)


def finished(text: str, field: str = "text") -> str:
    """The text, when it may be sent; raises Refused when it is empty, or has a gap of a standard answer left."""
    written = needs_text(text, field)
    if left := gaps(written):
        said = gettext_lazy("Fill in %(gaps)s before you send it.")
        raise Refused(said % {"gaps": ", ".join(left[:3])}, field=field)
    return written


_END_FIELDS = (
    "status",
    "answer",
    "guided_service",
    "guided_organisation",
    "ended_because",
    "ended_at",
    "solved",
    "disputed",
    "waiting_since",
)


def could_not_reach(question: UUID, text: str, *, by: Who, version: int | None = None) -> Question:
    """End a question whose asker could not be reached: what was tried stands where the code is looked up."""
    return answer(question, text, End(Status.UNREACHABLE), by=by, version=version)


def complete(end: End) -> None:
    """Raises Refused when the end lacks what it needs."""
    if end.status is Status.GUIDED and not (end.service or end.organisation):
        raise Refused(gettext_lazy("Say which service or organisation can help."), field="to")
    if end.status is Status.NOT_OURS and not (end.organisation or end.service or end.because.strip()):
        raise Refused(gettext_lazy("Say whose it is."), field="to")
    if end.status is Status.DECLINED and not end.because.strip():
        raise Refused(gettext_lazy("Say why we decline."), field="because")
    if end.status not in END_STEP:
        raise Refused(gettext_lazy("Choose how the question ends."), field="end")


def _close_own_part(question: Question, reach: Reach, by: Who) -> None:
    """Answering for a department that leads is also accepting its part and answering it."""
    lead = lead_of(question)
    if lead.department_id not in reach.departments:
        return
    if lead.stands is PartStatus.NEW:
        lead.question = question
        take(lead, by)
    if lead.stands is PartStatus.ACCEPTED:
        lead.status = part_step(lead, Step.ANSWER)
        save_part(lead, "status")


def _set_disposal(question: Question) -> None:
    """Contact details go the municipality's months after the answer; until the answer they are needed."""
    day = rules.months_after(clock.today(), municipality.numbers().contact_disposal_months)
    ContactDetails.objects.filter(question=question, disposed_at=None).update(dispose_on=day)


def _drop_draft(question: Question, by: Who, part: Part | None = None) -> None:
    KeptText.objects.filter(question=question, part=part, user=user_of(by), why=Kept.DRAFT).delete()


def _send(question: Question, text: str, by: Actor) -> None:
    with letters.in_their_language(question):
        subject = _("Answer to your question %(reference)s") % {"reference": question.reference}
        letters.to_asker(question, subject, text, by=by)


@service
def ask_back(question: UUID, text: str, *, by: Who, version: int | None = None) -> Question:
    """Ask the asker something; the days that are left are kept until the reply comes."""
    held, reach = hold(question, by, version)
    permissions.require(permissions.may_end(reach, held))
    written = finished(text)
    if held.code_digest is None:
        raise Refused(gettext_lazy("The asker wanted no answer, so there is nobody to ask."), field="text")
    lead = lead_of(held)
    if lead.department_id in reach.departments and lead.stands is PartStatus.NEW:
        lead.question = held
        take(lead, by)
    held.status = step(held, Step.ASK_BACK)
    calendar, today = municipality.calendar(), clock.today()
    held.days_kept = max(rules.days_left(calendar, today, held.due_on), 0)
    held.waiting_since = today
    save_question(held, "status", "days_kept", "waiting_since")
    told(held, Verb.ASKED_BACK, by=by, text=written, fields=["status"])
    _drop_draft(held, by)
    with letters.in_their_language(held):
        subject = _("We need to know more about question %(reference)s") % {"reference": held.reference}
        letters.to_asker(held, subject, written, by=by)
    return held
