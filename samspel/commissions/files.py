"""commissions.yaml: the form of the commissions, indexes and funding that a municipality begins with
(docs/municipality.md)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from samspel.commissions.models import FundingKind
from samspel.commissions.rules import FIRST_YEAR, LAST_YEAR, last_day
from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, SubRow, one_of

ORE_IN_TKR = 100_000


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("amount", "bad")
    return Decimal(str(value))


WHOLE_ORE = 5
"""So many decimals of a thousand kronor."""

Change = Annotated[Decimal, BeforeValidator(_amount), Field(gt=-10_000_000, lt=10_000_000, decimal_places=WHOLE_ORE)]
Tkr = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0, lt=10_000_000, decimal_places=WHOLE_ORE)]
Percent = Annotated[Decimal, BeforeValidator(_amount), Field(ge=-50, le=50, decimal_places=3)]
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=60)]
"""A commission's code, as its form takes it."""
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Principle = Annotated[str, StringConstraints(min_length=1, max_length=500)]


def ore(tkr: Decimal) -> int:
    """Whole öre of an amount in thousands of kronor."""
    return int(tkr * ORE_IN_TKR)


def tkr(ore: int) -> Decimal:
    """An amount of whole öre in thousands of kronor."""
    return Decimal(ore) / ORE_IN_TKR


class VersionRow(SubRow):
    name: v.Name
    holds_from: v.Day
    decided_on: v.Day | None = None
    registration_number: Annotated[str, Field(max_length=60)] = ""
    purpose: Annotated[str, StringConstraints(max_length=4000)] = ""
    principles: list[Principle] = []


class IncreaseRow(SubRow):
    starts: v.Day
    tkr_a_year: Change

    @property
    def yearly_ore(self) -> int:
        """In öre."""
        return ore(self.tkr_a_year)


class CommissionRow(Row):
    code: Slug
    name: v.Name
    committee: v.Code
    mandated_by: v.Code | None = None
    provider: v.Code
    starts: v.Day
    notice_months: Annotated[int, Field(ge=0, le=120)]
    notice_on: v.Day | None = None
    tkr_a_year: Tkr
    prices_of: Year
    indexed_from: Year | None = None
    includes: Annotated[str, Field(max_length=300)] = ""
    includes_source: Annotated[str, Field(max_length=200)] = ""
    versions: list[VersionRow] = []
    increases: list[IncreaseRow] = []

    @property
    def yearly_ore(self) -> int:
        """In öre."""
        return ore(self.tkr_a_year)

    @property
    def ends_on(self) -> date | None:
        """The last day that it is paid for, when notice has been given."""
        return last_day(self.notice_on, self.notice_months) if self.notice_on else None

    @model_validator(mode="after")
    def begins_before_it_ends(self) -> "CommissionRow":
        """Notice that would end it before it began is a mistake in one of the days."""
        if self.ends_on and self.ends_on < self.starts:
            raise PydanticCustomError("ends_before_it_begins", "bad")
        return self


class IndexRow(Row):
    year: Year
    percent: Percent


class FundingRow(Row):
    giver: v.Name
    committee: v.Code | None = None
    kind: Annotated[FundingKind, one_of(FundingKind)]
    year: Year
    tkr: Tkr
    purpose: Annotated[str, Field(max_length=300)] = ""
    ends_on: v.Day | None = None
    commission: Slug | None = None

    @property
    def amount_ore(self) -> int:
        """In öre."""
        return ore(self.tkr)


class CommissionsFile(Part):
    commissions: list[CommissionRow] = []
    indexes: list[IndexRow] = []
    funding: list[FundingRow] = []
