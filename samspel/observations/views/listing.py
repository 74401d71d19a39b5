"""The list: filters in the address, page by page, and the same taken along as a file."""

from datetime import timedelta
from typing import Final

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.errors import Missing, Refused
from samspel.core.pages import page
from samspel.observations import export, permissions, queries, services, shown
from samspel.observations.forms import FilterForm
from samspel.observations.permissions import READERS, Reach, reach_of
from samspel.observations.queries import MOST_COUNTED, Filters
from samspel.ui.elements import Pager

READS = holders(*READERS)
_LATELY: Final = timedelta(days=7)


@page(READS, methods=("GET",))
def listing(request: Request) -> HttpResponse:
    """Observations that the reader may see, newest first."""
    reach, form = reach_of(request.who), FilterForm(request.GET)
    filters = form.filters
    try:
        found = queries.page(reach, filters, request.GET.get("cursor", ""))
    except Refused as gone:
        raise Missing from gone
    filtered = filters != Filters()
    context = {
        "form": form,
        "lines": shown.lines(found.rows),
        "pager": _pager(request.GET, found),
        "heading": _found(found.total, more=found.more) if filtered else _lately(reach),
        "exports": [
            (kind, f"{reverse('observations:export', args=[kind])}?{_address(request.GET)}") for kind in export.KINDS
        ],
        "filtered": filtered,
        "masked": reach.masked,
        "own_only": not reach.reads_all,
        "may_report": permissions.may_report(request.who),
    }
    return render(request, "observations/list.html", context)


@page(READS, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the rows that the list shows, all pages of them, as a file."""
    if kind not in export.KINDS:
        raise Missing
    reach, filters = reach_of(request.who), FilterForm(request.GET).filters
    services.note_export(kind, queries.chosen(reach, filters).order_by().count(), by=request.who)
    return export.response(kind, queries.rows(reach, filters), reach)


def _address(given: QueryDict, **changes: str) -> str:
    """The address with something changed; the place in the list begins anew."""
    data = given.copy()
    data.pop("cursor", None)
    for name, value in changes.items():
        data[name] = value
    return data.urlencode()


def _pager(given: QueryDict, found: queries.Page) -> Pager:
    def to(cursor: str) -> str:
        return f"?{_address(given, cursor=cursor)}" if cursor else ""

    text = ngettext("%(count)s of %(total)s observation", "%(count)s of %(total)s observations", found.total)
    if found.more:
        text = _("%(count)s of more than %(total)s observations")
    return Pager(text % {"count": len(found.rows), "total": found.total}, to(found.previous), to(found.next))


def _found(count: int, *, more: bool) -> str:
    if more:
        return _("More than %(count)s observations found") % {"count": count}
    return ngettext("%(count)s observation found", "%(count)s observations found", count) % {"count": count}


def _lately(reach: Reach) -> str:
    """How many of the last seven days."""
    since = Filters(since=clock.now() - _LATELY)
    count = queries.chosen(reach, since).order_by()[: MOST_COUNTED + 1].count()
    if count > MOST_COUNTED:
        return _("More than %(count)s observations in the last seven days") % {"count": MOST_COUNTED}
    text = ngettext(
        "%(count)s observation in the last seven days", "%(count)s observations in the last seven days", count
    )
    return text % {"count": count} if count else _("No observation in the last seven days")
