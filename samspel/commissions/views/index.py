"""The municipality's index, year by year."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page
from samspel.accounts.who import Request
from samspel.commissions import permissions, queries, services, shown
from samspel.commissions.forms import IndexForm
from samspel.commissions.models import YearIndex
from samspel.commissions.views.commissions import KEEP, READ
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page


@page(READ)
def index(request: Request) -> HttpResponse:
    """Every year's index with its source; a year is entered or corrected by who may."""
    may_keep = permissions.may_keep_index(request.who)
    if request.method == "POST" and not may_keep:
        raise Missing
    rows = queries.index_rows()
    form = IndexForm(request.POST or None, initial=_initial(request, rows))

    def do() -> str:
        data = form.cleaned_data
        services.set_index(data["year"], data["percent"], data["source"], by=request.who, version=form.read_version)
        return reverse("commissions:index")

    words = Act(
        _("The index of each year"),
        _("Save the index"),
        reverse("commissions:commissions"),
        _("Commissions"),
        _("The index is saved."),
        _("How much the municipality's own model raises prices. It is used for every commission that is indexed."),
    )
    more = {
        "rows": [(row, shown.percent(row.percent)) for row in rows],
        "may_keep": may_keep,
        "correcting": next((row for row in rows if row.year == form.initial.get("year")), None),
        "plain_form": WritingForm(auto_id=False, initial={"version": form.initial.get("version")}),
    }
    return act_page(request, form, words, do, more=more, template="commissions/index.html")


@page(KEEP, methods=("POST",))
def withdraw(request: Request, year: int) -> HttpResponse:
    """A year that was entered by mistake is known no more."""
    permissions.require(permissions.may_keep_index(request.who))
    form, back = WritingForm(request.POST), reverse("commissions:index")

    def do() -> str:
        services.withdraw_index(year, by=request.who, version=form.read_version)
        return back

    take = _("Take the index away")
    words = Act(take, take, back, _("The index of each year"), _("The index is taken away."))
    return act_page(request, form, words, do)


def _initial(request: Request, rows: list[YearIndex]) -> dict[str, object]:
    """What stands for the year that is to be corrected."""
    for row in rows:
        if str(row.year) == request.GET.get("year"):
            return {"year": row.year, "percent": row.percent, "source": row.source, "version": row.version}
    return {}
