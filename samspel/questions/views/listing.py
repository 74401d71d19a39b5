"""The list: filters in the address, page by page, and the same taken along as a file."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core.errors import Missing, Refused
from samspel.core.pages import page
from samspel.questions import export, permissions, queries, services, shown
from samspel.questions.forms import ChosenForm, FilterForm
from samspel.questions.permissions import READERS, reach_of
from samspel.questions.views.acting import FOLLOWS, SOLVES, WORKS, carried
from samspel.ui.elements import NavItem, Pager

READS = holders(*READERS)


@page(READS, methods=("GET",))
def listing(request: Request) -> HttpResponse:
    """Questions that the reader may see, what is due first on top."""
    who = request.who
    form = FilterForm(_with_defaults(request.GET))
    filters = form.filters
    try:
        found = queries.page(reach_of(who), filters, request.GET.get("cursor", ""))
    except Refused as gone:
        raise Missing from gone
    context = {
        "form": form,
        "lines": shown.lines(found.rows),
        "pager": _pager(request.GET, found),
        "heading": _found(found) if filters != queries.Filters() else _heading(queries.counts(reach_of(who))),
        "tabs": _tabs(request.GET, filters),
        "exports": [
            (kind, f"{reverse('questions:export', args=[kind])}?{_address(request.GET)}") for kind in export.KINDS
        ],
        "filtered": filters != queries.Filters(),
        "may_ask": permissions.may_ask(who),
        **_work(request),
    }
    return render(request, "questions/list.html", context)


@page(READS, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """Exactly the rows that the list shows, all pages of them, as a file."""
    who = request.who
    if kind not in export.KINDS:
        raise Missing
    rows = list(queries.rows(reach_of(who), FilterForm(_with_defaults(request.GET)).filters))
    services.note_export(kind, len(rows), by=who)
    return export.response(kind, rows)


def _work(request: Request) -> dict[str, Any]:
    """What can be done with several at once, where else one can go, and the way back here from a question."""
    works = WORKS.admits(request)
    return {
        "may_choose": works,
        "may_accept": works and bool(reach_of(request.who).departments),
        "chosen_form": ChosenForm(auto_id=False),
        "follows": FOLLOWS.admits(request),
        "solves": SOLVES.admits(request),
        "works": works,
        "carried": carried(_address(request.GET)),
    }


def _with_defaults(given: QueryDict) -> QueryDict:
    """Choices that are not in the address stand as they do when nothing is chosen."""
    data = given.copy()
    data.setdefault("status", queries.Stage.OPEN.value)
    data.setdefault("order", queries.Order.DUE.value)
    return data


def _address(given: QueryDict, **changes: str) -> str:
    """The address with something changed; the place in the list begins anew."""
    data = given.copy()
    data.pop("cursor", None)
    for name, value in changes.items():
        if value:
            data[name] = value
        else:
            data.pop(name, None)
    return data.urlencode()


def _export(kind: str, given: QueryDict) -> str:
    return f"{reverse('questions:export', args=[kind])}?{_address(given)}"


def _pager(given: QueryDict, found: queries.Page) -> Pager:
    def to(cursor: str) -> str:
        return f"?{_address(given, cursor=cursor)}" if cursor else ""

    text = ngettext("%(count)s of %(total)s question", "%(count)s of %(total)s questions", found.total)
    if found.more:
        text = _("%(count)s of more than %(total)s questions")
    return Pager(text % {"count": len(found.rows), "total": found.total}, to(found.previous), to(found.next))


def _found(found: queries.Page) -> str:
    """How many the filters found."""
    if found.more:
        return _("More than %(count)s questions found") % {"count": found.total}
    return ngettext("%(count)s question found", "%(count)s questions found", found.total) % {"count": found.total}


def _heading(counts: dict[str, int]) -> str:
    """How things stand: what is open, what of it is late, what is due today."""
    said = [ngettext("%(count)s open question", "%(count)s open questions", counts["open"]) % {"count": counts["open"]}]
    if counts["late"]:
        said.append(ngettext("%(count)s late", "%(count)s late", counts["late"]) % {"count": counts["late"]})
    if counts["today"]:
        said.append(
            ngettext("%(count)s due today", "%(count)s due today", counts["today"]) % {"count": counts["today"]}
        )
    return ", ".join(said) if counts["open"] else _("No question is open")


def _tabs(given: QueryDict, filters: queries.Filters) -> list[NavItem]:
    """Ways to the lists that are asked for most."""
    ended = {"status": "ended", "order": "newest"}
    plain: list[tuple[str, dict[str, str], bool]] = [
        (_("Open"), {}, filters == queries.Filters()),
        (_("Mine"), {"mine": "on"}, filters == queries.Filters(mine=True)),
        (pgettext("last day", "Late"), {"due": "late"}, filters == queries.Filters(due="late")),
        (_("Due today"), {"due": "today"}, filters == queries.Filters(due="today")),
        (pgettext("questions", "Ended"), ended, filters == queries.Filters(status="ended", order="newest")),
    ]
    return [NavItem(f"?{_query(chosen)}", label, current=current) for label, chosen, current in plain]


def _query(chosen: dict[str, Any]) -> str:
    data = QueryDict(mutable=True)
    data.update(chosen)
    return data.urlencode()
