"""Commissions and their compensation for other systems: amounts in whole öre, with the steps."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.commissions import queries, shown
from samspel.commissions.queries import Told
from samspel.commissions.rules import FIRST_YEAR, LAST_YEAR, Compensation, Step, StepKind
from samspel.core.api import answers
from samspel.core.errors import Refused
from samspel.ui.words import day

router = Router(tags=["money"])


class CommissionOut(Schema):
    """A commission. Amounts are öre without VAT; `ends_on` is null until further notice."""

    code: str
    name: str
    committee: str
    mandated_by: str | None
    provider: str
    starts: date
    notice_months: int
    notice_on: date | None
    ends_on: date | None
    yearly: int
    price_year: int
    indexed_from: int | None
    includes: str
    version: int | None
    version_name: str
    source: str
    assumption: bool


class StepOut(Schema):
    """A line of the working. `twenty_fourths`: half months of the year; `factor`: the exact product so far, as text."""

    kind: StepKind
    text: str
    amount: int | None
    yearly: int | None
    twenty_fourths: int | None
    starts: date | None
    year: int | None
    percent: str | None
    factor: str | None


class CompensationOut(Schema):
    """What a year comes to, in öre. `missing_index`: years whose index is not known, and so not counted."""

    commission: str
    year: int
    price_year: int
    base: int
    increase: int
    total_base_prices: int
    index: int
    total: int
    missing_index: list[int]
    steps: list[StepOut]


class YearIn(Schema):
    """The year that is asked about; this year when none is."""

    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None


@router.get("/commissions", auth=scoped("money:read"), response=answers(list[CommissionOut]), url_name="commissions")
def commissions(request: Request) -> list[CommissionOut]:
    """Every commission."""
    return [_commission(told, request.who.day) for told in queries.commissions(request.who)]


@router.get(
    "/compensation/{commission}", auth=scoped("money:read"), response=answers(CompensationOut), url_name="compensation"
)
def compensation(request: Request, commission: str, asked: Query[YearIn]) -> CompensationOut:
    """What a commission is paid in a year, with the working."""
    told = queries.commission(request.who, commission)
    found = queries.compensation(told, asked.year or request.who.day.year)
    if found.before:
        raise Refused(_("The commission began %(day)s.") % {"day": day(found.starts)}, field="year")
    return _compensation(told, found)


def _commission(told: Told, day: date) -> CommissionOut:
    one, standing = told.commission, told.standing(day)
    return CommissionOut(
        code=one.code,
        name=one.name,
        committee=one.committee.code,
        mandated_by=one.mandated_by.code if one.mandated_by else None,
        provider=one.provider.code,
        starts=one.starts,
        notice_months=one.notice_months,
        notice_on=one.notice_on,
        ends_on=one.ends_on,
        yearly=one.yearly_ore,
        price_year=one.price_year,
        indexed_from=one.indexed_from,
        includes=one.includes,
        version=standing.number if standing else None,
        version_name=standing.name if standing else "",
        source=one.source,
        assumption=one.assumption,
    )


def _compensation(told: Told, found: Compensation) -> CompensationOut:
    texts = [f"{line.what}: {line.how}".rstrip(": ") for line in shown.working(found)]
    return CompensationOut(
        commission=told.commission.code,
        year=found.year,
        price_year=found.price_year,
        base=found.base,
        increase=found.increase,
        total_base_prices=found.total_base_prices,
        index=found.index,
        total=found.total,
        missing_index=list(found.missing),
        steps=[_step(step, text) for step, text in zip(found.steps, texts, strict=True)],
    )


def _step(step: Step, text: str) -> StepOut:
    return StepOut(
        kind=step.kind,
        text=text,
        amount=step.amount_ore,
        yearly=step.yearly_ore,
        twenty_fourths=step.halves,
        starts=step.starts,
        year=step.year,
        percent=None if step.percent is None else f"{step.percent.normalize():f}",
        factor=None if step.factor is None else str(step.factor),
    )
