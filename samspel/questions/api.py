"""Questions for other systems: ask, read, accept, answer, forward, return."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import AliasChoices, AwareDatetime, BaseModel, Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core import persondata
from samspel.core.api import Page, Paging, answers, idempotent, page_of
from samspel.core.errors import Missing, Refused
from samspel.municipality import queries as municipality
from samspel.municipality.models import AskerRole, Department
from samspel.questions import codes, permissions, queries, services, words
from samspel.questions.models import Channel, Part, Question, ReplyBy
from samspel.questions.permissions import Reach, reach_of
from samspel.questions.queries import Filters, Order, Stage
from samspel.questions.rules import AT_WORK, OWED, PartStatus, Status
from samspel.questions.services import Asked, Contact
from samspel.questions.services.answering import End
from samspel.questions.services.letters import link

router = Router(tags=["questions"])

Code = Annotated[str, Field(max_length=120)]
Text = Annotated[str, Field(min_length=1, max_length=8000)]
Short = Annotated[str, Field(max_length=500)]


class ContactIn(BaseModel):
    """How the asker is reached; an object, and nothing that is silently lost."""

    name: Annotated[str, Field(max_length=120)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""


class QuestionIn(Schema):
    """A question on behalf of somebody. Codes are those of /matters and /areas."""

    subject: Annotated[str, Field(max_length=160)] = ""
    text: Text
    matter: Code | None = None
    area: Code | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    asker_role: AskerRole = AskerRole.RESIDENT
    contact: ContactIn | None = None


class PartOut(Schema):
    """A department's part."""

    department: str
    leads: bool
    status: PartStatus
    answer: str
    version: int


class QuestionOut(Schema):
    """A question. `routed_to` are the departments that have it now, the one that leads first."""

    id: UUID
    reference: str
    status: Status
    subject: str
    text: str
    matter: str | None
    area: str | None
    place: str
    asker_role: str
    channel: str
    routed_to: list[str]
    because: str
    received_at: datetime
    due_on: date
    answer: str
    ended_at: datetime | None
    solved: bool | None
    parts: list[PartOut]
    version: int
    url: str


class AskedOut(QuestionOut):
    """A question just taken in: the code for the asker, shown only now, and what looks like it names a person."""

    code: str
    warnings: list[str]


class FilterIn(Schema):
    """What a list is narrowed to. `status` is open, ended, all or a status."""

    status: Annotated[str, Field(pattern=f"^(|{'|'.join([*Stage, *Status])})$")] = ""
    area: Code = ""
    matter: Code = ""
    department: Code = ""
    since: date | AwareDatetime | None = None
    q: Annotated[str, Field(max_length=200)] = ""


class VersionIn(Schema):
    """`version`, when given, is the one that was read: a later one answers 409."""

    version: Annotated[int, Field(ge=1)] | None = None


class AcceptIn(VersionIn):
    """Which department accepts, when the token's user works for several."""

    department: Code | None = None


class AnswerIn(VersionIn):
    """The answer to the asker with the question's end; from a department that doesn't lead, its part of it.

    `to` is the code of a service or organisation, for guided and not_ours.
    """

    text: Text
    end: Status = Status.ANSWERED
    to: Code = ""
    because: Annotated[str, Field(max_length=300)] = ""
    department: Code | None = None


class HandOnIn(VersionIn):
    """Who gets it instead, and why."""

    department: Code = Field(validation_alias=AliasChoices("department", "instead"))
    reason: Annotated[str, Field(min_length=1, max_length=500)]


# ---------- Reading


@router.get("", auth=scoped("questions:read"), response=answers(Page[QuestionOut]))
def questions(request: Request, paging: Query[Paging], asked: Query[FilterIn]) -> dict[str, Any]:
    """The questions that the token's user may see, newest first."""
    reach = reach_of(request.who)
    filters = Filters(
        status=asked.status or Stage.ALL,
        area=asked.area,
        matter=asked.matter,
        department=asked.department,
        since=asked.since,
        q=asked.q,
        order=Order.NEWEST,
    )
    parts = Part.objects.select_related("department").order_by("-leads", "pk")
    rows = queries.chosen(reach, filters).select_related("matter", "area").prefetch_related(Prefetch("parts", parts))
    return page_of(rows, paging, lambda row: _shown(reach, row), by="-received_at")


@router.get("/{uuid:pk}", auth=scoped("questions:read"), response=answers(QuestionOut))
def question(request: Request, pk: UUID) -> QuestionOut:
    """One question."""
    reach = reach_of(request.who)
    return _shown(reach, queries.one(reach, pk))


# ---------- Writing


