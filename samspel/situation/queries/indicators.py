"""Indicators over time: each area's value beside the municipality's and its own past. One read for each page."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Indicator
from samspel.situation import permissions
from samspel.situation.models import Fetch, IndicatorValue, Sex
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries.scope import values_visible_to

MOST_PERIODS = 60
"""So much of the past is drawn: five years of months, sixty of years."""


@dataclass(frozen=True)
class Series:
    """The values of one indicator for one area (None: the municipality), oldest first. `small`: whether the one who
    asks may read those that rest on few answers; the others are not among `values`."""

    indicator: Indicator
    area: Area | None
    values: Sequence[IndicatorValue] = ()
    left_out: int = 0

    @property
    def latest(self) -> IndicatorValue | None:
        return self.values[-1] if self.values else None

    @property
    def before(self) -> IndicatorValue | None:
        return self.values[-2] if len(self.values) > 1 else None

    @property
    def change(self) -> Decimal | None:
        """From the value before to the latest; None where there are not two."""
        return self.latest.value - self.before.value if self.latest and self.before else None


@dataclass(frozen=True)
class Told:
    """One indicator with its series: the municipality's, each area's that has any, the sexes', and what was revised."""

    indicator: Indicator
    whole: Series
    areas: Sequence[Series]
    sexes: dict[str, Series] = field(default_factory=dict)
    revised: Sequence[IndicatorValue] = ()
    fetches: Sequence[Fetch] = ()


def overview(who: Who | Reach, area: Area | None = None) -> list[tuple[Series, Series | None]]:
    """Every indicator in order: the municipality's series, and the area's beside it. One read."""
    reach = reach_of(who)
    rows = values_visible_to(reach).filter(replaced_at=None, sex=Sex.ALL)
    rows = rows.filter(area__isnull=True) | rows.filter(area=area) if area else rows.filter(area=None)
    kept = _grouped(rows)
    return [
        (
            _series(reach, one, None, kept.get((one.pk, None, Sex.ALL), ())),
            _series(reach, one, area, kept.get((one.pk, area.pk, Sex.ALL), ())) if area else None,
        )
        for one in municipality.indicators()
    ]


def indicator(code: str) -> Indicator:
    """The indicator with the code, among those in use; raises Missing."""
    found = next((one for one in municipality.indicators() if one.code == code), None)
    if found is None:
        raise Missing
    return found


def standing_value(who: Who | Reach, code: str, pk: int) -> IndicatorValue:
    """A value of the indicator that stands; raises Missing."""
    found = values_visible_to(who).filter(indicator=indicator(code), replaced_at=None, pk=pk).first()
    if found is None:
        raise Missing
    return found


def told(who: Who | Reach, code: str, area: Area | None = None) -> Told:
    """One indicator for its page. The sexes and the history are the area's, or the municipality's."""
    reach, one = reach_of(who), indicator(code)
    rows = values_visible_to(reach).filter(indicator=one)
    kept = _grouped(rows.filter(replaced_at=None))
    chosen = area.pk if area else None
    areas = [_series(reach, one, each, kept.get((one.pk, each.pk, Sex.ALL), ())) for each in municipality.areas()]
    sexes: dict[str, Series] = {
        sex.value: _series(reach, one, area, kept[one.pk, chosen, sex])
        for sex in (Sex.WOMEN, Sex.MEN)
        if (one.pk, chosen, sex) in kept
    }
    old = list(rows.filter(area=area).exclude(replaced_at=None).order_by("-replaced_at", "-pk")[:20])
    return Told(
        indicator=one,
        whole=_series(reach, one, None, kept.get((one.pk, None, Sex.ALL), ())),
        areas=[each for each in areas if each.values or each.left_out],
        sexes=sexes,
        revised=[each for each in old if not each.hidden or permissions.sees_small_numbers(reach, chosen)],
        fetches=list(Fetch.objects.filter(indicator=one)[:10]) if permissions.drafts_somewhere(reach) else (),
    )


def latest(who: Who | Reach, area: Area | None, codes: Collection[str] = ()) -> list[tuple[Series, Series | None]]:
    """The indicators that have values for the area, for a page that shows a few of them."""
    found = [row for row in overview(who, area) if (row[1] or row[0]).values]
    return [row for row in found if row[0].indicator.code in codes] if codes else found


_Key = tuple[int, int | None, str]


def _grouped(rows: Iterable[IndicatorValue]) -> dict[_Key, list[IndicatorValue]]:
    kept: dict[_Key, list[IndicatorValue]] = {}
    for row in rows:
        kept.setdefault((row.indicator_id, row.area_id, row.sex), []).append(row)
    return kept


def _series(reach: Reach, one: Indicator, area: Area | None, values: Sequence[IndicatorValue]) -> Series:
    small = permissions.sees_small_numbers(reach, area.pk if area else None)
    shown = [value for value in values if small or not value.hidden][-MOST_PERIODS:]
    return Series(one, area, shown, sum(value.hidden for value in values) if not small else 0)
