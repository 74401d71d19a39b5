"""The form of organisation.yaml, bodies.yaml, functions.yaml and goals.yaml."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, SubRow, one_of
from samspel.municipality.functions import Function
from samspel.municipality.models import BodyLevel, CountedAs, DepartmentKind, OrganisationKind


class CommitteeRow(Row):
    code: v.Code
    name: v.Name
    short_name: v.Short
    answers_for: list[v.Line] = []


class OrganisationRow(Row):
    code: v.Code
    name: v.Name
    short_name: v.Short
    kind: Annotated[OrganisationKind, one_of(OrganisationKind)]


class UnitRow(SubRow):
    code: v.Code
    name: v.Name


class DepartmentRow(Row):
    code: v.Code
    name: v.Name
    short_name: v.Short
    kind: Annotated[DepartmentKind, one_of(DepartmentKind)] = DepartmentKind.DEPARTMENT
    committee: v.Code | None = None
    organisation: v.Code | None = None
    director: v.Name | None = None
    answers_for: Annotated[list[v.Line], Field(min_length=1)]
    phone: v.Phone = ""
    email: v.Email = ""
    units: list[UnitRow] = []


class OrganisationFile(Part):
    committees: list[CommitteeRow]
    organisations: list[OrganisationRow]
    departments: Annotated[list[DepartmentRow], Field(min_length=1)]


class Cadence(Part):
    text: v.Name
    least_per_year: v.PerYear
    most_per_year: v.PerYear


class SeatRow(SubRow):
    code: v.Code
    role: v.Name
    function: Annotated[Function, one_of(Function)] | None = None
    department: v.Code | None = None
    organisation: v.Code | None = None


class SupportRow(SubRow):
    unit: v.Code | None = None
    function: Annotated[Function, one_of(Function)] | None = None

    @model_validator(mode="after")
    def one_of_them(self) -> "SupportRow":
        """A body leans on a unit or on a function, one in each row."""
        if (self.unit is None) == (self.function is None):
            raise PydanticCustomError("unit_or_function", "bad")
        return self


class DutyRow(SubRow):
    code: v.Code
    text: v.Prose


class BodyRow(Row):
    code: v.Code
    name: v.Name
    short_name: v.Short
    level: Annotated[BodyLevel, one_of(BodyLevel)]
    mandate: v.Prose
    meets: bool = True
    convenor: v.Name | None = None
    cadence: Cadence | None = None
    reports_to: v.Code | None = None
    seats: list[SeatRow] = []
    resourced_by: list[SupportRow] = []
    duties: list[DutyRow] = []


class BodiesFile(Part):
    bodies: Annotated[list[BodyRow], Field(min_length=1)]


class FunctionRow(Row):
    function: Annotated[Function, one_of(Function)]
    name: v.Short
    how_many: v.Amount | None = None
    counted_as: Annotated[CountedAs, one_of(CountedAs)] = CountedAs.PERSONS
    task: v.Prose | None = None


class FunctionsFile(Part):
    functions: Annotated[list[FunctionRow], Field(min_length=1)]


class GoalRow(SubRow):
    code: v.Code
    text: v.Line


class TermRow(Row):
    code: v.Code
    name: v.Short
    starts: Annotated[v.Day | None, Field(alias="from")] = None
    ends: Annotated[v.Day | None, Field(alias="to")] = None
    goals: Annotated[list[GoalRow], Field(min_length=1)]


class GoalsFile(Part):
    terms: list[TermRow]
