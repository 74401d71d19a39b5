"""The list, and what waits for a body."""

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.escalation import permissions, queries, shown, words
from samspel.escalation.forms import FilterForm
from samspel.escalation.models import Escalation
from samspel.ui.elements import Pager

READERS = holders(*permissions.READERS)
BODY = holders(*permissions.BODY)
ON_A_PAGE = 50


@page(READERS, methods=("GET",))
def escalations(request: Request) -> HttpResponse:
    """The alarms and lifted questions that the one who asks may see, newest first."""
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries.listed(request.who, queries.Filters(**{name: chosen.get(name, "") for name in form.fields}))
    found = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": [_row(one) for one in found],
        "pager": _pager(request, found),
        "may_escalate": permissions.may_escalate(request.who),
        "filtered": any(chosen.values()),
    }
    return render(request, "escalation/list.html", context)


@page(BODY, methods=("GET",))
def body(request: Request) -> HttpResponse:
    """What waits for the bodies of the one who asks."""
    rows = [shown.row(leg) for leg in queries.waiting_for_bodies(request.who)]
    return render(request, "escalation/body.html", {"rows": rows})


def _row(one: Escalation) -> dict[str, object]:
    legs = list(one.legs.all())
    return {
        "escalation": one,
        "title": shown.title(one),
        "kinds": words.kinds(one.kinds),
        "where": shown.where(one),
        "legs": [(shown.status(leg), leg.acknowledged_label or leg.holder_short) for leg in legs],
    }


def _pager(request: Request, found: Page[Escalation]) -> Pager | None:
    if not found.has_other_pages():
        return None
    text = _("Page %(page)s of %(pages)s") % {"page": found.number, "pages": found.paginator.num_pages}
    previous = _address(request, found.previous_page_number()) if found.has_previous() else ""
    following = _address(request, found.next_page_number()) if found.has_next() else ""
    return Pager(text, previous, following)


def _address(request: Request, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
