"""The municipality's lists for other systems: what the codes in questions and escalations stand for."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from django.utils.translation import get_language
from ninja import Router, Schema

from samspel.accounts.api import scoped
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.api import answers
from samspel.municipality.models import Area, Body, Department, Matter

router = Router(tags=["municipality"])
T = TypeVar("T")


class Listed(Schema, Generic[T]):
    """A whole list."""

    items: list[T]


class AreaOut(Schema):
    """An area, and the code of the team that has it today."""

    code: str
    name: str
    level: str
    team: str | None


class DepartmentOut(Schema):
    """Somebody who can be asked and must answer."""

    code: str
    name: str
    short_name: str
    kind: str


class BodyOut(Schema):
    """A forum with a mandate."""

    code: str
    name: str
    short_name: str
    level: str


class MatterOut(Schema):
    """What a question can be about, and within how many working days it is answered."""

    code: str
    name: str
    hint: str
    answer_days: int


@router.get("/areas", auth=scoped(), response=answers(Listed[AreaOut]))
def areas(request: Request) -> Listed[AreaOut]:
    """The areas, each with its team."""
    rows: Iterable[Area] = Area.objects.current().with_team(clock.today())
    return Listed[AreaOut](
        items=[
            AreaOut(code=one.code, name=one.name, level=one.level, team=one.team.code if one.team else None)
            for one in rows
        ]
    )


@router.get("/departments", auth=scoped(), response=answers(Listed[DepartmentOut]))
def departments(request: Request) -> Listed[DepartmentOut]:
    """The departments, the provider and the contact centre: whoever answers questions."""
    rows: Iterable[Department] = Department.objects.current()
    return Listed[DepartmentOut](items=[DepartmentOut.from_orm(one) for one in rows])


@router.get("/bodies", auth=scoped(), response=answers(Listed[BodyOut]))
def bodies(request: Request) -> Listed[BodyOut]:
    """The bodies that lead the work."""
    rows: Iterable[Body] = Body.objects.current()
    return Listed[BodyOut](items=[BodyOut.from_orm(one) for one in rows])


@router.get("/matters", auth=scoped(), response=answers(Listed[MatterOut]))
def matters(request: Request) -> Listed[MatterOut]:
    """The matters, in the language that was asked for where the municipality has written it."""
    language = get_language() or ""
    rows: Iterable[Matter] = Matter.objects.current()
    return Listed[MatterOut](
        items=[
            MatterOut(
                code=one.code, name=one.name_in(language), hint=one.hint_in(language), answer_days=one.answer_days
            )
            for one in rows
        ]
    )
