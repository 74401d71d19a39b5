"""The grid: development areas by perspectives, the measures below it edited where they stand, and as a file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import acted, again
from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.plans import export, permissions, queries, services
from samspel.plans.forms import FilterForm, RowForm, TellForm, initial_of
from samspel.plans.permissions import Reach, reach_of
from samspel.plans.queries import Filters, Grid, Row
from samspel.plans.services import draft_of
from samspel.plans.shown import Line, lines
from samspel.plans.views.acting import WORKS, WRITES, is_part
from samspel.ui.elements import Pager

ROWS = 60
"""So many rows stand on a page: as many as the action plan has room for [0]."""
KEPT = ("edit", "changed")
"""What stands in the address for a moment only."""


@page(WORKS, methods=("GET",))
def grid(request: Request) -> HttpResponse:
    """What is planned where, and where nothing is; one row of it open to be changed when the address says so."""
    return _draw(request)


@page(WRITES)
def row(request: Request, measure: UUID) -> HttpResponse:
    """Save a row of the grid. Opened by itself, it leads to the grid with the row open."""
    reach = reach_of(request.who)
    found = queries.measure(reach, measure)
    permissions.require(permissions.may_tell(reach, found.measure))
    address = _address(request.GET)
    if request.method != "POST":
        return redirect(f"{reverse('plans:grid')}?{_address(request.GET, edit=str(measure))}#row-{measure}")
    form = _form(reach, found, request.POST)

    def do() -> str:
        _save(request, reach, found, form)
        return f"{reverse('plans:grid')}?{_address(request.GET, changed=str(measure))}#row-{measure}"

    done = acted(request, form, do)
    if done is not None:
        return done
    answer = _draw(request, form=form, editing=str(measure), address=address)
    answer.status_code = 200 if is_part(request) else again(form)
    return answer


@page(WORKS, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """Exactly the measures that the grid shows, as a file with the columns that can be read in again."""
    if kind not in export.KINDS:
        raise Missing
    reach = reach_of(request.who)
    form = _filters(request, reach)
    return export.response(reach, kind, queries.rows(reach, form.filters))


def _save(request: Request, reach: Reach, found: Row, form: RowForm | TellForm) -> None:
    measure, data = found.measure, form.cleaned_data
    version = form.read_version
    if isinstance(form, RowForm):
        held = services.change_measure(measure.pk, form.onto(draft_of(measure)), by=request.who, version=version)
        version = held.version
    said = data["status_comment"].strip()
    if form.status_chosen != measure.stands or said != measure.status_comment:
        services.tell(measure.pk, form.status_chosen, said, by=request.who, version=version)


def _form(reach: Reach, found: Row, data: QueryDict | None = None) -> RowForm | TellForm:
    """What they may change of the row: all that stands in it, or only how it goes."""
    measure = found.measure
    if permissions.may_write_measure(reach, measure):
        initial = initial_of(draft_of(measure), measure)
        return RowForm(data, measure=measure, initial=initial)
    return TellForm(data, measure=measure, initial={"status_comment": measure.status_comment})


def _draw(
    request: Request, *, form: WritingForm | None = None, editing: str = "", address: str | None = None
) -> HttpResponse:
    reach = reach_of(request.who)
    filter_form = _filters(request, reach)
    filters = filter_form.filters
    # The whole of the plan is seen, whichever square of it is listed below.
    whole = queries.rows(reach, filters.but(development_area="", perspective=""))
    rows, covered = queries.narrowed(whole, filters), queries.grid(whole)
    editing = editing or request.GET.get("edit", "")
    start = _start(request.GET.get("page", ""), rows, editing)
    shown = lines(rows[start : start + ROWS], reach)
    opened = next((line for line in shown if str(line.row.measure.pk) == editing and line.may_edit), None)
    if opened is not None and form is None:
        form = _form(reach, opened.row)
    return render(
        request,
        "plans/grid.html",
        {
            "form": filter_form,
            "grid": covered,
            "room": queries.room(reach),
            "shown": len(rows),
            "groups": _grouped(shown, covered),
            "owners": queries.by_owner(rows),
            "heading": _heading(covered, rows, narrowed=rows != whole),
            "filters": filters,
            "filtered": filters != Filters(),
            "pager": _pager(request.GET, start, len(rows)),
            "address": _address(request.GET) if address is None else address,
            "editing": opened.row.measure.pk if opened else None,
            "row_form": form,
            "changed": request.GET.get("changed", ""),
            "may_write": permissions.may_write_any(reach),
            "exports": [(kind, reverse("plans:export", args=[kind])) for kind in export.KINDS],
            "invented": any(row.measure.invented for row in rows),
        },
    )


def _start(page: str, rows: list[Row], editing: str) -> int:
    """The first row of the page that is asked for, or of the one where the opened row stands."""
    place = next((place for place, row in enumerate(rows) if str(row.measure.pk) == editing), None)
    asked = (int(page) - 1) * ROWS if page.isascii() and page.isdigit() and len(page) < 5 else 0
    found = asked if place is None else place - place % ROWS
    return found if 0 <= found < len(rows) else 0


def _pager(given: QueryDict, start: int, count: int) -> Pager | None:
    """Which rows are shown, and the way to the others; None when all are."""
    if count <= ROWS:
        return None

    def to(first: int) -> str:
        return f"?{_address(given, page=str(first // ROWS + 1))}" if 0 <= first < count else ""

    told = {"first": start + 1, "last": min(start + ROWS, count), "count": count}
    return Pager(_("Measures %(first)s to %(last)s of %(count)s") % told, to(start - ROWS), to(start + ROWS))


def _grouped(shown: list[Line], covered: Grid) -> list[tuple[Any, list[Line]]]:
    """The rows under their development area, in the grid's order."""
    by: dict[int | None, list[Line]] = {}
    for one in shown:
        by.setdefault(one.row.measure.development_area_id, []).append(one)
    fields = [line.development_area for line in covered.lines]
    return [(field, held) for field in fields if (held := by.get(field.pk if field else None))]


def _filters(request: Request, reach: Reach) -> FilterForm:
    data = request.GET.copy()
    data.setdefault("status", queries.Stage.LIVE.value)
    return FilterForm(data, plans=list(queries.plans_visible_to(reach)))


def _address(given: QueryDict, **changes: str) -> str:
    """The address with something changed, without what stands there for a moment only."""
    data = given.copy()
    for name in KEPT:
        data.pop(name, None)
    for name, value in changes.items():
        data[name] = value
    return data.urlencode()


def _heading(covered: Grid, rows: list[Row], *, narrowed: bool) -> str:
    """The conclusion: how many there are, where nothing is, what is late."""
    if not rows:
        return _("No measure is planned here")
    said = [ngettext("%(count)s measure", "%(count)s measures", len(rows)) % {"count": len(rows)}]
    if covered.empty and not narrowed:
        empty = ngettext("%(count)s square of the plan empty", "%(count)s squares of the plan empty", covered.empty)
        said.append(empty % {"count": covered.empty})
    if late := sum(row.late for row in rows):
        said.append(ngettext("%(count)s late", "%(count)s late", late) % {"count": late})
    return ", ".join(said)
