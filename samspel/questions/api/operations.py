"""The operations: ask, read, accept, answer, forward, return."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core.api import Page, Paging, answers, idempotent, page_of, sent
from samspel.municipality import queries as municipality
from samspel.questions import codes, permissions, queries, services
from samspel.questions.api import shapes
from samspel.questions.api.schemas import (
    AcceptIn,
    AnswerIn,
    AskedOut,
    FilterIn,
    HandOnIn,
    QuestionIn,
    QuestionOut,
    SimilarOut,
)
from samspel.questions.models import Channel, Part, ReplyBy
from samspel.questions.permissions import reach_of
from samspel.questions.queries import Filters, Order, Stage
from samspel.questions.services import Asked

router = Router(tags=["questions"])


# ---------- Reading


@router.get("", auth=scoped("questions:read"), response=answers(Page[QuestionOut]))
def questions(request: Request, paging: Query[Paging], asked: Query[FilterIn]) -> HttpResponse:
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
    parts = Part.objects.order_by("-leads", "pk")
    rows = queries.chosen(reach, filters).prefetch_related(Prefetch("parts", parts))
    found = page_of(rows, paging, lambda row: shapes.shown(reach, row), by="-received_at")
    return sent(Page[QuestionOut](**found))


@router.get("/{uuid:pk}", auth=scoped("questions:read"), response=answers(QuestionOut))
def question(request: Request, pk: UUID) -> HttpResponse:
    """One question."""
    reach = reach_of(request.who)
    return sent(shapes.shown(reach, queries.one(reach, pk)))


@router.get("/{uuid:pk}/similar", auth=scoped("questions:read"), response=answers(list[SimilarOut]))
def similar(request: Request, pk: UUID) -> list[SimilarOut]:
    """Other open questions that may be about the same thing, the area's own first; five at most."""
    reach = reach_of(request.who)
    found = queries.one(reach, pk)
    rows = queries.similar(reach, f"{found.subject} {found.text}", found.area, but=found)
    return [shapes.similar(one) for one in rows]


# ---------- Writing


@router.post("", auth=scoped("questions:write"), response=answers(AskedOut, 201))
@idempotent(201)
def ask(request: Request, body: QuestionIn) -> AskedOut:
    """Take in a question and route it. What looks like it names a person is saved, and told in `warnings`."""
    contact = shapes.contact(body.contact)
    taken = services.ask(
        Asked(
            subject=body.subject,
            text=body.text,
            asker_role=body.asker_role,
            channel=Channel.API,
            matter=shapes.by_code(municipality.matters(), body.matter, "matter"),
            area=shapes.by_code(municipality.areas(), body.area, "area"),
            place=body.place,
            latitude=body.point.lat if body.point else None,
            longitude=body.point.lon if body.point else None,
            reply_by=ReplyBy.EMAIL if contact.email else ReplyBy.PHONE if contact.phone else ReplyBy.CODE,
            contact=contact,
            language=get_language() or "sv",
        ),
        by=request.who,
    )
    found = shapes.shown(reach_of(request.who), taken)
    code = codes.grouped(taken.code)
    return AskedOut(**found.model_dump(), code=code, warnings=list(shapes.warnings(body)))


Answering = Callable[[Request, UUID, AnswerIn], HttpResponse]


def _kept(operation: Answering) -> Answering:
    """Keep the text of whoever was overtaken, once the transaction of the call itself is undone."""

    @wraps(operation)
    def run(request: Request, pk: UUID, body: AnswerIn) -> HttpResponse:
        reach = reach_of(request.who)
        found = queries.one(reach, pk)
        part = None if permissions.may_end(reach, found) else shapes.own_part(reach, found, body.department).pk
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
        services.answer(pk, body.text, shapes.end(body), by=request.who, version=body.version)
    else:
        part = shapes.own_part(reach, found, body.department)
        services.answer_part(part.pk, body.text, by=request.who, version=body.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/accept", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def accept(request: Request, pk: UUID, body: AcceptIn | None = None) -> QuestionOut:
    """Take on the part of one's department."""
    reach, asked = reach_of(request.who), body or AcceptIn()
    part = shapes.own_part(reach, queries.one(reach, pk), asked.department)
    services.accept(part.pk, by=request.who, version=asked.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/forward", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def forward(request: Request, pk: UUID, body: HandOnIn) -> QuestionOut:
    """Hand one's department's part on to another."""
    reach = reach_of(request.who)
    part = shapes.own_part(reach, queries.one(reach, pk))
    services.forward(part.pk, shapes.department(body.department), body.reason, by=request.who, version=body.version)
    return _again(request, pk)


@router.post("/{uuid:pk}/return", auth=scoped("questions:write"), response=answers(QuestionOut))
@idempotent()
def return_(request: Request, pk: UUID, body: HandOnIn) -> QuestionOut:
    """Say that it isn't one's department's, and whose it is. Everybody returned it: the catch-all gets it."""
    reach = reach_of(request.who)
    part = shapes.own_part(reach, queries.one(reach, pk))
    services.return_part(part.pk, shapes.department(body.department), body.reason, by=request.who, version=body.version)
    return _again(request, pk)


def _again(request: Request, pk: UUID) -> QuestionOut:
    reach = reach_of(request.who)
    return shapes.shown(reach, queries.one(reach, pk))
