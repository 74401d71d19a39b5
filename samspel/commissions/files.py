"""commissions.yaml: the commissions, indexes and funding that a municipality begins with (docs/municipality.md)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from samspel.commissions import services
from samspel.commissions.models import Commission, Funding, FundingKind
from samspel.commissions.rules import FIRST_YEAR, LAST_YEAR
from samspel.core.actors import Actor
from samspel.municipality import starting
from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part, Row, SubRow, one_of

ORE_IN_TKR = 100_000


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("amount", "bad")
    return Decimal(str(value))


Change = Annotated[Decimal, BeforeValidator(_amount), Field(gt=-10_000_000, lt=10_000_000, decimal_places=2)]
Tkr = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0, lt=10_000_000, decimal_places=2)]
Percent = Annotated[Decimal, BeforeValidator(_amount), Field(ge=-50, le=50, decimal_places=2)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Principle = Annotated[str, StringConstraints(min_length=1, max_length=500)]


def ore(tkr: Decimal) -> int:
    """Whole öre of an amount in thousands of kronor with at most two decimals."""
    return int(tkr * ORE_IN_TKR)


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
    code: v.Code
    name: v.Name
    committee: v.Code
    mandated_by: v.Code | None = None
    provider: v.Code
    starts: v.Day
    notice_months: Annotated[int, Field(ge=0, le=120)]
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
    commission: v.Code | None = None

    @property
    def amount_ore(self) -> int:
        """In öre."""
        return ore(self.tkr)


class CommissionsFile(Part):
    commissions: list[CommissionRow] = []
    indexes: list[IndexRow] = []
    funding: list[FundingRow] = []


def _pointers(content: CommissionsFile) -> Iterator[starting.Pointer]:
    for n, row in enumerate(content.commissions):
        at = ("commissions", n)
        yield (*at, "committee"), ("organisation", "committees"), row.committee
        yield (*at, "provider"), ("organisation", "organisations"), row.provider
        if row.mandated_by:
            yield (*at, "mandated_by"), ("organisation", "committees"), row.mandated_by
    for n, paid in enumerate(content.funding):
        if paid.committee:
            yield ("funding", n, "committee"), ("organisation", "committees"), paid.committee
        if paid.commission:
            yield ("funding", n, "commission"), ("commissions", "commissions"), paid.commission


def _is_empty() -> bool:
    return not Commission.objects.exists() and not Funding.objects.exists()


def _begin(content: CommissionsFile, by: Actor) -> None:
    if content.commissions or content.indexes or content.funding:
        services.begin(content, by=by)


BEGINNING = starting.Beginning("commissions", CommissionsFile, _pointers, _is_empty, _begin)
