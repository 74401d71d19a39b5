"""Between the outside and ours: rows as they are shown, codes as what they stand for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samspel.core import persondata
from samspel.core.api.values import Point
from samspel.core.errors import Missing, Refused
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department
from samspel.questions import permissions, pins, words
from samspel.questions.api.schemas import AnswerIn, ContactIn, PartOut, QuestionIn, QuestionOut, SimilarOut
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries import Similar
from samspel.questions.rules import AT_WORK, OWED, Status
from samspel.questions.services import Contact
from samspel.questions.services.answering import End
from samspel.questions.services.letters import link


def shown(reach: Reach, row: Question) -> QuestionOut:
    """The question as it is shown to one who may see it."""
    parts = list(row.parts.all())
    return QuestionOut(
        id=row.pk,
        reference=row.reference,
        status=row.stands,
        subject=row.subject,
        text=row.text,
        matter=row.matter.code if row.matter else None,
        area=row.area.code if row.area else None,
        place=row.place,
        point=_point(reach, row),
        asker_role=row.asker_role,
        channel=row.channel,
        routed_to=[part.department.code for part in parts if part.stands in AT_WORK],
        because=words.because(row.because),
        received_at=row.received_at,
        due_on=row.due_on,
        answer=row.answer,
        ended_at=row.ended_at,
        solved=row.solved,
        parts=[
            PartOut(
                department=part.department.code,
                leads=part.leads,
                status=part.stands,
                answer=words.readable(reach, row, part.answer),
                version=part.version,
            )
            for part in parts
        ],
        version=row.version,
        url=link("questions:one", row.pk),
    )


def similar(one: Similar) -> SimilarOut:
    """A question that may be about the same thing."""
    row = one.question
    return SimilarOut(
        id=row.pk,
        reference=row.reference,
        subject=row.subject,
        area=row.area.code if row.area else None,
        joint=row.joint_id,
        likeness=round(one.likeness.share, 2),
        url=link("questions:one", row.pk),
    )


def _point(reach: Reach, row: Question) -> Point | None:
    pin = pins.pin_of(reach, row)
    return Point(lat=pin.north, lon=pin.east) if pin else None


def own_part(reach: Reach, found: Question, department: str | None = None) -> Part:
    """The part of the caller's department, what is still owed first; raises Missing."""
    own = [
        part for part in permissions.parts_of(reach, found) if department is None or part.department.code == department
    ]
    owed = [part for part in own if part.stands in OWED]
    for part in [*owed, *own]:
        return part
    raise Missing


def department(code: str) -> Department:
    """The department with the code; raises Refused."""
    found: Department | None = by_code(municipality.departments(), code, "department")
    if found is None:
        raise Refused(_("Name the department that gets the question."), field="department")
    return found


def by_code(rows: list[Any], code: str | None, field: str) -> Any:
    """The row with the code, None without one; raises Refused at the field."""
    if not code:
        return None
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise Refused(_("There is none with this code. The list says which there are."), field=field)
    return found


def end(body: AnswerIn) -> End:
    """How the question ends; raises Refused when `to` is nobody's code."""
    return ending(body.end, body.to, body.because)


def ending(status: Status, to: str, because: str) -> End:
    """An end by its parts; raises Refused when `to` is nobody's code."""
    service = next((one for one in municipality.services() if one.code == to), None)
    organisation = next((one for one in municipality.organisations() if one.code == to), None)
    if to and not (service or organisation):
        raise Refused(_("There is no service or organisation with this code."), field="to")
    return End(status, service, organisation, because)


def contact(given: ContactIn | None) -> Contact:
    """How the asker is reached; raises Refused when the address is none."""
    if given is None:
        return Contact()
    if given.email:
        try:
            validate_email(given.email)
        except ValidationError as fault:
            raise Refused(
                _("Write the address that the answer goes to, such as name@example.com."), field="contact.email"
            ) from fault
    return Contact(name=given.name, email=given.email, phone=given.phone)


def warnings(body: QuestionIn) -> list[str]:
    """What looks like it names a person, by kind: a machine cannot be asked, so it is told."""
    kinds = {one.kind for text in (body.subject, body.text, body.place) for one in persondata.findings(text)}
    told = {
        "identity_number": _("The text holds what looks like a personal identity number."),
        "phone": _("The text holds what looks like a phone number."),
        "email": _("The text holds what looks like an e-mail address."),
    }
    return [told[kind] for kind in sorted(kinds)]
