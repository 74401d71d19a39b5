"""Escalations for other systems: who would get it, sending, reading and taking."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.api import Conflict, Page, Paging, answers, idempotent, page_of
from samspel.core.api.values import Moment, YesNo
from samspel.core.errors import Missing, Refused
from samspel.escalation import permissions, queries, services, words
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import Kind, Need, State
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area

router = Router(tags=["escalations"])

EARLIEST, LATEST = 1900, 2200
"""Years that a preview is given for: holidays are not known for ever."""

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Short = Annotated[str, Field(max_length=300)]


class RouteOut(Schema):
    """Who gets a kind, and why."""

    kind: Kind
    receiver: str
    because: str


class PreviewOut(Schema):
    """What the rule says at a moment."""

    at: datetime
    office_hours: bool
    routes: list[RouteOut]


class LegOut(Schema):
    """The part of an escalation that one receiver has. `holder` is who has it now, by function."""

    kinds: list[Kind]
    receiver: str
    because: str
    state: State
    holder: str
    answer_by: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None
    done: str
    outcome: str
    version: int


class EscalationOut(Schema):
    """An escalation. `callback` is empty for those who do not act on it; `state` is that of the leg least far."""

    id: UUID
    reference: str
    kinds: list[Kind]
    text: str
    area: str | None
    place: str
    needs: list[Need]
    need_text: str
    callback: str
    departments: list[str]
    settled: bool | None
    state: State
    created_at: datetime
    created_by: str
    url: str
    routes: list[LegOut]


class EscalationIn(Schema):
    """What is to be sent. `kind` is one or several of safety, crime and segregation, with commas between."""

    kind: Annotated[str, Field(max_length=100)]
    text: Text
    area: Annotated[str, Field(max_length=120)] | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    needs: Annotated[list[Need], Field(max_length=len(Need))] = []
    need_text: Short = ""
    callback: Annotated[str, Field(max_length=40)] = ""
    departments: Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=100)] = []
    settled: YesNo | None = None
    looked: YesNo = False


class FilterIn(Schema):
    """What a list is narrowed to; `state` is open, or a state."""

    state: Annotated[str, Field(pattern="^(|open|waiting|acknowledged|done|withdrawn)$")] = ""
    kind: Kind | None = None
    area: Annotated[str, Field(max_length=120)] = ""
    since: Moment | None = None


@router.get("/preview", auth=scoped("escalations:read"), response=answers(PreviewOut))
def preview(
    request: Request, kind: str, departments: str = "", settled: bool | None = None, at: str = ""
) -> dict[str, Any]:
    """Who would get it at a moment (now), one route for each kind in the order asked. Nothing is sent."""
    moment = _moment(at) if at else clock.local(clock.now())
    found = queries.preview(_kinds(kind), queries.concerned(_listed(departments)), settled, moment)
    return {
        "at": moment.isoformat(),
        "office_hours": found.office_open,
        "routes": [
            {"kind": one.route.kind, "receiver": one.route.receiver, "because": one.because} for one in found.receivers
        ],
    }


@router.get("", auth=scoped("escalations:read"), response=answers(Page[EscalationOut]))
def escalations(request: Request, paging: Query[Paging], asked: Query[FilterIn]) -> dict[str, Any]:
    """The escalations that the token's user may see, newest first."""
    rows = queries.listed(
        request.who,
        queries.Filters(state=asked.state, kind=asked.kind or "", area=asked.area, since=asked.since),
    )
    reach = permissions.reach_of(request.who)
    return page_of(rows, paging, lambda row: _shown(request, row, reach))


@router.get("/{uuid:pk}", auth=scoped("escalations:read"), response=answers(EscalationOut))
def escalation(request: Request, pk: UUID) -> EscalationOut:
    """One escalation."""
    return _shown(request, queries.get(request.who, pk))


