"""Who has looked at what."""

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.core.sheets import KINDS
from samspel.protection import export, queries, services
from samspel.protection.forms import LooksForm
from samspel.protection.views.frame import OFFICER, draw
from samspel.ui.elements import Pager

MOST = 50_000
"""Rows of a file."""


@page(OFFICER, methods=("GET",))
def looked(request: Request) -> HttpResponse:
    """The looks, the latest first; and who looks more than their colleagues."""
    form = LooksForm(request.GET)
    filters = form.filters
    before = request.GET.get("before", "")
    found = queries.page(request.who, filters, int(before[:18]) if before.isdecimal() else None)
    asked = _without_place(request.GET)
    return draw(
        request,
        "looks",
        "looks",
        form=form,
        looks=found.looks,
        heading=_heading(found.total),
        pager=Pager(_("%(count)s shown") % {"count": len(found.looks)}, "", _older(asked, found.older)),
        filtered=filters != queries.Filters(),
        habits=queries.habits(request.who),
        sealed_at=queries.sealed_at(request.who),
        published_at=queries.published_at(request.who),
        exports=[(kind, f"{reverse('protection:export_looks', args=[kind])}?{asked.urlencode()}") for kind in KINDS],
    )


def _heading(total: int) -> str:
    if total > queries.COUNTED:
        return _("More than %(count)s looks") % {"count": queries.COUNTED}
    return ngettext("%(count)s look", "%(count)s looks", total) % {"count": total}


def _without_place(given: QueryDict) -> QueryDict:
    asked = given.copy()
    asked.pop("before", None)
    return asked


def _older(asked: QueryDict, before: int | None) -> str:
    if before is None:
        return ""
    asked = asked.copy()
    asked["before"] = str(before)
    return f"?{asked.urlencode()}"


@page(OFFICER, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """What the filters choose, as a file."""
    if kind not in KINDS:
        raise Missing
    rows = list(queries.chosen(request.who, LooksForm(request.GET).filters)[:MOST])
    services.note_export("log.exported", kind, len(rows), by=request.who)
    return export.looks(kind, queries.named(rows))
