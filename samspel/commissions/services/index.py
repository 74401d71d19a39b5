"""The municipality's index, entered year by year with where it comes from, and withdrawn when it was wrong."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.commissions import permissions
from samspel.commissions.models import YearIndex
from samspel.core import log, versions
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.services import service


@service
def set_index(year: int, percent: Decimal, source: str, *, by: Who, version: int | None = None) -> YearIndex:
    """Enter or correct a year's index; no `version`: it was not there when it was read. Raises Refused, Stale."""
    permissions.require(permissions.may_keep_index(by))
    if not source.strip():
        raise Refused(_("Write where the figure comes from."), field="source")
    found = YearIndex.objects.filter(year=year).first()
    if found is None:
        made = YearIndex.objects.create(year=year, percent=percent, source=source.strip())
        log.record("index.set", made, by=by)
        return made
    if not version:
        raise Stale(found)
    held = versions.hold(YearIndex.objects.all(), found.pk, version)
    held.percent, held.source, held.assumption = percent, source.strip(), False
    versions.save(held, "percent", "source", "assumption")
    log.record("index.changed", held, by=by, fields=["percent", "source"])
    return held


@service
def withdraw_index(year: int, *, by: Who, version: int | None = None) -> None:
    """A year's index that was entered by mistake is known no more. Raises Missing, Stale."""
    permissions.require(permissions.may_keep_index(by))
    found = YearIndex.objects.filter(year=year).first()
    if found is None:
        raise Missing
    held = versions.hold(YearIndex.objects.all(), found.pk, version)
    log.record("index.withdrawn", held, by=by)
    held.delete()
