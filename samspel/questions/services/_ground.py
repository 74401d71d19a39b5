"""What the services share: hold a question, take a step by the table, tell it in timeline and log."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.municipality import queries as municipality
from samspel.questions import rules
from samspel.questions.models import Entry, Part, Question, Verb
from samspel.questions.permissions import Reach, reach_of
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import PartStatus, Status, Step
from samspel.questions.words import PUBLIC


def hold(question: UUID, by: Who, version: int | None = None) -> tuple[Question, Reach]:
    """The question, locked, when `by` may see it at all; and what they reach. Raises Missing, Stale."""
    reach = reach_of(by)
    # As it stands: who reads without persons reads it masked, and what is held may be saved.
    rows = Question.objects.filter(pk__in=visible_to(reach).values("pk"))
    return versions.hold(rows, question, version), reach


def hold_part(part: int, by: Who, version: int | None = None) -> tuple[Part, Reach]:
    """A part with its question locked first, always in that order. Raises Missing, Stale (of the part)."""
    question_id = Part.objects.filter(pk=part).values_list("question", flat=True).first()
    if question_id is None:
        raise Missing
    question, reach = hold(question_id, by)
    held = versions.hold(Part.objects.filter(question=question), part, version)
    held.question = question
    return held, reach


def user_of(by: Actor) -> User | None:
    """The user behind an actor; None for jobs and askers."""
    return by.user if isinstance(by, Who) else None


def told(
    question: Question,
    verb: Verb,
    *,
    by: Actor,
    part: Part | None = None,
    text: str = "",
    public: bool | None = None,
    fields: Collection[str] = (),
    because: str = "",
    **params: Any,
) -> Entry:
    """A line of the timeline and one of the log. The log gets no text; the asker is told of what PUBLIC names."""
    if part is not None:
        params.setdefault("department", part.department.short_name)
    log.record(f"question.{verb}", part or question, by=by, fields=fields, because=because)
    return Entry.objects.create(
        question=question,
        part=part,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
        verb=verb,
        public=verb in PUBLIC if public is None else public,
        text=text,
        params=params,
    )


def step(question: Question, taken: Step) -> Status:
    """How the question stands after the step; raises Refused when the table says no."""
    found = rules.after(question.stands, taken)
    if found is None:
        raise Refused(
            _("The question has moved on, so this can't be done now. Read what has happened and choose anew.")
        )
    return found


def part_step(part: Part, taken: Step) -> PartStatus:
    """How the part stands after the step; raises Refused when the table says no."""
    found = rules.part_after(part.stands, taken)
    if found is None:
        raise Refused(_("This part has moved on, so this can't be done now. Read what has happened and choose anew."))
    return found


def save_question(question: Question, *fields: str) -> None:
    """Save the named fields of a held question as its next version."""
    versions.save(question, *fields)


def save_part(part: Part, *fields: str) -> None:
    """Save the named fields of a held part as its next version, changed now."""
    part.changed_at = clock.now()
    versions.save(part, *fields, "changed_at")


def require_open(question: Question) -> None:
    """Raises Refused when the question has its end."""
    if not question.is_open:
        raise Refused(_("The question has been answered, so this can't be done now."))


def count_anew(question: Question) -> None:
    """Let the parts that are still owed follow the question's last day."""
    calendar, today = municipality.calendar(), clock.today()
    for part in question.parts.filter(status__in=sorted(rules.AT_WORK)):
        part.due_on = rules.part_due(calendar, today, question.due_on, leads=part.leads)
        versions.save(part, "due_on")


def lead_of(question: Question) -> Part:
    """The part that leads; there is always one."""
    return question.parts.get(leads=True)


def needs_text(text: str, field: str) -> str:
    """The text without blanks around it; raises Refused when nothing is left."""
    plain = text.strip()
    if not plain:
        raise Refused(_("Write something first, so that the one who reads knows why."), field=field)
    return plain
