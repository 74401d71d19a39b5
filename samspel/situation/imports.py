"""Values of indicators from a file: a survey's table, a register's extract, a housing company's numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.imports import (
    Column,
    Delivery,
    Fault,
    Held,
    Importable,
    Number,
    OneOf,
    Option,
    Row,
    Text,
    Values,
    Whole,
    one_by_one,
    register,
)
from samspel.core.imports.holds import Cell, plain
from samspel.municipality import queries as municipality
from samspel.municipality.known import one_request
from samspel.situation import permissions, rules, services
from samspel.situation.models import IndicatorValue, Sex
from samspel.situation.permissions import reach_of
from samspel.situation.rules import Wrong
from samspel.situation.services import NewValue

_MOST: Final = 10**11 - 1
WRONG: Final = {
    Wrong.TOO_LOW: gettext_noop("The value is less than none, which the indicator's unit does not allow."),
    Wrong.TOO_HIGH: gettext_noop("The value is more than 100 per cent."),
    Wrong.NOT_BEGUN: gettext_noop("The period has not begun."),
}


@dataclass(frozen=True)
class _Period(Held):
    """A year, a quarter, a month, a week or several years, by its code."""

    def read(self, cell: Cell) -> str:
        text = f"{cell:%Y-%m}" if isinstance(cell, date | datetime) else plain(cell)
        found = rules.period(text)
        if found is None:
            raise Fault(
                gettext_noop("“%(found)s” is no period. Write it as 2025, 2025-Q3, 2025-11, 2025-W46 or 2023-2024."),
                found=text,
            )
        return found.code


def columns() -> list[Column]:
    """What a value is told by."""
    number = Number(-_MOST, _MOST)
    return [
        Column("indicator", _("Indicator"), OneOf(_indicators()), required=True, aliases=("mått", "nyckeltal", "kpi")),
        Column("area", _("Area"), OneOf(_areas()), help=_("Empty: the whole municipality.")),
        Column("period", _("Period"), _Period(), required=True, aliases=("år", "year"), help=_("2025, 2025-Q3 …")),
        Column("sex", _("Sex"), OneOf([Option(one.value, one.label) for one in Sex]), aliases=("kön",)),
        Column("value", _("Value"), number, required=True, aliases=("värde", "andel", "antal")),
        Column("asked", _("Number who answered"), Whole(0, 10**9), aliases=("antal svar", "n", "svarande")),
        Column("lower", _("Lowest"), number, aliases=("undre gräns",), help=_("Where the source tells an interval.")),
        Column("upper", _("Highest"), number, aliases=("övre gräns",)),
        Column("source", _("Source"), Text(300), aliases=("källa",), help=_("Empty: where the file is from.")),
    ]  # fmt: skip


def _indicators() -> list[Option]:
    return [Option(one.code, one.name, tuple(filter(None, (one.external_id,)))) for one in municipality.indicators()]


def _areas() -> list[Option]:
    return [Option(one.code, one.name) for one in municipality.areas()]


def _together(values: dict[str, Any]) -> dict[str, Any]:
    """All of whom it tells, where it does not say. Raises Fault for an interval that the value lies outside, and for a
    value that its unit or its period does not allow."""
    lower, value, upper = values["lower"], values["value"], values["upper"]
    if (lower is not None and value < lower) or (upper is not None and value > upper):
        raise Fault(gettext_noop("The value does not lie between its lowest and its highest. Look at all three."))
    unit = next((one.unit for one in municipality.indicators() if one.code == values["indicator"]), "")
    period = rules.period(values["period"])
    found = rules.wrong(unit, value, period.starts, clock.today()) if period else None
    if found:
        raise Fault(WRONG[found])
    return {**values, "sex": values["sex"] or Sex.ALL.value}


def _key(values: Values) -> str:
    return f"{values['indicator']} {values['area'] or ''} {values['period']} {values['sex']}"


def _known(keys: Collection[str], delivery: Delivery) -> Mapping[str, Values]:
    """The values that stand for the same indicator, area, period and sex."""
    parts = [key.split(" ") for key in keys]
    rows = IndicatorValue.objects.filter(
        replaced_at=None, indicator__code__in={one[0] for one in parts}, period__in={one[2] for one in parts}
    )
    stand = [_values(row, delivery) for row in rows]
    return {_key(one): one for one in stand if _key(one) in set(keys)}


def _values(row: IndicatorValue, delivery: Delivery) -> Values:
    return {
        "indicator": row.indicator.code,
        "area": row.area.code if row.area else None,
        "period": row.period,
        "sex": row.sex,
        "value": row.value,
        "asked": row.asked,
        "lower": row.lower,
        "upper": row.upper,
        "source": "" if row.origin == delivery.name else row.origin,
    }


def _take(rows: Sequence[Row], delivery: Delivery, by: Who) -> Mapping[int, Fault]:
    """Take the values in; what one said before is kept."""
    indicators = {one.code: one for one in municipality.indicators()}
    areas = {one.code: one for one in municipality.areas()}

    def made(row: Row) -> NewValue:
        told = row.merged
        period = rules.period(told["period"])
        if period is None:
            raise Missing
        return NewValue(
            indicator=indicators[told["indicator"]],
            period=period,
            value=Decimal(told["value"]),
            origin=told["source"] or delivery.name,
            area=areas[told["area"]] if told["area"] else None,
            sex=Sex(told["sex"]),
            asked=told["asked"],
            lower=told["lower"],
            upper=told["upper"],
        )

    def record(some: Sequence[Row]) -> None:
        services.record_values([made(row) for row in some], by=by, taken_from=delivery.source)

    return one_by_one.together(rows, record)


def _may(who: Any) -> bool:
    return isinstance(who, Who) and permissions.drafts_somewhere(reach_of(who))


VALUES: Final = Importable(
    code="indicators",
    title=_("Values of indicators"),
    about=_("One row for each value: which indicator, where and for which period. What a value said before is kept."),
    columns=columns,
    key=_key,
    known=_known,
    together=_together,
    changes=True,
    may=_may,
    take=_take,
    around=one_request,
    seen=lambda: reverse("situation:indicators"),
)


def tell() -> None:
    """Say that values can be brought in."""
    register(VALUES)
