"""Outcome goals for other systems: what each says, what it lacks, where it stands."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core.api import answers
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.targets import queries, words
from samspel.targets.queries import WHOLE, Filters, Stand
from samspel.targets.rules import Course, Direction, GoalState, Lack

router = Router(tags=["goals"])


class GoalOut(Schema):
    """A goal. Values are decimal numbers as text; `area` is null for the municipality's own."""

    id: UUID
    reference: str
    area: str | None
    what: str
    for_whom: str
    sentence: str
    indicator: str | None
    unit: str
    sex: str
    baseline: str | None
    baseline_on: date | None
    target: str | None
    by_day: date | None
    direction: Direction | None
    department: str | None
    owner_role: str
    status: GoalState
    challenges: list[UUID]
    lacks: list[Lack]
    can_be_followed: bool
    now: str | None
    now_period: str | None
    course: Course
    invented: bool


class GoalsIn(Schema):
    """Which goals: of an area by its code (`whole`: the municipality's own), with a status; those worked towards."""

    area: Annotated[str, Field(max_length=120)] = ""
    status: GoalState | None = None


@router.get("", auth=scoped("thread:read"), response=answers(list[GoalOut]), url_name="goals")
def goals(request: Request, asked: Query[GoalsIn]) -> list[GoalOut]:
    """The goals that the token's user may see, by default those that somebody works towards."""
    area = next((one for one in municipality.areas() if one.code == asked.area), None)
    if asked.area and asked.area != WHOLE and area is None:
        raise Missing
    chosen = Filters(area, whole=asked.area == WHOLE, state=asked.status or "")
    return [_goal(one) for one in queries.stands(request.who, queries.goals(request.who, chosen))]


@router.get("/{goal}", auth=scoped("thread:read"), response=answers(GoalOut), url_name="goal")
def goal(request: Request, goal: UUID) -> GoalOut:
    """One goal."""
    return _goal(queries.stand(request.who, queries.goal(request.who, goal)))


def _goal(found: Stand) -> GoalOut:
    row = found.goal
    return GoalOut(
        id=row.pk,
        reference=row.reference,
        area=row.area.code if row.area else None,
        what=row.what,
        for_whom=row.for_whom,
        sentence=words.sentence(row.wording),
        indicator=row.indicator.code if row.indicator else None,
        unit=row.indicator.unit if row.indicator else "",
        sex=row.sex,
        baseline=_plain(row.baseline),
        baseline_on=row.baseline_on,
        target=_plain(row.target),
        by_day=row.by_day,
        direction=row.direction,
        department=row.department.code if row.department else None,
        owner_role=row.owner_role,
        status=row.stands,
        challenges=[one.pk for one in row.challenges.all()],
        lacks=list(found.lacks),
        can_be_followed=found.followed,
        now=_plain(found.now.value) if found.now else None,
        now_period=found.now.period if found.now else None,
        course=found.course,
        invented=row.invented,
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
