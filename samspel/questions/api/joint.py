"""Joint questions for other systems: what is joined, joining and leaving, one answer to all who asked."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core.api import Page, answers, idempotent
from samspel.core.errors import Missing
from samspel.questions import queries, services
from samspel.questions.api import shapes
from samspel.questions.api.schemas import Code, Text, VersionIn
from samspel.questions.joining import Left
from samspel.questions.permissions import reach_of
from samspel.questions.queries import JointRow
from samspel.questions.rules import Status
from samspel.questions.services.letters import link

router = Router(tags=["joint questions"])


class JointListIn(Schema):
    """`open`: something in it waits for an answer; `ended`: nothing does."""

    status: Literal["open", "ended"] = "open"


class JointRowOut(Schema):
    """A joint question, counted over what the token's user may see."""

    id: UUID
    reference: str
    name: str
    count: int
    open: int
    first: datetime
    last: datetime
    due_on: date | None
    url: str


class JoinedOut(Schema):
    """One of its questions."""

    id: UUID
    reference: str
    status: Status
    subject: str
    area: str | None
    due_on: date


class JointOut(Schema):
    """A joint question. `hidden` is how many of its questions the token's user may not see."""

    id: UUID
    reference: str
    name: str
    matter: str | None
    answer: str
    answered_at: datetime | None
    questions: list[JoinedOut]
    hidden: int
    version: int
    url: str


class JoinIn(Schema):
    """Questions about one thing, by id; with `joint`, the one that they go to."""

    questions: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    joint: UUID | None = None


class JoinOut(JointOut):
    """`late`: the others had their answer before, so what was joined now still waits for one."""

    late: bool


class LeaveIn(Schema):
    """Which question leaves, and why."""

    question: UUID
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class JointAnswerIn(VersionIn):
    """One answer to all; `to` is the code of a service or organisation, for guided and not_ours."""

    text: Text
    end: Status = Status.ANSWERED
    to: Code = ""
    because: Annotated[str, Field(max_length=300)] = ""


class LeftOut(Schema):
    """A question that was left as it is, and why."""

    id: UUID
    reference: str
    why: Left


class JointAnswerOut(Schema):
    """Who got the answer, and who did not; `unseen` were left as they are, and are not the user's to see."""

    answered: list[str]
    left: list[LeftOut]
    unseen: int


@router.get("", auth=scoped("questions:read"), response=answers(Page[JointRowOut]))
def joints(request: Request, asked: Query[JointListIn]) -> dict[str, Any]:
    """The joint questions that hold something the user may see, those that most wait for first; 200 at most."""
    rows = queries.joints(request.who, ended=asked.status == "ended")
    return {"items": [_row(one) for one in rows], "next": None}


@router.get("/{uuid:pk}", auth=scoped("questions:read"), response=answers(JointOut))
def joint(request: Request, pk: UUID) -> JointOut:
    """One joint question, with those of its questions that the user may see."""
    return _shown(request, pk)


@router.post("", auth=scoped("questions:write"), response=answers(JoinOut, 201))
@idempotent(201)
def join(request: Request, body: JoinIn) -> JoinOut:
    """Join open questions, each of which the user works with. They keep their own askers, parts and last days."""
    joined = services.join(body.questions, by=request.who, joint=body.joint)
    return JoinOut(**_shown(request, joined.joint.pk).model_dump(), late=joined.late)


@router.post("/{uuid:pk}/leave", auth=scoped("questions:write"), response=answers(JointOut))
@idempotent()
def leave_joint(request: Request, pk: UUID, body: LeaveIn) -> JointOut:
    """Take a question out, with a reason."""
    if queries.one(request.who, body.question).joint_id != pk:
        raise Missing
    before = _shown(request, pk)
    left = services.leave(body.question, body.reason, by=request.who)
    rest = [one for one in before.questions if one.id != body.question]
    return before.model_copy(update={"questions": rest, "version": left.version})


@router.post("/{uuid:pk}/answer", auth=scoped("questions:write"), response=answers(JointAnswerOut))
@idempotent()
def answer_joint(request: Request, pk: UUID, body: JointAnswerIn) -> JointAnswerOut:
    """One answer to all whom the user may answer; the rest is named, with why."""
    end = shapes.ending(body.end, body.to, body.because)
    given = services.answer_joint(pk, body.text, end, by=request.who, version=body.version)
    return JointAnswerOut(
        answered=[one.reference for one in given.answered],
        left=[LeftOut(id=one.pk, reference=one.reference, why=why) for one, why in given.left],
        unseen=given.unseen,
    )


def _row(one: JointRow) -> JointRowOut:
    return JointRowOut(
        id=one.id,
        reference=one.reference,
        name=one.name,
        count=one.count,
        open=one.open,
        first=one.first,
        last=one.last,
        due_on=one.due_on,
        url=link("questions:joint", one.id),
    )


def _shown(request: Request, pk: UUID) -> JointOut:
    found = queries.joint(reach_of(request.who), pk)
    return JointOut(
        id=found.joint.pk,
        reference=found.joint.reference,
        name=found.joint.name,
        matter=found.joint.matter.code if found.joint.matter else None,
        answer=found.joint.answer,
        answered_at=found.joint.answered_at,
        questions=[
            JoinedOut(
                id=one.pk,
                reference=one.reference,
                status=one.stands,
                subject=one.subject,
                area=one.area.code if one.area else None,
                due_on=one.due_on,
            )
            for one in found.questions
        ],
        hidden=found.hidden,
        version=found.joint.version,
        url=link("questions:joint", found.joint.pk),
    )
