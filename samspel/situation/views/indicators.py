"""Indicators: all of them beside each other, one with its areas and its past, a value entered by hand."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page, pressed
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality.models import Area, Better, Indicator
from samspel.situation import permissions, queries, services, shown
from samspel.situation.forms import AreaFilter, BecauseForm, ValueForm
from samspel.situation.models import IndicatorValue
from samspel.situation.permissions import reach_of
from samspel.situation.queries import Series, Told
from samspel.situation.views.acting import DRAFTS, GET, POST, READS
from samspel.ui.charts import plot
from samspel.ui.elements import Bar, Chart, Status


@dataclass(frozen=True)
class Line:
    """A series as a row: its latest value in words, which way it went, its past as a path."""

    series: Series
    name: str
    value: str
    period: str
    change: Status | None
    spark: str
    url: str
    beside: str = ""


@page(READS, methods=GET)
def listing(request: Request) -> HttpResponse:
    """Every indicator: the municipality's latest value, the chosen area's beside it, and how both have gone."""
    form = AreaFilter(request.GET)
    area, reach = form.chosen, reach_of(request.who)
    rows = [(_line(whole, area), _line(own, area) if own else None) for whole, own in queries.overview(reach, area)]
    context = {
        "form": form,
        "area": area,
        "rows": rows,
        "told": sum(bool(whole.value or (own and own.value)) for whole, own in rows),
        "may_enter": permissions.drafts_somewhere(reach),
        "reads_small": permissions.sees_small_numbers(reach, area.pk if area else None),
    }
    return render(request, "situation/indicators.html", context)


@page(READS, methods=GET)
def one(request: Request, code: str) -> HttpResponse:
    """One indicator: the area's past, every area beside the municipality, the sexes, what was revised."""
    form = AreaFilter(request.GET)
    area, reach = form.chosen, reach_of(request.who)
    found = queries.told(reach, code, area)
    own = next((row for row in found.areas if row.area == area), Series(found.indicator, area)) if area else found.whole
    context = {
        "form": form,
        "area": area,
        "indicator": found.indicator,
        "name": name_of(found.indicator),
        "heading": _heading(own),
        "own": own,
        "chart": _chart(own),
        "latest": own.latest,
        "sure": shown.sure(own.latest) if own.latest else "",
        "beside": beside(own, found.whole) if area else "",
        "areas": [_line(row, area, found.whole) for row in (found.whole, *found.areas)] if found.areas else [],
        "sexes": _sexes(found),
        "told": found,
        "revised": [(row, shown.plain(row.value)) for row in found.revised],
        "standing": _standing(own) if permissions.may_record_values(reach, area.pk if area else None) else [],
        "may_enter": permissions.drafts_somewhere(reach),
        "may_fetch": permissions.may_record_values(reach, None) and bool(found.indicator.provider),
        "plain_form": WritingForm(auto_id=False),
        "panels": panels.drawn("situation.indicator", found.indicator, request.who),
    }
    return render(request, "situation/indicator.html", context)


@page(DRAFTS)
def enter(request: Request, code: str) -> HttpResponse:
    """Enter a value by hand."""
    reach, found = reach_of(request.who), queries.indicator(code)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    initial = {"origin": found.origin, "area": asked}
    form = ValueForm(request.POST or None, reach=reach, indicator=found, initial=initial)
    back = reverse("situation:indicator", args=[code])

    def do() -> str:
        value = form.new_value
        services.record_values([value], by=request.who)
        return f"{back}?area={value.area.code}" if value.area else back

    page_words = Act(
        heading=_("Enter a value"),
        lead=f"{name_of(found)} ({shown.unit(found)})",
        button=_("Save the value"),
        back=back,
        back_words=name_of(found),
        said=_("The value is saved. What it said before is kept."),
    )
    return act_page(request, form, page_words, do)


@page(DRAFTS)
def take_back(request: Request, code: str, value: int) -> HttpResponse:
    """Take back a value that should not stand."""
    reach = reach_of(request.who)
    row = queries.standing_value(reach, code, value)
    permissions.require(permissions.may_record_values(reach, row.area_id))
    form = BecauseForm(request.POST or None)
    where = f"?area={row.area.code}" if row.area else ""
    back = f"{reverse('situation:indicator', args=[code])}{where}"

    def do() -> str:
        services.take_back_value(value, form.cleaned_data["because"], by=request.who)
        return f"{back}#revised"

    told = f"{row.period}, {shown.area_name(row.area)}: {shown.plain(row.value)} {shown.unit(row.indicator)}"
    said = _("The value is taken back. It stands among what was said before.")
    page_words = Act(_("Take back the value"), _("Take back the value"), back, name_of(row.indicator), said, told)
    return act_page(request, form, page_words, do)


@page(DRAFTS, methods=POST)
def fetch(request: Request, code: str) -> HttpResponse:
    """Let the worker fetch it from its source."""
    found = queries.indicator(code)
    permissions.require(permissions.may_record_values(reach_of(request.who), None))
    back = reverse("situation:indicator", args=[code])

    def do() -> str:
        services.ask_for_fetch(found, by=request.who)
        return f"{back}#fetches"

    return pressed(request, do, _("It is being fetched. Look again in a minute."), back)


