"""What was changed, by whom and from when; undone by one click where nothing since builds on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import editing
from samspel.municipality.models import ChangeSet, ChangeState
from samspel.ui.elements import Pager
from samspel.web.editing.desk import Desk, told_of
from samspel.web.views.editing.change import in_the_way
from samspel.web.views.editing.rows import EDITORS, draw, status, who_of

ON_A_PAGE = 50


@page(EDITORS, methods=("GET",))
def changes(request: HttpRequest) -> HttpResponse:
    """Every saved change, the latest first, those to come on top."""
    shown = Paginator(editing.history(), ON_A_PAGE).get_page(request.GET.get("page"))
    number, last = shown.number, shown.paginator.num_pages

    def address(other: int) -> str:
        return f"?page={other}" if 1 <= other <= last else ""

    text = _("Page %(number)s of %(all)s") % {"number": number, "all": last}
    pager = Pager(text, address(number - 1), address(number + 1)) if last > 1 else None
    desk = Desk(who_of(request))
    return draw(request, "changes", desk, changes=list(shown), pager=pager, coming=editing.coming())


@page(EDITORS)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One change, row by row. It is undone from here, or withdrawn while it is still to come."""
    change, desk = editing.one(pk), Desk(who_of(request))
    form = WritingForm(request.POST or None, initial={"version": change.version})
    if request.method == "POST" and form.is_valid():
        response = act(request, form, by=desk.who, do=lambda: _taken_back(request, desk, change, form))
        if response:
            return response
    looked, blocked = editing.undoing(change)
    return draw(
        request, "one", desk, status=status(request), change=change, rows=told_of(change, desk.names), form=form,
        looked=looked, blocked=[in_the_way(desk, one) for one in blocked],
        faults=[desk.fault(one) for one in looked.faults] if looked else [],
        undone=next((one for one in change.undone_by.all() if one.state == ChangeState.MADE), None),
    )  # fmt: skip


def _taken_back(request: HttpRequest, desk: Desk, change: ChangeSet, form: WritingForm) -> str:
    if change.state == ChangeState.COMING:
        editing.withdraw(change.pk, by=desk.who, version=form.read_version)
        messages.success(request, _("The change is withdrawn. Nothing comes of it."))
        return reverse("web:change_one", args=[change.pk])
    if change.state != ChangeState.MADE:
        raise Missing
    undo = editing.undo(change.pk, by=desk.who)
    messages.success(request, _("The change is undone."))
    return reverse("web:change_one", args=[undo.pk])
