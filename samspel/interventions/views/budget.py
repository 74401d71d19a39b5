"""Budget against outcome: by committee, area, measure and intervention, exact to the öre."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.accounts.who import Request
from samspel.core import clock, thread
from samspel.core.pages import page
from samspel.interventions import queries
from samspel.interventions.forms import BudgetForm
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.queries import WHOLE, Budget, By, Filters, Line
from samspel.interventions.views.acting import MONEY
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area
from samspel.ui import words as ui
from samspel.ui.elements import Bar, Chart

DRAWN: Final = 8
"""So many columns can be read; the table has them all."""


@page(MONEY, methods=("GET",))
def budget(request: Request) -> HttpResponse:
    """What was meant, what it cost, and what is not known yet."""
    reach = reach_of(request.who)
    data = request.GET.copy()
    data.setdefault("year", str(clock.today().year))
    data.setdefault("by", By.COMMITTEE.value)
    form = BudgetForm(data)
    filters, by = form.filters, form.sums
    found = queries.budget(reach, filters, by)
    context = {
        "form": form,
        "year": filters.year,
        "heading": _heading(found.total, filters.year),
        "lines": [(_name(one, by), _href(one, by, filters), _row(one)) for one in _linked(found.lines, by, reach)],
        "total": _row(found.total),
        "more": found.more,
        "what": _what(by),
        "note": " ".join(filter(None, [_note(by), _share(filters)])),
        "chart": _chart(found, by, filters.year),
    }
    return render(request, "interventions/budget.html", context)


def _heading(total: Line, year: int) -> str:
    if not total.budget:
        return _("No costs are told of for %(year)s") % {"year": year}
    told = {"amount": ui.tkr(total.budget), "year": year, "known": ui.tkr(total.budget_known)}
    if total.outcome is None:
        return _("%(amount)s budgeted for %(year)s, no outcome known yet") % told
    if total.waits:
        said = _("%(amount)s budgeted for %(year)s. %(known)s of it has an outcome: %(difference)s")
    else:
        said = _("%(amount)s budgeted for %(year)s, all of it with an outcome: %(difference)s")
    return said % {**told, "difference": _more_or_less(total)}


def _more_or_less(line: Line) -> str:
    """How far what has an outcome is from what was meant for just that."""
    if not line.difference:
        return _("as was meant")
    how = _("%(amount)s more than was meant") if line.difference > 0 else _("%(amount)s less than was meant")
    return how % {"amount": ui.tkr(abs(line.difference))}


def _row(line: Line) -> dict[str, object]:
    return {
        "count": line.count,
        "budget": ui.kronor(line.budget),
        "outcome": "" if line.outcome is None else ui.kronor(line.outcome),
        "difference": _difference(line),
        "over": line.difference > 0,
        "waits": ui.kronor(line.waits) if line.waits else "",
    }


def _difference(line: Line) -> str:
    if line.outcome is None:
        return ""
    sign = "+" if line.difference > 0 else "\u2212" if line.difference < 0 else ""
    return f"{sign}{ui.kronor(abs(line.difference))}"


def _linked(lines: Sequence[Line], by: By, reach: Reach) -> Sequence[Line]:
    """A measure that the reader may not see has no name here."""
    kind = thread.kinds().get("measure")
    if by is not By.MEASURE or kind is None:
        return lines
    seen = {one.ref.id for one in kind.nodes([one.key for one in lines if one.key], reach.who)}
    return [one for one in lines if not one.key or one.key in seen]


def _name(line: Line, by: By) -> str:
    if line.name:
        return line.name
    return {By.AREA: _("The whole municipality"), By.MEASURE: _("No measure")}.get(by, "")


def _href(line: Line, by: By, filters: Filters) -> str:
    """Where the line's own interventions are, among those that are asked for."""
    asked = {
        "year": str(filters.year),
        "area": filters.area,
        "committee": filters.committee,
        "target": filters.target,
        "on_trial": "on" if filters.on_trial else "",
    }
    if by is By.INTERVENTION:
        return reverse("interventions:one", args=[line.key])
    if by is By.COMMITTEE:
        asked["committee"] = line.key
    elif by is By.AREA:
        asked["area"] = line.key or WHOLE
    elif not line.key:
        asked["lacks"] = "measure"
    else:
        return ""
    return f"{reverse('interventions:list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _over(by: By) -> str:
    return {
        By.COMMITTEE: _("In %(over)s of %(count)s committees the interventions cost more than was meant"),
        By.AREA: _("In %(over)s of %(count)s areas the interventions cost more than was meant"),
        By.MEASURE: _("For %(over)s of %(count)s measures the interventions cost more than was meant"),
        By.INTERVENTION: _("%(over)s of %(count)s interventions cost more than was meant"),
    }[by]


def _what(by: By) -> str:
    return {
        By.COMMITTEE: _("Committee"),
        By.AREA: _("Area"),
        By.MEASURE: _("Measure"),
        By.INTERVENTION: _("Intervention"),
    }[by]


def _note(by: By) -> str:
    """How a krona that belongs to several is told."""
    if by is By.AREA:
        return _("What is done in several areas is shared alike between them, to the öre.")
    if by is By.MEASURE:
        return _("What serves several measures stands in full under each; the total counts each krona once.")
    return ""


def _share(filters: Filters) -> str:
    """Whose share it is, where the page is about one area."""
    area = known_row(Area, queries.area_of(filters))
    if area is None:
        return ""
    said = _("Only the share of %(area)s is counted: what is done in several areas is shared alike between them.")
    return said % {"area": area.name}


def _chart(found: Budget, by: By, year: int) -> Chart | None:
    """Outcome as columns, what was meant for it behind them; none while no outcome is known."""
    known = [(one, one.outcome) for one in found.lines if one.outcome is not None]
    if not known:
        return None
    over = sum(one.difference > 0 for one, _outcome in known)
    bars = [
        Bar(label=_name(one, by), value=outcome / 100_000, low=0, high=one.budget_known / 100_000)
        for one, outcome in known[:DRAWN]
    ]
    return Chart(
        title=_over(by) % {"over": over, "count": len(known)},
        bars=bars,
        shown=pgettext("money", "outcome"),
        behind=pgettext("money", "budget"),
        note=_("Costs of %(year)s whose outcome is known.") % {"year": year},
        unit=_("SEK thousand"),
        step=_what(by),
    )
