"""Measures for other systems: how each stands, what it answers, and which plans it stands in."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core.api import Page, Paging, answers, page_of
from samspel.core.api.values import in_place
from samspel.plans import queries
from samspel.plans.models import Measure
from samspel.plans.queries import Filters, Lacks, Row, Stage
from samspel.plans.queries.filters import apply
from samspel.plans.queries.grid import annotated, row_of
from samspel.plans.rules import Funding, Status

router = Router(tags=["measures"])
Code = Annotated[str, Field(max_length=120)]
Standing = Annotated[Status, in_place(Status)]


class MeasureOut(Schema):
    """A measure. No `area` means the whole municipality; an owner is a department or a seat in a body, or none yet."""

    id: UUID
    reference: str
    title: str
    text: str
    area: str | None
    development_area: str | None
    perspectives: list[str]
    owner_department: str | None
    owner_seat: str | None
    departments: list[str]
    funding: Funding
    from_year: int | None
    to_year: int | None
    status: Standing
    comment: str
    said_at: AwareDatetime
    challenges: list[UUID]
    goals: list[UUID]
    municipal_goals: list[str]
    late: bool
    silent: bool
    url: str


class MeasureIn(Schema):
    """What a list is narrowed to. Codes; `status` is live (not ended), all, or a status; `lacks` a broken link."""

    status: Annotated[str, Field(pattern="^(live|all|proposed|decided|ongoing|paused|done|dropped)$")] = (
        Stage.LIVE.value
    )
    area: Code = ""
    development_area: Code = ""
    perspective: Code = ""
    owner: Code = ""
    lacks: Lacks | None = None
    plan: UUID | None = None

    @property
    def filters(self) -> Filters:
        """As the grid has them."""
        return Filters(
            status=self.status,
            area=self.area,
            development_area=self.development_area,
            perspective=self.perspective,
            owner=self.owner,
            lacks=self.lacks.value if self.lacks else "",
            plan=self.plan,
        )


@router.get("", auth=scoped("thread:read"), response=answers(Page[MeasureOut]), url_name="measures")
def measures(request: Request, paging: Query[Paging], asked: Query[MeasureIn]) -> dict[str, Any]:
    """The measures that the token's user may see, by number."""
    rows: QuerySet[Measure] = annotated(apply(queries.visible_to(request.who), asked.filters))
    return page_of(rows, paging, lambda one: _shown(request, row_of(one)), by="number")


def _shown(request: Request, row: Row) -> MeasureOut:
    one = row.measure
    return MeasureOut(
        id=one.pk,
        reference=one.reference,
        title=one.title,
        text=one.text,
        area=one.area.code if one.area else None,
        development_area=one.development_area.code if one.development_area else None,
        perspectives=[each.code for each in row.perspectives],
        owner_department=one.owner_department.code if one.owner_department else None,
        owner_seat=one.owner_seat.code if one.owner_seat else None,
        departments=[each.code for each in row.departments],
        funding=Funding(one.funding_state),
        from_year=one.from_year,
        to_year=one.to_year,
        status=one.stands,
        comment=one.status_comment,
        said_at=one.status_at,
        challenges=list(row.challenges),
        goals=list(row.outcome_goals),
        municipal_goals=[each.code for each in row.goals],
        late=row.late,
        silent=row.silent,
        url=request.build_absolute_uri(reverse("plans:measure", args=[one.pk])),
    )
