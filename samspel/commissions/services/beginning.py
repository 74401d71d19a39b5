"""What a municipality's own file begins with: written once, when there is nothing."""

from samspel.commissions.files import CommissionRow, CommissionsFile, FundingRow
from samspel.commissions.models import Commission, CommissionVersion, Funding, Increase, YearIndex
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.services import service
from samspel.municipality.files.shapes.base import SubRow
from samspel.municipality.models import Committee, Organisation


@service
def begin(content: CommissionsFile, *, by: Actor) -> None:
    """Write what the file says. Called only while there is neither commission nor funding."""
    made = {row.code: _commission(row, by) for row in content.commissions}
    for index in content.indexes:
        kept, _new = YearIndex.objects.update_or_create(
            year=index.year,
            defaults={"percent": index.percent, "source": index.source, "assumption": index.assumption},
        )
        log.record("index.set", kept, by=by)
    for paid in content.funding:
        _funding(paid, made, by)


def _commission(row: CommissionRow, by: Actor) -> Commission:
    made = Commission.objects.create(
        code=row.code,
        name=row.name,
        committee=Committee.objects.get(code=row.committee),
        mandated_by=Committee.objects.get(code=row.mandated_by) if row.mandated_by else None,
        provider=Organisation.objects.get(code=row.provider),
        starts=row.starts,
        notice_months=row.notice_months,
        notice_on=row.notice_on,
        ends_on=row.ends_on,
        yearly_ore=row.yearly_ore,
        price_year=row.prices_of,
        indexed_from=row.indexed_from,
        includes=row.includes,
        includes_source=row.includes_source,
        source=row.source,
        assumption=row.assumption,
    )
    for number, version in enumerate(row.versions, start=1):
        CommissionVersion.objects.create(
            commission=made,
            number=number,
            name=version.name,
            holds_from=version.holds_from,
            decided_on=version.decided_on,
            registration_number=version.registration_number,
            purpose=version.purpose,
            principles=list(version.principles),
            source=_source(version, row),
            assumption=version.assumption,
        )
    for increase in row.increases:
        Increase.objects.create(
            commission=made,
            starts=increase.starts,
            yearly_ore=increase.yearly_ore,
            source=_source(increase, row),
            assumption=increase.assumption,
        )
    log.record("commission.begun", made, by=by)
    return made


def _source(inner: SubRow, row: CommissionRow) -> str:
    return inner.source or ("" if inner.assumption else row.source)


def _funding(row: FundingRow, commissions: dict[str, Commission], by: Actor) -> None:
    made = Funding.objects.create(
        giver=row.giver,
        committee=Committee.objects.get(code=row.committee) if row.committee else None,
        kind=row.kind,
        year=row.year,
        purpose=row.purpose,
        amount_ore=row.amount_ore,
        ends_on=row.ends_on,
        commission=commissions[row.commission] if row.commission else None,
        noted_at=clock.now(),
        source=row.source,
        assumption=row.assumption,
    )
    log.record("funding.noted", made, by=by)
