"""Every read of commissions and funding, for the one who asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samspel.accounts.who import Who
from samspel.commissions import permissions, rules
from samspel.commissions.models import Commission, CommissionVersion, Funding, Increase, YearIndex
from samspel.commissions.rules import Compensation, Rate, Terms
from samspel.core import clock
from samspel.core.errors import Missing


def visible_to(who: Who) -> QuerySet[Commission]:
    """The commissions that the one who asks may read."""
    return Commission.objects.all() if permissions.may_read(who) else Commission.objects.none()


def funding_visible_to(who: Who) -> QuerySet[Funding]:
    """The funding that the one who asks may read; what was withdrawn is not there."""
    rows = Funding.objects.filter(withdrawn_at=None)
    return rows if permissions.may_read(who) else rows.none()


def funding_to_choose(who: Who, year: int, kept: UUID | None = None) -> list[Funding]:
    """The moneys of a year that what costs something in it can be paid by, and the one that is `kept` already: whose
    they are and for what. Their amounts are not read."""
    if not permissions.may_choose_funding(who):
        return []
    rows = Funding.objects.filter(Q(withdrawn_at=None) | Q(pk__in=[kept] if kept else []), year=year)
    return list(rows.only("year", "giver", "purpose").order_by("giver", "purpose", "pk"))


@dataclass(frozen=True)
class Told:
    """A commission with its versions (oldest first) and the increases that stand."""

    commission: Commission
    versions: Sequence[CommissionVersion]
    increases: Sequence[Increase]

    @property
    def terms(self) -> Terms:
        """What it is paid, for the rules."""
        one = self.commission
        return Terms(
            base=Rate(one.starts, one.yearly_ore),
            price_year=one.price_year,
            increases=tuple(Rate(row.starts, row.yearly_ore) for row in self.increases),
            ends_on=one.ends_on,
            indexed_from=one.indexed_from,
        )

    def standing(self, day: date) -> CommissionVersion | None:
        """The version that holds on a day; none before the first one."""
        held = [row for row in self.versions if row.holds_from <= day]
        return max(held, key=lambda row: (row.holds_from, row.number)) if held else None


def commissions(who: Who) -> list[Told]:
    """Every commission, in three queries however many there are."""
    return [_told(one) for one in _whole(visible_to(who))]


def commission(who: Who, code: str) -> Told:
    """One commission by its code; raises Missing."""
    found = _whole(visible_to(who)).filter(code=code).first()
    if found is None:
        raise Missing
    return _told(found)


def _whole(rows: QuerySet[Commission]) -> QuerySet[Commission]:
    standing = Increase.objects.filter(withdrawn_at=None)
    return rows.prefetch_related("versions", Prefetch("increases", standing))


def _told(row: Commission) -> Told:
    return Told(row, list(row.versions.all()), list(row.increases.all()))


def indexes() -> Mapping[int, Decimal]:
    """The per cent of every year that is known."""
    return dict(YearIndex.objects.values_list("year", "percent"))


def index_rows() -> list[YearIndex]:
    """The same with their sources, newest first."""
    return list(YearIndex.objects.order_by("-year"))


def compensation(told: Told, year: int, index: Mapping[int, Decimal] | None = None) -> Compensation:
    """What a commission is paid in a year, with those indexes that are known."""
    return rules.compensation(told.terms, year, indexes() if index is None else index)


def funding(who: Who, year: int | None = None) -> list[Funding]:
    """The funding of a year, or of all; newest year first, then by giver."""
    rows = funding_visible_to(who).select_related("commission")
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("-year", "giver", "purpose", "pk"))


def one_funding(who: Who, pk: UUID) -> Funding:
    """One funding; raises Missing."""
    found = funding_visible_to(who).select_related("commission").filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def ending(rows: Sequence[Funding]) -> list[Funding]:
    """Those among the rows that end within a year from today, the first one first."""
    today = clock.today()
    last = today + timedelta(days=rules.GRANT_WARNING_DAYS)
    return sorted(
        (row for row in rows if row.ends_on and today <= row.ends_on <= last), key=lambda row: row.ends_on or last
    )
