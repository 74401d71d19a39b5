"""The file that commissions begin with, and into which they can be written back: what it points at, and both ways."""

from collections.abc import Iterator

from samspel.commissions import services
from samspel.commissions.files import (
    CommissionRow,
    CommissionsFile,
    FundingRow,
    IncreaseRow,
    IndexRow,
    VersionRow,
    tkr,
)
from samspel.commissions.models import Commission, CommissionVersion, Funding, FundingKind, YearIndex
from samspel.core.actors import Actor
from samspel.municipality import starting


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
    services.begin(content, by=by)


def _standing() -> CommissionsFile:
    """What the file would say of all that stands; what was withdrawn is left out."""
    commissions = Commission.objects.prefetch_related("versions", "increases")
    funding = Funding.objects.filter(withdrawn_at=None).select_related("commission")
    return CommissionsFile(
        commissions=[_commission(one) for one in commissions],
        indexes=[
            IndexRow(year=one.year, percent=one.percent, source=one.source, assumption=one.assumption)
            for one in YearIndex.objects.all()
        ],
        funding=[_funding(one) for one in funding.order_by("year", "giver", "kind", "purpose", "amount_ore")],
    )


def _commission(one: Commission) -> CommissionRow:
    return CommissionRow(
        code=one.code,
        name=one.name,
        committee=one.committee.code,
        mandated_by=one.mandated_by.code if one.mandated_by else None,
        provider=one.provider.code,
        starts=one.starts,
        notice_months=one.notice_months,
        notice_on=one.notice_on,
        tkr_a_year=tkr(one.yearly_ore),
        prices_of=one.price_year,
        indexed_from=one.indexed_from,
        includes=one.includes,
        includes_source=one.includes_source,
        source=one.source,
        assumption=one.assumption,
        versions=[_version(version) for version in one.versions.all()],
        increases=[
            IncreaseRow(
                starts=increase.starts,
                tkr_a_year=tkr(increase.yearly_ore),
                source=increase.source,
                assumption=increase.assumption,
            )
            for increase in one.increases.all()
            if not increase.withdrawn_at
        ],
    )


def _version(one: CommissionVersion) -> VersionRow:
    return VersionRow(
        name=one.name,
        holds_from=one.holds_from,
        decided_on=one.decided_on,
        registration_number=one.registration_number,
        purpose=one.purpose,
        principles=one.principles,
        source=one.source,
        assumption=one.assumption,
    )


def _funding(one: Funding) -> FundingRow:
    return FundingRow(
        giver=one.giver,
        committee=one.committee.code if one.committee else None,
        kind=FundingKind(one.kind),
        year=one.year,
        tkr=tkr(one.amount_ore),
        purpose=one.purpose,
        ends_on=one.ends_on,
        commission=one.commission.code if one.commission else None,
        source=one.source,
        assumption=one.assumption,
    )


BEGINNING = starting.Beginning("commissions", CommissionsFile, _pointers, _is_empty, _begin, _standing)
