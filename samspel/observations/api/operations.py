"""The operations: report, read, the lists that the codes come from."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core.api import Page, Paging, answers, idempotent, page_of, sent
from samspel.municipality import queries as municipality
from samspel.observations import queries, services
from samspel.observations.api import shapes
from samspel.observations.api.schemas import (
    FilterIn,
    KnownPlaceOut,
    ObservationIn,
    ObservationKindOut,
    ObservationOut,
    ReportedOut,
)
from samspel.observations.permissions import reach_of

router = Router(tags=["observations"])


@router.get("", auth=scoped("observations:read"), response=answers(Page[ObservationOut]))
def observations(request: Request, paging: Query[Paging], asked: Query[FilterIn]) -> HttpResponse:
    """The observations that the token's user may see, newest first; withdrawn ones only when they are asked for."""
    reach = reach_of(request.who)
    rows = queries.chosen(reach, shapes.filters(asked))
    found = page_of(rows, paging, lambda row: shapes.shown_out(reach, row), by="-happened_from")
    return sent(Page[ObservationOut](**found))


@router.get("/kinds", auth=scoped("observations:read"), response=answers(list[ObservationKindOut]))
def observation_kinds(request: Request) -> list[dict[str, Any]]:
    """The kinds of observations, in the municipality's order."""
    language = get_language() or "sv"
    return [
        {"code": one.code, "name": one.name_in(language), "hint": one.hint_in(language)}
        for one in municipality.observation_kinds()
    ]


@router.get("/places", auth=scoped("observations:read"), response=answers(list[KnownPlaceOut]))
def observation_places(request: Request) -> list[KnownPlaceOut]:
    """The known places, each with its area."""
    codes, places = {one.pk: one.code for one in municipality.areas()}, municipality.places()
    return [shapes.place_out(one, codes[one.area_id]) for one in places if one.area_id in codes]


@router.get("/{uuid:pk}", auth=scoped("observations:read"), response=answers(ObservationOut))
def observation(request: Request, pk: UUID) -> HttpResponse:
    """One observation."""
    reach = reach_of(request.who)
    return sent(shapes.shown_out(reach, queries.one(reach, pk)))


@router.post("", auth=scoped("observations:write"), response=answers(ReportedOut, 201))
@idempotent(201)
def report_observation(request: Request, body: ObservationIn) -> ReportedOut:
    """Report an observation. What looks like it names a person is saved, and told in `warnings`."""
    made = services.report(shapes.reported(body, origin=f"api {request.who.id}"), by=request.who)
    found = shapes.shown_out(reach_of(request.who), made)
    return ReportedOut(**found.model_dump(), warnings=shapes.warnings(body))
