"""The form of municipality.yaml, areas.yaml and hours.yaml."""

from typing import Annotated

from pydantic import Field

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, SubRow, one_of
from samspel.municipality.models import Confidence, Level, Shape


class EmergencyWords(Part):
    label: v.Short
    text: v.Line


class Language(SubRow):
    code: v.LanguageCode
    name: v.Short
    right_to_left: bool = False


class Emergency(Row):
    code: v.Code
    number: v.Phone
    label: v.Short
    text: v.Line
    translations: dict[v.LanguageCode, EmergencyWords] = {}


class SettingValue(Row):
    value: int


class MunicipalityFile(Row):
    code: v.Code
    name: v.Short
    short_name: v.Short
    contact_centre: v.Code
    languages: Annotated[list[Language], Field(min_length=1)]
    emergency_numbers: Annotated[list[Emergency], Field(min_length=1)]
    settings: dict[str, SettingValue]


class TeamRow(Row):
    code: v.Code
    number: Annotated[int, Field(gt=0, le=99)]
    name: v.Short
    hue: Annotated[int, Field(gt=0, le=6)]
    shape: Annotated[Shape, one_of(Shape)]


class Held(SubRow):
    team: v.Code
    starts: Annotated[v.Day, Field(alias="from")]
    ends: Annotated[v.Day | None, Field(alias="to")] = None


class AreaRow(Row):
    code: v.Code
    name: v.Short
    level: Annotated[Level, one_of(Level)]
    latitude: v.Latitude
    longitude: v.Longitude
    confidence: Annotated[Confidence, one_of(Confidence)]
    teams: list[Held]


class PlaceRow(Row):
    code: v.Code
    name: v.Short
    area: v.Code
    latitude: v.Latitude
    longitude: v.Longitude
    confidence: Annotated[Confidence, one_of(Confidence)]


class AreasFile(Part):
    teams: Annotated[list[TeamRow], Field(min_length=1)]
    areas: Annotated[list[AreaRow], Field(min_length=1)]
    places: list[PlaceRow] = []


class Week(Row):
    monday: list[v.OpenSpan]
    tuesday: list[v.OpenSpan]
    wednesday: list[v.OpenSpan]
    thursday: list[v.OpenSpan]
    friday: list[v.OpenSpan]
    saturday: list[v.OpenSpan]
    sunday: list[v.OpenSpan]


class EveRow(Row):
    name: v.Short


class SpecialDayRow(Row):
    day: v.Day
    hours: v.OpenSpan | None = None
    reason: v.Name


class HoursFile(Part):
    week: Week
    closed_eves: list[EveRow]
    special_days: list[SpecialDayRow] = []
