"""Indicators' values: taken in from a hand, a file or a service; what a value said before is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, islice
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Indicator
from samspel.situation import permissions, rules
from samspel.situation.ground import needs_text
from samspel.situation.models import IndicatorValue, Sex
from samspel.situation.permissions import reach_of
from samspel.situation.rules import Period, Wrong

HAND: Final = "hand"
LARGEST: Final = Decimal(10) ** 11
EXACT: Final = Decimal("0.0001")
_TOGETHER: Final = 2000
WRONG: Final[Mapping[Wrong, Promise]] = {
    Wrong.TOO_LOW: _("Less than none cannot be counted. Write 0 or more."),
    Wrong.TOO_HIGH: _("A share is at most 100 per cent. Write a number from 0 to 100."),
    Wrong.NOT_BEGUN: _("The period has not begun. Write one that has."),
}


@dataclass(frozen=True)
class NewValue:
    """A value to be taken in. Without an area it is the municipality's. `origin`: who measured it, as to be shown."""

    indicator: Indicator
    period: Period
    value: Decimal
    origin: str
    area: Area | None = None
    sex: Sex = Sex.ALL
    asked: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True)
class Recorded:
    """What came of it: values that were new, revised, or said already."""

    added: int = 0
    revised: int = 0
    same: int = 0

    def __add__(self, other: "Recorded") -> "Recorded":
        return Recorded(self.added + other.added, self.revised + other.revised, self.same + other.same)


_Key = tuple[int, int | None, str, str]


@service
def record_values(rows: Iterable[NewValue], *, by: Who, taken_from: str = HAND) -> Recorded:
    """Take in values; a later row for the same thing replaces an earlier one. `taken_from` is `hand`, or the code of an
    import. Raises Missing when `by` may not enter them all, Refused for a value that no column holds."""
    chosen = list(rows)
    reach = reach_of(by)
    areas = {row.area.pk if row.area else None for row in chosen}
    permissions.require(all(permissions.may_record_values(reach, area) for area in areas))
    return take_in(chosen, by=by, taken_from=taken_from)


def take_in(rows: Sequence[NewValue], *, by: Actor, taken_from: str) -> Recorded:
    """The same inside a service that has asked who may; a job's too. Leaves one row in the log for each indicator."""
    if not rows:
        raise Refused(_("There is no value to take in."))
    for row in rows:
        _checked(row)
    done = Recorded()
    ordered = sorted(rows, key=lambda row: row.indicator.pk)
    for _pk, mine in groupby(ordered, key=lambda row: row.indicator.pk):
        waiting = iter({_key(row): row for row in mine}.values())
        while some := list(islice(waiting, _TOGETHER)):
            done += _taken(some, by, taken_from)
    return done


@service
def take_back_value(value: int, because: str, *, by: Who) -> IndicatorValue:
    """Take back a value that stands and should not: it is kept among what was said before, with the reason. Raises
    Missing when it does not stand or is not theirs to enter, Refused without a reason."""
    held = IndicatorValue.objects.select_for_update().filter(pk=value, replaced_at=None).first()
    if held is None or not permissions.may_record_values(reach_of(by), held.area_id):
        raise Missing
    held.taken_back = needs_text(because, "because")[:300]
    held.replaced_at = clock.now()
    held.save(update_fields=["taken_back", "replaced_at"])
    log.record("indicator.taken_back", held, by=by, fields=["value"])
    return held


def _checked(row: NewValue) -> None:
    for value in (row.value, row.lower, row.upper):
        if value is not None and (not value.is_finite() or abs(value) >= LARGEST):
            raise Refused(_("Write a number with at most eleven digits before its decimals."), field="value")
    found = rules.wrong(row.indicator.unit, row.value, row.period.starts, clock.today())
    if found:
        raise Refused(WRONG[found], field="period" if found is Wrong.NOT_BEGUN else "value")
    if row.lower is not None and row.upper is not None and not row.lower <= row.value <= row.upper:
        raise Refused(_("The value lies between its lowest and its highest."), field="lower")


def _key(row: NewValue) -> _Key:
    return row.indicator.pk, row.area.pk if row.area else None, row.period.code, row.sex.value


def _taken(rows: Sequence[NewValue], by: Actor, taken_from: str) -> Recorded:
    stand = _standing(rows)
    fresh = [row for row in rows if _key(row) not in stand or _said(stand[_key(row)]) != _says(row)]
    old = [stand[_key(row)].pk for row in fresh if _key(row) in stand]
    IndicatorValue.objects.filter(pk__in=old).update(replaced_at=clock.now())
    made = IndicatorValue.objects.bulk_create([_row(row, by, taken_from) for row in fresh])
    about = made[0] if made else next(iter(stand.values()))
    because = f"{taken_from}: {len(fresh) - len(old)} new, {len(old)} revised, {len(rows) - len(fresh)} the same"
    log.record("indicator.recorded", about, by=by, fields=["value"], because=because)
    return Recorded(len(fresh) - len(old), len(old), len(rows) - len(fresh))


def _standing(rows: Sequence[NewValue]) -> dict[_Key, IndicatorValue]:
    """The values that stand for what the rows are about, locked."""
    found = IndicatorValue.objects.select_for_update().filter(
        indicator=rows[0].indicator, replaced_at=None, period__in={row.period.code for row in rows}
    )
    return {(one.indicator_id, one.area_id, one.period, one.sex): one for one in found}


_Content = tuple[Decimal, int | None, Decimal | None, Decimal | None, str]


def _said(one: IndicatorValue) -> _Content:
    return one.value, one.asked, one.lower, one.upper, one.origin


def _says(row: NewValue) -> _Content:
    return _exact(row.value), row.asked, _or_none(row.lower), _or_none(row.upper), row.origin.strip()[:300]


def _exact(value: Decimal) -> Decimal:
    return value.quantize(EXACT)


def _or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else _exact(value)


def _row(row: NewValue, by: Actor, taken_from: str) -> IndicatorValue:
    value, asked, lower, upper, origin = _says(row)
    return IndicatorValue(
        indicator=row.indicator,
        area=row.area,
        period=row.period.code,
        starts=row.period.starts,
        ends=row.period.ends,
        sex=row.sex,
        value=value,
        asked=asked,
        lower=lower,
        upper=upper,
        origin=origin,
        taken_from=taken_from[:60],
        recorded_at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
    )
