"""A question comes in: it is numbered, routed by the standing orders, and told to those who answer for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, counters, outbox, persondata
from samspel.core.actors import Actor
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department, Matter
from samspel.municipality.queries import RouteRow
from samspel.questions import codes, permissions, rules
from samspel.questions.models import ContactDetails, Part, Question, ReplyBy, Verb
from samspel.questions.rules import PartStatus, Status
from samspel.questions.services import letters
from samspel.questions.services._ground import needs_text, told, user_of
from samspel.questions.services.asked import Asked
from samspel.questions.services.locating import located
from samspel.ui import words as dates


@dataclass(frozen=True)
class Preview:
    """Where a question would go, and why (as `words.because` takes it); `days` are working days to the answer."""

    departments: Sequence[Department]
    because: dict[str, Any]
    days: int
    due_on: date


def preview(matter: Matter | None, area: Area | None, asker_role: str, *, received: date | None = None) -> Preview:
    """Where the standing orders send such a question (today). Reads only."""
    row = rules.route(municipality.routes(), matter.code if matter else None, area.code if area else None, asker_role)
    known = {one.code: one for one in municipality.departments()}
    departments = [known[code] for code in row.departments]
    days = matter.answer_days if matter else municipality.numbers().answer_days
    due = rules.answer_due(municipality.calendar(), received or clock.today(), days)
    return Preview(departments, snapshot(row, departments, matter, area), days, due)


def snapshot(
    row: RouteRow, departments: Sequence[Department], matter: Matter | None, area: Area | None
) -> dict[str, Any]:
    """The row in names as they are now, to be read when the row has changed."""
    return {
        "kind": "rule",
        "number": row.number,
        "matter": matter.name if matter and row.matter else "",
        "area": area.name if area and row.area else "",
        "role": row.asker_role or "",
        "departments": _names(departments),
        "text": row.because,
        "source": row.source,
        "assumption": row.assumption,
    }


@service
def ask(asked: Asked, *, by: Actor) -> Question:
    """Take in a question and route it. Raises Missing when a user may not ask, Refused without text or with a point
    outside the municipality."""
    if isinstance(by, Who) and by.user is not None:
        permissions.require(permissions.may_ask(by))
    asked = located(asked)
    going = preview(asked.matter, asked.area, asked.asker_role)
    question = _written(asked, going, by)
    if asked.contact:
        ContactDetails.objects.create(
            question=question, name=asked.contact.name, email=asked.contact.email, phone=asked.contact.phone
        )
    told(question, Verb.ASKED, by=by, fields=_filled(asked), because=_pointed_out(asked))
    with outbox.together():
        parts = [
            _new(Part(question=question, department=one), leads=not index)
            for index, one in enumerate(going.departments)
        ]
        letters.to_departments(question, Part.objects.bulk_create(parts))
        told(question, Verb.ROUTED, by=by, departments=_names(going.departments), route=going.because)
        _confirm(question, by)
    return question


def _written(asked: Asked, going: Preview, by: Actor) -> Question:
    """The question's own row, with its number and what finds it by its code."""
    text, year = needs_text(asked.text, "text"), f"{clock.today():%Y}"
    question = Question(
        reference=f"{year}-{counters.next_number(f'question {year}'):04d}",
        subject=_subject(asked.subject, text),
        text=text,
        matter=asked.matter,
        area=asked.area,
        place=asked.place.strip(),
        latitude=asked.latitude,
        longitude=asked.longitude,
        asker_role=asked.asker_role,
        asker_organisation=asked.organisation,
        channel=asked.channel,
        reply_by=asked.reply_by,
        language=asked.language,
        status=Status.NEW,
        because=going.because,
        received_at=clock.now(),
        due_on=going.due_on,
        created_by=user_of(by),
    )
    if asked.reply_by != ReplyBy.NONE:
        question.code_digest = codes.digest(codes.new(question.pk))
    question.save(force_insert=True)
    return question


def _confirm(question: Question, by: Actor) -> None:
    with letters.in_their_language(question):
        letters.to_asker(
            question,
            _("We have your question %(reference)s") % {"reference": question.reference},
            _("Thank you for your question. You get an answer by %(day)s at the latest.")
            % {"day": dates.day(question.due_on)},
            by=by,
        )


def add_part(question: Question, department: Department, *, leads: bool) -> Part:
    """The department's part, new and told; what it answered before stays in its text."""
    part = Part.objects.filter(question=question, department=department).first()
    part = part or Part(question=question, department=department, version=0)
    part.version += 1
    _new(part, leads=leads).save()
    letters.to_department(question, part)
    return part


def _new(part: Part, *, leads: bool) -> Part:
    """The part as it is when it comes to its department: now, with the days that the municipality gives."""
    calendar, today = municipality.calendar(), clock.today()
    part.leads, part.status, part.handled_by = leads, PartStatus.NEW, None
    part.received_at = part.changed_at = clock.now()
    part.accept_by = calendar.add_working_days(today, municipality.numbers().accept_days)
    part.due_on = rules.part_due(calendar, today, part.question.due_on, leads=leads)
    return part


def _subject(subject: str, text: str) -> str:
    """The subject, or the first line of the text, cut at a word."""
    plain = " ".join(subject.split()) or " ".join(next(line for line in text.splitlines() if line.strip()).split())
    if len(plain) <= 120:
        return plain
    return plain[:119].rsplit(" ", 1)[0] + "…"


def _names(departments: Sequence[Department]) -> list[str]:
    return [one.short_name for one in departments]


def _filled(asked: Asked) -> list[str]:
    return [name for name in ("matter", "area", "place", "latitude", "longitude", "contact") if getattr(asked, name)]


def _pointed_out(asked: Asked) -> str:
    """That the text was saved although it looks like it names a person: the kinds, never the words."""
    kinds = sorted({one.kind for text in (asked.subject, asked.text, asked.place) for one in persondata.findings(text)})
    return f"pointed out: {', '.join(kinds)}" if kinds else ""