def name_of(indicator: Indicator) -> str:
    """Its name in the reader's language."""
    return indicator.name_in(get_language() or "sv")


def _heading(series: Series) -> str:
    """The conclusion: the latest value and which way it went."""
    name, latest = name_of(series.indicator), series.latest
    if latest is None:
        return name
    told = {
        "name": name,
        "value": shown.plain(latest.value),
        "unit": shown.unit(series.indicator),
        "period": latest.period,
    }
    if series.change is None or series.before is None:
        return _("%(name)s: %(value)s %(unit)s in %(period)s") % told
    told["before"] = series.before.period
    if not series.change:
        return _("%(name)s: %(value)s %(unit)s in %(period)s, as in %(before)s") % told
    told["by"] = shown.change(series.indicator, series.change)
    if series.change > 0:
        return _("%(name)s: %(value)s %(unit)s in %(period)s, %(by)s higher than in %(before)s") % told
    return _("%(name)s: %(value)s %(unit)s in %(period)s, %(by)s lower than in %(before)s") % told


def _chart(series: Series) -> Chart | None:
    if len(series.values) < 2:
        return None
    first, last = series.values[0].period, series.values[-1].period
    where = shown.area_name(series.area)
    title = _("%(where)s, %(first)s to %(last)s") % {"where": where, "first": first, "last": last}
    has_interval = any(one.lower is not None for one in series.values)
    told = _("Source: %(source)s.") % {"source": series.values[-1].origin}
    return Chart(
        title=title,
        bars=[_bar(one) for one in series.values],
        note=f"{told} {_('Grey: the interval that the source states.')}" if has_interval else told,
        team=series.area.team.number if series.area and series.area.team else None,
        unit=shown.unit(series.indicator),
        step=_("Period"),
        kind="line",
    )


def _bar(one: IndicatorValue) -> Bar:
    low, high = (
        (float(one.lower), float(one.upper)) if one.lower is not None and one.upper is not None else (None, None)
    )
    return Bar(one.period, float(one.value), low, high, words=shown.plain(one.value))


def _line(series: Series, area: Area | None, whole: Series | None = None) -> Line:
    latest = series.latest
    address = reverse("situation:indicator", args=[series.indicator.code])
    where = series.area or (area if whole is None else None)
    return Line(
        series=series,
        name=shown.area_name(series.area),
        value=shown.plain(latest.value) if latest else "",
        period=latest.period if latest else "",
        change=_change(series),
        spark=spark(series),
        url=f"{address}?area={where.code}" if where else address,
        beside=beside(series, whole) if whole and series.area else "",
    )


def spark(series: Series) -> str:
    """The series as a path from its lowest to its highest value; empty for fewer than two."""
    values = [float(one.value) for one in series.values]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    bars = [Bar("", (value - low) / span * 4) for value in values]
    return plot(Chart("", bars, kind="line")).line


def _change(series: Series) -> Status | None:
    """Which way it went since the value before, and whether that is the way that it should go."""
    if series.change is None:
        return None
    if not series.change:
        return Status("dash", pgettext("indicator", "as before"))
    up = series.change > 0
    by = shown.change(series.indicator, series.change)
    told = (_("%(by)s up") if up else _("%(by)s down")) % {"by": by}
    better = series.indicator.better
    if better != Better.NEITHER:
        good = up == (better == Better.HIGHER)
        told = f"{told}, {_better() if good else _worse()}"
    return Status("up" if up else "down", told)


def _better() -> str:
    return pgettext("indicator", "better")


def _worse() -> str:
    return pgettext("indicator", "worse")


def beside(own: Series, whole: Series) -> str:
    """How an area's latest value stands beside the municipality's of the same period."""
    latest = own.latest
    same = next((one for one in whole.values if latest and one.period == latest.period), None)
    if latest is None or same is None:
        return ""
    apart = latest.value - same.value
    if not apart:
        return _("as the whole municipality")
    told = {"by": shown.change(own.indicator, apart), "all": shown.plain(same.value)}
    if apart > 0:
        return _("%(by)s higher than the whole municipality (%(all)s)") % told
    return _("%(by)s lower than the whole municipality (%(all)s)") % told


def _standing(series: Series) -> list[tuple[IndicatorValue, str]]:
    """What stands and can be taken back, newest first."""
    return [(one, shown.plain(one.value)) for one in reversed(series.values)]


def _sexes(found: Told) -> list[tuple[str, str, str]]:
    """(period, women, men) where persons are counted, newest first."""
    values: dict[str, dict[str, Decimal]] = {}
    for sex, series in found.sexes.items():
        for one in series.values:
            values.setdefault(one.period, {})[sex] = one.value
    ordered = sorted(values.items(), reverse=True)[:10]
    return [(period, _said(row.get("women")), _said(row.get("men"))) for period, row in ordered]


def _said(value: Decimal | None) -> str:
    return "–" if value is None else shown.plain(value)
