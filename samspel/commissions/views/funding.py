"""Funding: by source, year and purpose; one of them; and what is noted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page
from samspel.accounts.who import Request
from samspel.commissions import export, permissions, queries, services, shown
from samspel.commissions.forms import FundingForm
from samspel.commissions.models import Funding
from samspel.commissions.views.commissions import KEEP, READ
from samspel.core import clock, panels, sheets
from samspel.core.errors import Missing, Refused
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.ui.elements import Fact
from samspel.ui.words import day, kronor, tkr

PLACE = "commissions.funding"
"""Where other modules say what a funding pays for."""
MONEY = "commissions.money"
"""Where other modules lead on from the money to what it became."""


@page(READ, methods=("GET",))
def money(request: Request) -> HttpResponse:
    """All funding, year by year, as a picture and a table; what ends within a year stands first."""
    rows = queries.funding(request.who)
    years, now = shown.by_year(rows), clock.today().year
    context = {
        "years": years,
        "heading": shown.heading(years, now) if years else _("No funding is noted"),
        "picture": shown.picture(years, now),
        "panels": panels.drawn(MONEY, None, request.who),
        "ending": queries.ending(rows),
        "aimless": [row for row in rows if not row.purpose],
        "may_note": permissions.may_keep_index(request.who),
    }
    return render(request, "commissions/money.html", context)


@page(READ, methods=("GET",))
def funding(request: Request, funding: UUID) -> HttpResponse:
    """One funding, and what it pays for."""
    row = queries.one_funding(request.who, funding)
    context = {
        "row": row,
        "facts": _facts(row),
        "panels": panels.drawn(PLACE, row, request.who),
        "may_keep": permissions.may_keep(request.who, row.committee_id),
        "plain_form": WritingForm(auto_id=False, initial={"version": row.version}),
    }
    return render(request, "commissions/funding.html", context)


def _facts(row: Funding) -> list[Fact]:
    rows = [
        Fact(_("Amount"), kronor(row.amount_ore)),
        Fact(_("Year"), str(row.year)),
        Fact(
            _("From"), row.giver, note=row.committee.name if row.committee and row.committee.name != row.giver else ""
        ),
        Fact(_("Kind of money"), shown.kind_of(row)),
        Fact(_("For what"), row.purpose or _("no purpose is noted")),
    ]
    if row.commission:
        href = reverse("commissions:commission", args=[row.commission.code])
        rows.append(Fact(_("Pays for the commission"), row.commission.name, href))
    if row.ends_on:
        rows.append(Fact(_("Ends"), day(row.ends_on)))
    return rows


def _form(request: Request, **kwargs: object) -> FundingForm:
    given = [told.commission for told in queries.commissions(request.who)]
    return FundingForm(request.POST or None, commissions=given, **kwargs)


def _address(row: Funding) -> str:
    return reverse("commissions:funding", args=[row.pk])


@page(KEEP)
def new(request: Request) -> HttpResponse:
    """Note money for the work."""
    permissions.require(permissions.may_keep_index(request.who))
    form = _form(request)

    def do() -> str:
        _may(request, form)
        return _address(services.note_funding(form.paid, by=request.who))

    words = Act(
        _("Note funding"), _("Save the funding"), reverse("commissions:money"), _("Funding"),
        _("The funding is saved."),
    )  # fmt: skip
    return act_page(request, form, words, do)


def _may(request: Request, form: FundingForm) -> None:
    """Whose money one may note is said at the field: what was typed is no secret."""
    committee = form.paid.committee
    if not permissions.may_keep(request.who, committee.pk if committee else None):
        raise Refused(_("You note money of your own department's committee. Choose it."), field="committee")


@page(KEEP)
def change(request: Request, funding: UUID) -> HttpResponse:
    """Correct what is noted."""
    row = queries.one_funding(request.who, funding)
    permissions.require(permissions.may_keep(request.who, row.committee_id))
    form = _form(request, initial=_initial(row))

    def do() -> str:
        _may(request, form)
        return _address(services.change_funding(row.pk, form.paid, by=request.who, version=form.read_version))

    words = Act(
        _("Change the funding"), _("Save the funding"), _address(row), f"{row.giver} {row.year}",
        _("The funding is saved."), lead=tkr(row.amount_ore),
    )  # fmt: skip
    return act_page(request, form, words, do)


def _initial(row: Funding) -> dict[str, object]:
    return {
        "version": row.version,
        "kind": row.kind,
        "committee": row.committee.code if row.committee else "",
        "giver": row.giver,
        "year": row.year,
        "amount": row.amount_ore,
        "purpose": row.purpose,
        "commission": row.commission.code if row.commission else "",
        "ends_on": row.ends_on,
        "source": row.source,
    }


@page(KEEP, methods=("POST",))
def withdraw(request: Request, funding: UUID) -> HttpResponse:
    """A funding that was noted wrongly is not counted any more."""
    row = queries.one_funding(request.who, funding)
    form = WritingForm(request.POST)

    def do() -> str:
        services.withdraw_funding(row.pk, by=request.who, version=form.read_version)
        return reverse("commissions:money")

    words = Act(
        _("Take the funding away"),
        _("Take the funding away"),
        _address(row),
        row.giver,
        _("The funding is taken away."),
    )
    return act_page(request, form, words, do)


@page(READ, methods=("GET",))
def save(request: Request, kind: str) -> HttpResponse:
    """The funding as a file, the rows of the page."""
    if kind not in sheets.KINDS:
        raise Missing
    rows = queries.funding(request.who)
    services.note_export(kind, len(rows), by=request.who)
    return export.response(kind, rows)
