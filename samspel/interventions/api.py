"""Interventions for other systems: the inventory, and its sums. Amounts in whole öre."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.api import Page, Paging, answers, page_of
from samspel.core.api.values import in_place
from samspel.core.errors import Refused
from samspel.interventions import queries
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import reach_of
from samspel.interventions.queries import WHOLE, Filters, Side
from samspel.interventions.rules import Certainty, Level, State, Target
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Committee

_NO_CODE = gettext_lazy("There is none with this code. The list says which there are.")
router = Router(tags=["interventions"])
Code = Annotated[str, Field(max_length=120)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Asked = Literal["going", "all", "proposed", "planned", "ongoing", "ended"]
Standing = Annotated[State, in_place(State)]


class CostOut(Schema):
    """What a year costs, in öre, in all of its areas; `outcome` is null until it is known. `funding` is the id of what
    pays for it."""

    year: int
    budget: int
    outcome: int | None
    certainty: Annotated[Certainty, in_place(Certainty)]
    what: str
    funding: UUID | None


class InterventionOut(Schema):
    """An intervention. No `areas` means the whole municipality; `costs` is null for who may not read money."""

    id: UUID
    reference: str
    title: str
    text: str
    department: str
    committee: str
    areas: list[str]
    place: str
    level: Level
    target: Target
    target_text: str
    status: Standing
    starts: date | None
    ends: date | None
    partners: list[str]
    method: str
    on_trial: bool
    factors: list[str]
    without_needs_assessment: bool
    decision: str
    measures: list[str]
    goals: list[str]
    confirmed_on: date
    costs: list[CostOut] | None
    url: str


class FilterIn(Schema):
    """What a list is narrowed to. Codes; `area` may be "whole", the municipality; `status` is going (planned and
    ongoing), all, or a status. With a `year`: what is at work or costs something in it, as the summary counts."""

    level: Level | None = None
    committee: Code = ""
    area: Code = ""
    status: Asked = "going"
    year: Year | None = None

    @property
    def filters(self) -> Filters:
        """As the list has them; raises Refused where there is no such code."""
        _known(self.area, self.committee)
        level = self.level.value if self.level else 0
        year = self.year or 0
        return Filters(state=self.status, level=level, committee=self.committee, area=self.area, year=year)


class SummaryIn(Schema):
    """What is summed: `by` is one or several of committee, department, level, area, target and status. With an `area`
    only its share is counted."""

    by: Annotated[str, Field(max_length=100)] = "committee,level"
    year: Year | None = None
    level: Level | None = None
    committee: Code = ""
    area: Code = ""


class SummedOut(Schema):
    """A row: the sides that were asked for, the others null; öre are null for who may not read money, and `outcome`
    while none is known."""

    committee: str | None = None
    department: str | None = None
    level: Level | None = None
    area: str | None = None
    target: Target | None = None
    status: Standing | None = None
    count: int
    budget: int | None
    outcome: int | None


class SummaryOut(Schema):
    """The year and its rows. By area an intervention counts in each of its areas, its krona shared alike.

    A krona counts in the year of its cost, whatever the days of the intervention.
    """

    year: int
    rows: list[SummedOut]


@router.get("", auth=scoped("thread:read"), response=answers(Page[InterventionOut]), url_name="interventions")
def interventions(request: Request, paging: Query[Paging], asked: Query[FilterIn]) -> dict[str, Any]:
    """The interventions that the token's user may see, by name."""
    rows = queries.chosen(reach_of(request.who), asked.filters)
    money = _money(request)
    return page_of(_whole(rows), paging, lambda row: _shown(request, row, money=money), by="title")


@router.get("/summary", auth=scoped("thread:read"), response=answers(SummaryOut), url_name="interventions_summary")
def summary(request: Request, asked: Query[SummaryIn]) -> SummaryOut:
    """Counts and öre of a year (this one), proposals apart, by what is asked for."""
    by, money = _sides(asked.by), _money(request)
    _known(asked.area, asked.committee)
    year = asked.year or clock.today().year
    level = asked.level.value if asked.level else 0
    filters = Filters(year=year, level=level, committee=asked.committee, area=asked.area)
    rows = queries.summary(reach_of(request.who), filters, by)
    return SummaryOut(
        year=year,
        rows=[
            SummedOut(
                **dict(zip((side.value for side in by), row.sides, strict=True)),
                count=row.count,
                budget=row.budget if money else None,
                outcome=row.outcome if money else None,
            )
            for row in rows
        ],
    )


def _sides(text: str) -> list[Side]:
    asked = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not asked or not set(asked) <= set(Side):
        known = ", ".join(one.value for one in Side)
        raise Refused(_("Say what the sums are by: %(known)s.") % {"known": known}, field="by")
    return [Side(one) for one in asked]


def _known(area: str, committee: str) -> None:
    """Raises Refused where no area or committee has the code: an empty answer would be taken for nothing done."""
    if area and area != WHOLE and municipality.id_of(Area, area) is None:
        raise Refused(_NO_CODE, field="area")
    if committee and municipality.id_of(Committee, committee) is None:
        raise Refused(_NO_CODE, field="committee")


def _money(request: Request) -> bool:
    """Both the user and the token must reach money."""
    return reach_of(request.who).sees_money and TokenScope.MONEY_READ in (request.who.scopes or ())


def _whole(rows: QuerySet[Intervention]) -> QuerySet[Intervention]:
    return rows.prefetch_related("where", "partners", "factors", "measures", "goals", "costs")


def _shown(request: Request, row: Intervention, *, money: bool) -> InterventionOut:
    plain = ("id", "reference", "title", "text", "target_text", "starts", "ends", "method", "on_trial", "decision")
    return InterventionOut(
        **{name: getattr(row, name) for name in (*plain, "confirmed_on")},
        department=row.department.code,
        committee=row.committee.code,
        areas=[one.area.code for one in row.where.all()],
        place=row.place.code if row.place else row.place_text,
        level=row.at_level,
        target=Target(row.target),
        status=row.stands,
        partners=[one.code for one in row.partners.all()],
        factors=[one.code for one in row.factors.all()],
        without_needs_assessment=row.no_assessment,
        measures=[one.reference for one in row.measures.all()],
        goals=[one.reference for one in row.goals.all()],
        costs=[_cost(one) for one in row.costs.all()] if money else None,
        url=request.build_absolute_uri(reverse("interventions:one", args=[row.pk])),
    )


def _cost(one: Cost) -> CostOut:
    return CostOut(
        year=one.year,
        budget=one.budget_ore,
        outcome=one.outcome_ore,
        certainty=Certainty(one.certainty),
        what=one.what,
        funding=one.funding_id,
    )
