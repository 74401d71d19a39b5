"""The inventory: filters in the address, page by page, and the same taken along as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.accounts.who import Request
from samspel.core import sheets
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.interventions import export, queries, services, words
from samspel.interventions.forms import FilterForm
from samspel.interventions.permissions import reach_of
from samspel.interventions.queries import Filters, Stage
from samspel.interventions.rules import State
from samspel.interventions.views.acting import READS, address
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area
from samspel.ui import words as ui
from samspel.ui.elements import NavItem, Pager


@page(READS, methods=("GET",))
def listing(request: Request) -> HttpResponse:
    """Every intervention that the reader may see, of all departments."""
    reach = reach_of(request.who)
    form = _form(request)
    filters = form.filters
    found = queries.page(reach, filters, _number(request))
    return render(
        request,
        "interventions/list.html",
        {
            "form": form,
            "rows": [
                (row, words.status(row.state), words.target(row.target), words.thousands(row.ore or 0))
                for row in found.rows
            ],
            "heading": _heading(found, filters),
            "filtered": filters != Filters(),
            "amounts": _amounts(filters),
            "pager": _pager(request, found),
            "tabs": _tabs(request, filters, own=bool(reach.departments)),
            "exports": [
                (kind, f"{reverse('interventions:export', args=[kind])}?{address(request.GET)}")
                for kind in sheets.KINDS
            ],
            "reach": reach,
            "stale": queries.stale_count(reach),
        },
    )


@page(READS, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """Exactly the rows that the list shows, all of them, as a file that can be brought in again."""
    if kind not in sheets.KINDS:
        raise Missing
    reach = reach_of(request.who)
    filters = _form(request).filters
    rows = export.rows(reach, filters)
    services.note_export(kind, len(rows), by=request.who)
    return sheets.response(_("interventions"), kind, export.columns(filters), rows)


def _form(request: Request) -> FilterForm:
    data = request.GET.copy()
    data.setdefault("state", Stage.GOING.value)
    return FilterForm(data)


def _number(request: Request) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _heading(found: queries.Page, filters: Filters) -> str:
    if filters == Filters():
        return _("%(interventions)s planned or ongoing") % {"interventions": words.counted(found.total)}
    return _("%(interventions)s found") % {"interventions": words.counted(found.total)}


def _amounts(filters: Filters) -> str:
    """What stands over the amounts: their year, and whose share they are."""
    year, area = queries.year_of(filters), known_row(Area, queries.area_of(filters))
    return (
        words.share_in(area.name, year, pgettext("money", "SEK thousand"))
        if area
        else _("SEK thousand %(year)s") % {"year": year}
    )


def _pager(request: Request, found: queries.Page) -> Pager:
    def to(number: int) -> str:
        return f"?{address(request.GET, page=str(number))}" if number else ""

    shown = {"count": len(found.rows), "total": ui.number(found.total)}
    return Pager(_("%(count)s of %(total)s") % shown, to(found.previous), to(found.next))


def _tabs(request: Request, filters: Filters, *, own: bool) -> list[NavItem]:
    """Ways to the lists that are asked for most."""
    plain: list[tuple[str, dict[str, str], bool]] = [
        (_("Planned and ongoing"), {}, filters == Filters()),
        *([(_("Ours"), {"mine": "on"}, filters == Filters(mine=True))] if own else []),
        (_("On trial"), {"on_trial": "on"}, filters == Filters(on_trial=True)),
        (_("Without a measure"), {"lacks": "measure"}, filters == Filters(lacks="measure")),
        (_("Serves no goal"), {"lacks": "goal"}, filters == Filters(lacks="goal")),
        (_("Proposed"), {"state": State.PROPOSED.value}, filters == Filters(state=State.PROPOSED.value)),
    ]
    empty = request.GET.copy()
    empty.clear()
    return [NavItem(f"?{address(empty, **chosen)}", label, current=current) for label, chosen, current in plain]