@router.post("", auth=scoped("questions:write"), response=answers(AskedOut, 201))
@idempotent(201)
def ask(request: Request, body: QuestionIn) -> AskedOut:
    """Take in a question and route it. What looks like it names a person is saved, and told in `warnings`."""
    contact = _contact(body.contact)
    taken = services.ask(
        Asked(
            subject=body.subject,
            text=body.text,
            asker_role=body.asker_role,
            channel=Channel.API,
            matter=_by_code(municipality.matters(), body.matter, "matter"),
            area=_by_code(municipality.areas(), body.area, "area"),
            place=body.place,
            latitude=body.latitude,
            longitude=body.longitude,
            reply_by=ReplyBy.EMAIL if contact.email else ReplyBy.PHONE if contact.phone else ReplyBy.CODE,
            contact=contact,
            language=get_language() or "sv",
        ),
        by=request.who,
    )
    found = _shown(reach_of(request.who), queries.one(request.who, taken.pk))
    code = codes.grouped(codes.code_of(taken.pk))
    return AskedOut(**found.model_dump(), code=code, warnings=list(_warnings(body)))


Answering = Callable[[Request, UUID, AnswerIn], HttpResponse]


def _kept(operation: Answering) -> Answering:
    """Keep the text of whoever was overtaken, once the transaction of the call itself is undone."""

    @wraps(operation)
    def run(request: Request, pk: UUID, body: AnswerIn) -> HttpResponse:
        reach = reach_of(request.who)
        found = queries.one(reach, pk)
        part = None if permissions.may_end(reach, found) else _own_part(reach, found, body.department).pk
        with services.keeping(pk, body.text, by=request.who, part=part):
            return operation(request, pk, body)

    return run


@router.post("/{uuid:pk}/answer", auth=scoped("questions:write"), response=answers(QuestionOut))
@_kept
@idempotent()
def answer(request: Request, pk: UUID, body: AnswerIn) -> QuestionOut:
    """Answer the asker; from a department that doesn't lead, its part of it. On 409 the text is kept."""
    reach = reach_of(request.who)
    found = queries.one(reach, pk)
    if permissions.may_end(reach, found):
        services.answer(pk, body.text, _end(body), by=request.who, version=body.version)
    else:
        part = _own_part(reach, found, body.department)
        services.answer_part(part.pk, body.text, by=request.who, version=body.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/accept", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def accept(request: Request, pk: UUID, body: AcceptIn | None = None) -> QuestionOut:
    """Take on the part of one's department."""
    reach, asked = reach_of(request.who), body or AcceptIn()
    part = _own_part(reach, queries.one(reach, pk), asked.department)
    services.accept(part.pk, by=request.who, version=asked.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/forward", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def forward(request: Request, pk: UUID, body: HandOnIn) -> QuestionOut:
    """Hand one's department's part on to another."""
    reach = reach_of(request.who)
    part = _own_part(reach, queries.one(reach, pk))
    services.forward(part.pk, _department(body.department), body.reason, by=request.who, version=body.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/return", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def return_(request: Request, pk: UUID, body: HandOnIn) -> QuestionOut:
    """Say that it isn't one's department's, and whose it is. Everybody returned it: the catch-all gets it."""
    reach = reach_of(request.who)
    part = _own_part(reach, queries.one(reach, pk))
    services.return_part(part.pk, _department(body.department), body.reason, by=request.who, version=body.version)
    return _again(request, pk)


# ---------- Between the outside and ours


def _again(request: Request, pk: UUID) -> QuestionOut:
    reach = reach_of(request.who)
    return _shown(reach, queries.one(reach, pk))


def _shown(reach: Reach, row: Question) -> QuestionOut:
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


def _own_part(reach: Reach, found: Question, department: str | None = None) -> Part:
    """The part of the caller's department, what is still owed first; raises Missing."""
    own = [
        part for part in permissions.parts_of(reach, found) if department is None or part.department.code == department
    ]
    owed = [part for part in own if part.stands in OWED]
    for part in [*owed, *own]:
        return part
    raise Missing


def _department(code: str) -> Department:
    found: Department = _by_code(municipality.departments(), code, "department")
    return found


def _by_code(rows: list[Any], code: str | None, field: str) -> Any:
    """The row with the code, None without one; raises Refused at the field."""
    if not code:
        return None
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise Refused(_("There is none with this code. The list says which there are."), field=field)
    return found


def _end(body: AnswerIn) -> End:
    service = next((one for one in municipality.services() if one.code == body.to), None)
    organisation = next((one for one in municipality.organisations() if one.code == body.to), None)
    if body.to and not (service or organisation):
        raise Refused(_("There is no service or organisation with this code."), field="to")
    return End(body.end, service, organisation, body.because)


def _contact(given: ContactIn | None) -> Contact:
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


def _warnings(body: QuestionIn) -> list[str]:
    kinds = {one.kind for text in (body.subject, body.text, body.place) for one in persondata.findings(text)}
    told = {
        "identity_number": _("The text holds what looks like a personal identity number."),
        "phone": _("The text holds what looks like a phone number."),
        "email": _("The text holds what looks like an e-mail address."),
    }
    return [told[kind] for kind in sorted(kinds)]
