"""Commissions: made, given new versions and increases, and ended by notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.commissions import permissions, queries, rules
from samspel.commissions.models import Commission, CommissionVersion, Increase
from samspel.core import clock, log, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Committee, Organisation


@dataclass(frozen=True)
class Agreed:
    """What a new commission says: who gives what to whom, from when, for how many öre a year in which prices."""

    code: str
    name: str
    committee: Committee
    provider: Organisation
    starts: date
    notice_months: int
    yearly_ore: int
    price_year: int
    indexed_from: int | None = None
    mandated_by: Committee | None = None
    includes: str = ""
    source: str = ""


@service
def new_commission(agreed: Agreed, *, by: Who) -> Commission:
    """Enter a commission. Raises Refused when the code is taken."""
    permissions.require(permissions.may_keep(by, agreed.committee.pk))
    try:
        with transaction.atomic():
            made = Commission.objects.create(**vars(agreed), assumption=not agreed.source)
    except IntegrityError:
        raise Refused(_("There is already a commission with this code."), field="code") from None
    log.record("commission.made", made, by=by)
    return made


def _held(commission: UUID, by: Who, version: int | None = None) -> Commission:
    held = versions.hold(queries.visible_to(by), commission, version)
    permissions.require(permissions.may_keep(by, held.committee_id))
    return held


@service
def add_increase(commission: UUID, starts: date, yearly_ore: int, *, source: str, by: Who) -> Increase:
    """So much more (less) a year from a day on. Raises Missing, Refused for nothing or for less than is paid."""
    held = _held(commission, by)
    if yearly_ore == 0:
        raise Refused(_("Write how much more, or less, a year."), field="yearly")
    told = queries.commission(by, held.code)
    if held.ends_on and starts > held.ends_on:
        raise Refused(_("The commission has ended by then."), field="starts")
    if held.yearly_ore + sum(row.yearly_ore for row in told.increases) + yearly_ore <= 0:
        raise Refused(_("Nothing would be left of the compensation."), field="yearly")
    made = Increase.objects.create(
        commission=held, starts=starts, yearly_ore=yearly_ore, source=source, assumption=not source
    )
    versions.save(held)
    log.record("commission.increased", held, by=by, because=str(made.pk))
    return made


@service
def withdraw_increase(increase: int, *, by: Who) -> Commission:
    """An increase that was entered wrongly counts no more; that it was there stands in the log."""
    row = Increase.objects.filter(pk=increase, withdrawn_at=None).first()
    if row is None:
        raise Missing
    held = _held(row.commission_id, by)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    versions.save(held)
    log.record("commission.increase_withdrawn", held, by=by, because=str(row.pk))
    return held


@service
def add_version(
    commission: UUID,
    *,
    name: str,
    holds_from: date,
    purpose: str,
    principles: Sequence[str],
    by: Who,
    decided_on: date | None = None,
    registration_number: str = "",
    source: str = "",
) -> CommissionVersion:
    """What the commission says from a day on; the versions before it stand as they are."""
    held = _held(commission, by)
    newest = held.versions.aggregate(newest=Max("number"))["newest"] or 0
    made = CommissionVersion.objects.create(
        commission=held,
        number=newest + 1,
        name=name,
        holds_from=holds_from,
        decided_on=decided_on,
        registration_number=registration_number,
        purpose=purpose,
        principles=list(principles),
        source=source,
        assumption=not source,
    )
    versions.save(held)
    log.record("commission.version_added", held, by=by, because=str(made.number))
    return made


@service
def give_notice(commission: UUID, notice_on: date, *, by: Who, version: int | None = None) -> Commission:
    """Notice is given on a day; the commission ends the agreed number of months later. Raises Refused, Stale."""
    held = _held(commission, by, version)
    if held.notice_on:
        raise Refused(_("Notice has already been given."))
    last = rules.last_day(notice_on, held.notice_months)
    if last < held.starts:
        raise Refused(_("The commission has not begun by then."), field="notice_on")
    held.notice_on, held.ends_on = notice_on, last
    versions.save(held, "notice_on", "ends_on")
    log.record("commission.notice_given", held, by=by, fields=["notice_on", "ends_on"])
    return held


@service
def take_back_notice(commission: UUID, *, by: Who) -> Commission:
    """The commission goes on until further notice."""
    held = _held(commission, by)
    if not held.notice_on:
        raise Refused(_("No notice has been given."))
    held.notice_on = held.ends_on = None
    versions.save(held, "notice_on", "ends_on")
    log.record("commission.notice_taken_back", held, by=by, fields=["notice_on", "ends_on"])
    return held
