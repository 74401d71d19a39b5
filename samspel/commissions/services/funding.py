"""Funding: noted, corrected, and withdrawn when it was noted wrongly."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.commissions import permissions, queries
from samspel.commissions.models import Commission, Funding, FundingKind
from samspel.core import clock, log, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Committee


@dataclass(frozen=True)
class Paid:
    """What a funding says. An own committee's money names the committee; another giver is named in `giver`."""

    giver: str
    kind: FundingKind
    year: int
    amount_ore: int
    purpose: str = ""
    committee: Committee | None = None
    commission: Commission | None = None
    ends_on: date | None = None
    source: str = ""


FIELDS = ("giver", "kind", "year", "amount_ore", "purpose", "committee", "commission", "ends_on", "source")


@service
def note_funding(paid: Paid, *, by: Who) -> Funding:
    """Note money for the work. Raises Refused when it ends before its year."""
    permissions.require(permissions.may_keep(by, paid.committee.pk if paid.committee else None))
    _in_time(paid)
    made = Funding.objects.create(**vars(paid), assumption=not paid.source, noted_at=clock.now())
    log.record("funding.noted", made, by=by)
    return made


@service
def change_funding(funding: UUID, paid: Paid, *, by: Who, version: int | None = None) -> Funding:
    """Correct a funding. Raises Missing, Refused, Stale."""
    held = _held(funding, by, version)
    permissions.require(permissions.may_keep(by, paid.committee.pk if paid.committee else None))
    _in_time(paid)
    changed = [name for name in FIELDS if getattr(held, name) != getattr(paid, name)]
    for name in FIELDS:
        setattr(held, name, getattr(paid, name))
    held.assumption = not paid.source
    versions.save(held, *FIELDS, "assumption")
    log.record("funding.changed", held, by=by, fields=changed)
    return held


@service
def withdraw_funding(funding: UUID, *, by: Who, version: int | None = None) -> Funding:
    """A funding that was noted wrongly is not counted any more; what points at it keeps its meaning."""
    held = _held(funding, by, version)
    held.withdrawn_at = clock.now()
    versions.save(held, "withdrawn_at")
    log.record("funding.withdrawn", held, by=by)
    return held


def _held(funding: UUID, by: Who, version: int | None) -> Funding:
    held = versions.hold(queries.funding_visible_to(by), funding, version)
    permissions.require(permissions.may_keep(by, held.committee_id))
    return held


def _in_time(paid: Paid) -> None:
    if paid.ends_on and paid.ends_on.year < paid.year:
        raise Refused(_("It can't end before the year that it is for."), field="ends_on")


@service
def note_export(kind: str, rows: int, *, by: Who) -> None:
    """Log that `by` took the list with them: so many rows as `kind`."""
    if by.user is None:
        raise Missing
    log.record("funding.exported", by.user, by=by, because=f"{kind}, {rows} rows")
