"""The form of picture.yaml and plan.yaml: what the shared picture and the plans are told in."""

from typing import Annotated

from pydantic import Field

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, one_of
from samspel.municipality.models import Better, Domain, Every, FactorKind, Provider

MOST_KINDS = 12
"""More can't be taken in on a phone in a minute."""


class NameWords(Part):
    name: v.Name


class UnitWords(NameWords):
    unit: v.Short | None = None


class HintWords(Part):
    name: v.Name
    hint: v.Line | None = None


class ObservationKindRow(Row):
    code: v.Code
    name: v.Name
    hint: v.Line | None = None
    translations: dict[v.LanguageCode, HintWords] = {}


class FactorRow(Row):
    code: v.Code
    name: v.Name
    kind: Annotated[FactorKind, one_of(FactorKind)]
    domain: Annotated[Domain, one_of(Domain)]
    translations: dict[v.LanguageCode, NameWords] = {}


class IndicatorRow(Row):
    code: v.Code
    name: v.Name
    unit: v.Short
    origin: v.Name
    every: Annotated[Every, one_of(Every)]
    better: Annotated[Better, one_of(Better)] = Better.NEITHER
    by_sex: bool = False
    by_area: bool = False
    provider: Annotated[Provider, one_of(Provider)] | None = None
    external_id: Annotated[str, Field(max_length=200)] = ""
    translations: dict[v.LanguageCode, UnitWords] = {}


class PictureFile(Part):
    observation_kinds: Annotated[list[ObservationKindRow], Field(max_length=MOST_KINDS)] = []
    factors: list[FactorRow] = []
    indicators: list[IndicatorRow] = []


class PlanPart(Row):
    code: v.Code
    name: v.Name
    translations: dict[v.LanguageCode, NameWords] = {}


class DevelopmentAreaRow(PlanPart):
    pass


class PerspectiveRow(PlanPart):
    pass


class PlanFile(Part):
    development_areas: list[DevelopmentAreaRow] = []
    perspectives: list[PerspectiveRow] = []