@router.post("", auth=scoped("escalations:write"), response=answers(EscalationOut, 201))
@idempotent(201)
def escalate(request: Request, body: EscalationIn) -> EscalationOut:
    """Send it to whom the rule says. It names no person: set `looked` when somebody has looked through the text."""
    sent = services.escalate(
        _kinds(body.kind),
        body.text,
        by=request.who,
        area=_area(body.area),
        place=body.place,
        needs=body.needs,
        need_text=body.need_text,
        callback=body.callback,
        departments=queries.concerned(body.departments),
        settled=body.settled,
        looked=body.looked,
    )
    return _shown(request, queries.get(request.who, sent.pk))


@router.post("/{uuid:pk}/acknowledge", auth=scoped("escalations:write"), response=answers(EscalationOut))
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    """Take what waits for the token's user: 409, saying who has it, when somebody took it before."""
    return _acknowledge(request, pk)


@idempotent()
def _acknowledge(request: Request, pk: UUID) -> EscalationOut:
    found = queries.get(request.who, pk)
    mine = [leg for leg in found.legs.all() if permissions.answers_for(request.who, leg)]
    if not mine:
        raise Missing
    waiting = [leg for leg in mine if leg.stands is State.WAITING]
    try:
        for leg in waiting or mine:
            services.acknowledge(leg, by=request.who)
    except Refused as no:
        raise Conflict(_shown(request, queries.get(request.who, pk))) from no
    return _shown(request, queries.get(request.who, pk))


def _moment(text: str) -> datetime:
    """A moment with its offset. A `+` that came as a space is understood: many clients forget to encode it."""
    mended = re.sub(r" (\d{2}:?\d{2})$", r"+\1", text.strip())
    try:
        moment = datetime.fromisoformat(mended)
    except ValueError:
        raise Refused(_("Give a time such as 2026-06-19T22:00:00+02:00."), field="at") from None
    if moment.tzinfo is None:
        raise Refused(_("Give the time with its offset, such as 2026-06-19T22:00:00+02:00."), field="at")
    if not EARLIEST <= moment.year <= LATEST:
        raise Refused(_("Give a time between 1900 and 2200."), field="at")
    return moment


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _kinds(text: str) -> list[Kind]:
    asked = _listed(text)
    unknown = sorted(set(asked) - {kind.value for kind in Kind})
    if unknown or not asked:
        raise Refused(_("Say what it concerns: safety, crime or segregation."), field="kind")
    return [Kind(one) for one in asked]


def _area(code: str | None) -> Area | None:
    if not code:
        return None
    found = next((one for one in municipality.areas() if one.code == code), None)
    if found is None:
        raise Refused(_("There is no area with the code %(code)s.") % {"code": code}, field="area")
    return found


def _shown(request: Request, row: Escalation, reach: permissions.Reach | None = None) -> EscalationOut:
    legs = list(row.legs.all())
    names = [one.name for one in row.departments.all()]
    return EscalationOut(
        id=row.pk,
        reference=row.reference,
        kinds=[Kind(one) for one in row.kinds],
        text=row.text,
        area=row.area.code if row.area else None,
        place=row.place,
        needs=[Need(one) for one in row.needs],
        need_text=row.need_text,
        callback=row.callback if permissions.may_see_callback(reach or request.who, row) else "",
        departments=[one.code for one in row.departments.all()],
        settled=row.settled,
        state=_least(legs),
        created_at=row.created_at,
        created_by=row.created_label,
        url=request.build_absolute_uri(reverse("escalation:escalation", args=[row.pk])),
        routes=[_leg(request, leg, row, names) for leg in legs],
    )


def _least(legs: Iterable[Leg]) -> State:
    order = list(State)
    return min((leg.stands for leg in legs), key=order.index)


def _leg(request: Request, leg: Leg, row: Escalation, names: list[str]) -> LegOut:
    return LegOut(
        kinds=[Kind(one) for one in leg.kinds],
        receiver=leg.receiver,
        because=words.because(leg.reason, leg.kinds, row.created_at, names),
        state=leg.stands,
        holder=leg.holder,
        answer_by=leg.answer_by,
        acknowledged_by=leg.acknowledged_label,
        acknowledged_at=leg.acknowledged_at,
        done=queries.readable(request.who, leg.done),
        outcome=queries.readable(request.who, leg.outcome),
        version=leg.version,
    )
