"""The form of matters.yaml, routes.yaml, escalation.yaml and services.yaml."""

from typing import Annotated

from pydantic import Field

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, SubRow, one_of
from samspel.municipality.models import AskerRole, ReceiverRole


class MatterWords(Part):
    name: v.Name
    hint: v.Line | None = None


class MatterRow(Row):
    code: v.Code
    name: v.Name
    hint: v.Line | None = None
    words: list[v.Word] = []
    answer_days: v.Days
    translations: dict[v.LanguageCode, MatterWords] = {}


class MattersFile(Part):
    matters: Annotated[list[MatterRow], Field(min_length=1)]


class RouteLine(Row):
    matter: v.Code | None = None
    area: v.Code | None = None
    asker_role: Annotated[AskerRole, one_of(AskerRole)] | None = None
    departments: Annotated[list[v.Code], Field(min_length=1)]
    because: v.Line


class RoutesFile(Part):
    routes: Annotated[list[RouteLine], Field(min_length=1)]


class StepRow(SubRow):
    receiver: Annotated[ReceiverRole, one_of(ReceiverRole)] | None = None
    name: v.Name | None = None
    phone: v.Phone = ""
    email: v.Email = ""
    minutes: v.Minutes | None = None
    end: bool = False


class ReceiverRow(Row):
    role: Annotated[ReceiverRole, one_of(ReceiverRole)]
    department: v.Code | None = None
    body: v.Code | None = None
    name: v.Name
    short_name: v.Short
    phone: v.Phone = ""
    email: v.Email = ""
    minutes: v.Minutes | None = None
    line: list[StepRow] = []


class EscalationFile(Part):
    receivers: Annotated[list[ReceiverRow], Field(min_length=1)]


class ServiceWords(Part):
    name: v.Name
    text: v.Line


class ServiceRow(Row):
    code: v.Code
    name: v.Name
    text: v.Line
    hours: v.Name | None = None
    phone: v.Phone = ""
    url: v.Url = ""
    matters: list[v.Code] = []
    translations: dict[v.LanguageCode, ServiceWords] = {}


class ServicesFile(Part):
    services: list[ServiceRow]
