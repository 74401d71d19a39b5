"""Commissions: the list, one of them, the working of a year, and what is entered about them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page
from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.commissions import permissions, queries, rules, services, shown
from samspel.commissions.forms import CommissionForm, IncreaseForm, NoticeForm, VersionForm
from samspel.commissions.permissions import KEEPERS, READERS
from samspel.commissions.queries import Told
from samspel.core import clock, panels
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page

READ = holders(*READERS)
KEEP = holders(*KEEPERS)


@page(READ, methods=("GET",))
def commissions(request: Request) -> HttpResponse:
    """Every commission with what it comes to this year."""
    index, today = queries.indexes(), clock.today()
    rows = [
        (told, told.standing(today), queries.compensation(told, today.year, index))
        for told in queries.commissions(request.who)
    ]
    context = {"rows": rows, "year": today.year, "may_begin": permissions.may_begin(request.who)}
    return render(request, "commissions/commissions.html", context)


@page(READ, methods=("GET",))
def commission(request: Request, code: str) -> HttpResponse:
    """One commission: who gave it, its versions and principles, and what it is paid year by year."""
    told, today, index = queries.commission(request.who, code), clock.today(), queries.indexes()
    years = [queries.compensation(told, year, index) for year in rules.years_of(told.terms, today)]
    context = {
        "told": told,
        "facts": shown.facts(told),
        "standing": told.standing(today),
        "older": _older(told),
        "years": [shown.year_row(told, found) for found in reversed(years)],
        "missing": shown.missing(sorted({year for found in years for year in found.missing})),
        "may_keep": permissions.may_keep(request.who, told.commission.committee_id),
        "may_keep_index": permissions.may_keep_index(request.who),
        "plain_form": WritingForm(auto_id=False),
        "panels": panels.drawn("commissions.commission", told.commission, request.who),
    }
    return render(request, "commissions/commission.html", context)


def _older(told: Told) -> list[object]:
    standing = told.standing(clock.today())
    return [row for row in reversed(told.versions) if row != standing]


@page(READ, methods=("GET",))
def working(request: Request, code: str, year: int) -> HttpResponse:
    """How a year's compensation was computed, line by line, to be printed."""
    if not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
        raise Missing
    told = queries.commission(request.who, code)
    found = queries.compensation(told, year)
    context = {
        "told": told,
        "found": found,
        "heading": shown.conclusion(found),
        "lines": shown.working(found),
        "missing": shown.missing(found.missing),
        "before": year - 1 if year > told.commission.starts.year else None,
        "after": year + 1 if year < rules.LAST_YEAR else None,
        "may_keep_index": permissions.may_keep_index(request.who),
    }
    return render(request, "commissions/working.html", context)


@page(KEEP)
def new(request: Request) -> HttpResponse:
    """Enter a commission."""
    permissions.require(permissions.may_begin(request.who))
    form = CommissionForm(request.POST or None)

    def do() -> str:
        return _address(services.new_commission(form.agreed, by=request.who).code)

    words = Act(
        _("Enter a commission"), _("Save the commission"), reverse("commissions:commissions"), _("Commissions"),
        _("The commission is saved."),
    )  # fmt: skip
    return act_page(request, form, words, do)


def _address(code: str) -> str:
    return reverse("commissions:commission", args=[code])


def _kept(request: Request, code: str) -> Told:
    told = queries.commission(request.who, code)
    permissions.require(permissions.may_keep(request.who, told.commission.committee_id))
    return told


def _act(told: Told, heading: str, button: str, said: str, lead: str = "") -> Act:
    return Act(heading, button, _address(told.commission.code), told.commission.name, said, lead)


@page(KEEP)
def increase(request: Request, code: str) -> HttpResponse:
    """More (or less) a year from a day on."""
    told = _kept(request, code)
    form = IncreaseForm(request.POST or None)

    def do() -> str:
        data = form.cleaned_data
        services.add_increase(told.commission.pk, data["starts"], data["yearly"], source=data["source"], by=request.who)
        return _address(code)

    lead = _("A year that it begins or ends in is counted by half months.")
    return act_page(request, form, _act(told, _("Enter an increase"), _("Save it"), _("Saved."), lead), do)


@page(KEEP, methods=("POST",))
def withdraw_increase(request: Request, code: str, increase: int) -> HttpResponse:
    """An increase that was entered wrongly counts no more."""
    told = _kept(request, code)
    if increase not in {row.pk for row in told.increases}:
        raise Missing
    form = WritingForm(request.POST)

    def do() -> str:
        services.withdraw_increase(increase, by=request.who)
        return _address(code)

    words = _act(told, _("Take the increase away"), _("Take the increase away"), _("The increase is taken away."))
    return act_page(request, form, words, do)


@page(KEEP)
def version(request: Request, code: str) -> HttpResponse:
    """What the commission says from a day on."""
    told = _kept(request, code)
    form = VersionForm(request.POST or None)

    def do() -> str:
        data = form.cleaned_data
        services.add_version(
            told.commission.pk,
            name=data["name"],
            holds_from=data["holds_from"],
            decided_on=data["decided_on"],
            registration_number=data["registration_number"],
            purpose=data["purpose"],
            principles=data["principles"],
            source=data["source"],
            by=request.who,
        )
        return _address(code)

    lead = _("The versions before it stand as they are: none is ever changed.")
    return act_page(request, form, _act(told, _("Enter a new version"), _("Save it"), _("Saved."), lead), do)


@page(KEEP)
def notice(request: Request, code: str) -> HttpResponse:
    """Notice was given: the commission ends so many months later."""
    told = _kept(request, code)
    form = NoticeForm(request.POST or None, initial={"version": told.commission.version})

    def do() -> str:
        services.give_notice(
            told.commission.pk, form.cleaned_data["notice_on"], by=request.who, version=form.read_version
        )
        return _address(code)

    lead = shown.notice_lead(told.commission.notice_months)
    words = _act(told, _("Enter that notice was given"), _("Save the notice"), _("The notice is saved."), lead)
    return act_page(request, form, words, do)


@page(KEEP, methods=("POST",))
def take_back_notice(request: Request, code: str) -> HttpResponse:
    """The commission goes on until further notice."""
    told = _kept(request, code)
    form = WritingForm(request.POST)

    def do() -> str:
        services.take_back_notice(told.commission.pk, by=request.who)
        return _address(code)

    words = _act(told, _("Take the notice back"), _("Take it back"), _("The notice is taken back."))
    return act_page(request, form, words, do)
