"""Indicators and challenges for other systems."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Request
from samspel.core.api import Page, Paging, answers, page_of, sent
from samspel.core.api.values import WrittenOut
from samspel.core.errors import Refused
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Better, Every, Indicator
from samspel.situation import permissions, queries, rules
from samspel.situation.models import Challenge, IndicatorValue, Sex
from samspel.situation.permissions import reach_of
from samspel.situation.rules import ChallengeState

router = Router(tags=["situation"])
READS = scoped(TokenScope.THREAD_READ)
NO_CODE = gettext_lazy("There is none with this code. The list says which there are.")
Code = Annotated[str, Field(max_length=120)]


class ValueOut(Schema):
    """A value that stands; without `area` the municipality's. `period`: 2025, 2025-Q3, 2025-11, 2025-W46, 2023-2024.

    `value` is text, so that its decimals are kept; null where it rests on so few answers that it is not told.
    """

    period: str
    starts: date
    ends: date
    area: str | None
    sex: Sex
    value: str | None
    lower: str | None
    upper: str | None
    asked: int | None
    origin: str
    recorded_at: datetime


class IndicatorOut(Schema):
    """What is measured, by whom, how often, which way it should go, and its values: the latest, or all when asked."""

    code: str
    name: str
    unit: str
    origin: str
    every: Every
    better: Better
    by_sex: bool
    by_area: bool
    values: list[ValueOut]
    url: str


class IndicatorsIn(Schema):
    """`area`: its values beside the municipality's. `code`: one indicator alone, with all its values since a day."""

    area: Code = ""
    code: Code = ""
    since: Annotated[date | None, WrittenOut] = None


class CauseOut(Schema):
    """A cause; `under` is the id of the one that it stands under."""

    id: int
    text: str
    under: int | None


class ChallengeOut(Schema):
    """A challenge. Without `area` it is the whole municipality's; `factors` are codes."""

    id: UUID
    reference: str
    area: str | None
    title: str
    text: str
    status: ChallengeState
    because: str
    factors: list[str]
    causes: list[CauseOut]
    opened_at: datetime
    closed_at: datetime | None
    version: int
    url: str


class ChallengesIn(Schema):
    """What the list is narrowed to; `status` is open, closed or all."""

    area: Code = ""
    status: Annotated[str, Field(pattern="^(open|closed|all)$")] = "open"


@router.get("/indicators", auth=READS, response=answers(list[IndicatorOut]), url_name="indicators")
def indicators(request: Request, asked: Query[IndicatorsIn]) -> list[IndicatorOut]:
    """The indicators with their latest value, or one of them with all its values."""
    reach, area = reach_of(request.who), _area(asked.area)
    rows = [one for one in municipality.indicators() if asked.code in {"", one.code}]
    if asked.code and not rows:
        raise Refused(NO_CODE, field="code")
    found: dict[int, list[IndicatorValue]] = {}
    values = queries.values_visible_to(reach).filter(indicator__in=rows, replaced_at=None, area=None)
    if area:
        values |= queries.values_visible_to(reach).filter(indicator__in=rows, replaced_at=None, area=area)
    if asked.since:
        values = values.filter(ends__gte=asked.since)
    for value in values:
        found.setdefault(value.indicator_id, []).append(value)
    return [_indicator(reach, one, found.get(one.pk, []), all_of_it=bool(asked.code)) for one in rows]


@router.get("/challenges", auth=READS, response=answers(Page[ChallengeOut]), url_name="challenges")
def challenges(request: Request, paging: Query[Paging], asked: Query[ChallengesIn]) -> HttpResponse:
    """The challenges that the token's user may see, the newest first."""
    rows = queries.challenges(request.who, _area(asked.area), asked.status).prefetch_related("causes")
    return sent(Page[ChallengeOut](**page_of(rows, paging, _challenge, by="-opened_at")))


@router.get("/challenges/{uuid:pk}", auth=READS, response=answers(ChallengeOut), url_name="challenge")
def challenge(request: Request, pk: UUID) -> HttpResponse:
    """One challenge with its causes and factors."""
    return sent(_challenge(queries.challenge(request.who, pk)))


def _area(code: str) -> Area | None:
    if not code:
        return None
    found = next((one for one in municipality.areas() if one.code == code), None)
    if found is None:
        raise Refused(NO_CODE, field="area")
    return found


def _indicator(
    reach: permissions.Reach, one: Indicator, values: list[IndicatorValue], *, all_of_it: bool
) -> IndicatorOut:
    latest: dict[tuple[int | None, str], IndicatorValue] = {(row.area_id, row.sex): row for row in values}
    chosen = values if all_of_it else list(latest.values())
    return IndicatorOut(
        code=one.code,
        name=one.name,
        unit=one.unit,
        origin=one.origin,
        every=Every(one.every),
        better=Better(one.better),
        by_sex=one.by_sex,
        by_area=one.by_area,
        values=[_value(reach, row) for row in chosen],
        url=settings.BASE_URL + reverse("situation:indicator", args=[one.code]),
    )


def _value(reach: permissions.Reach, row: IndicatorValue) -> ValueOut:
    hidden = rules.too_few(row.asked) and not permissions.sees_small_numbers(reach, row.area_id)
    return ValueOut(
        period=row.period,
        starts=row.starts,
        ends=row.ends,
        area=row.area.code if row.area else None,
        sex=Sex(row.sex),
        value=None if hidden else _text(row.value),
        lower=None if hidden else _text(row.lower),
        upper=None if hidden else _text(row.upper),
        asked=None if hidden else row.asked,
        origin=row.origin,
        recorded_at=row.recorded_at,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _challenge(row: Challenge) -> ChallengeOut:
    return ChallengeOut(
        id=row.pk,
        reference=row.reference,
        area=row.area.code if row.area else None,
        title=row.title,
        text=row.text,
        status=row.stands,
        because=row.because,
        factors=[one.code for one in row.factors.all()],
        causes=[CauseOut(id=one.pk, text=one.text, under=one.parent_id) for one in row.causes.all()],
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        version=row.version,
        url=settings.BASE_URL + reverse("situation:challenge", args=[row.pk]),
    )
