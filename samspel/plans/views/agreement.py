"""Agreements and citizen pledges: the list, one with its promises, and what became of each."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import Act, Theirs, act_page, pressed
from samspel.accounts.who import Request
from samspel.core import clock, panels
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.plans import permissions, queries, services
from samspel.plans.forms import AgreementForm, FollowUpForm, PromiseForm
from samspel.plans.models import Agreement, Promise
from samspel.plans.permissions import reach_of
from samspel.plans.rules import Outcome
from samspel.plans.views.acting import READS, REMOVABLE, WRITES, areas_of


@page(READS, methods=("GET",))
def agreements(request: Request) -> HttpResponse:
    """All of them, those whose follow-up is due first said."""
    reach = reach_of(request.who)
    found, today = queries.agreements(reach), clock.today()
    due = sum(bool(promise.next_on and promise.next_on <= today) for one in found for promise in one.promises.all())
    context = {
        "agreements": found,
        "heading": _heading(found, due),
        "today": today,
        "may_write": permissions.may_write_any(reach),
    }
    return render(request, "plans/agreements.html", context)


@page(READS, methods=("GET",))
def agreement(request: Request, agreement: UUID) -> HttpResponse:
    """Who has promised what to whom, and what became of it."""
    reach = reach_of(request.who)
    found = queries.agreement(reach, agreement)
    context = {
        "agreement": found,
        "today": clock.today(),
        "may_write": permissions.may_write_agreement(reach, found),
        "may_follow": permissions.may_follow_up(reach, found),
        "panels": panels.drawn("plans.agreement", found, request.who),
    }
    return render(request, "plans/agreement.html", context)


@page(WRITES)
def new(request: Request) -> HttpResponse:
    """Write one down."""
    reach = reach_of(request.who)
    permissions.require(permissions.may_write_any(reach))
    initial = {"area": request.GET.get("area", ""), "starts": clock.today()}
    form = _form(request, areas_of(reach), initial)

    def do() -> str:
        return _home(services.write_agreement(form.draft, by=request.who).pk)

    page = Act(
        heading=_("Write down an agreement or a pledge"),
        button=_("Save the agreement"),
        back=reverse("plans:agreements"),
        back_words=_("Agreements and pledges"),
        said=_("It is saved. Write down what is promised."),
    )
    return act_page(request, form, page, do)


@page(WRITES)
def change(request: Request, agreement: UUID) -> HttpResponse:
    """Change parties, period and text."""
    reach = reach_of(request.who)
    found = queries.agreement(reach, agreement)
    permissions.require(permissions.may_write_agreement(reach, found))
    codes = areas_of(reach)
    form = _form(request, codes, _initial(found))

    def do() -> str:
        services.change_agreement(agreement, form.draft, by=request.who, version=form.read_version)
        return _home(agreement)

    page = _act(found, _("Change the agreement or the pledge"), _("Save the agreement"), _("It is saved."))
    more: dict[str, Any] = {
        "plain_form": WritingForm(auto_id=False),
        "remove": {
            "url": reverse("plans:retire_agreement", args=[agreement]),
            "label": _("It was written by mistake: take it away"),
        },
    }
    return act_page(request, form, page, do, more, theirs=_stands, template=REMOVABLE)


def _stands(current: Agreement) -> Theirs:
    return Theirs(_("Somebody else"), f"{current.title}\n\n{current.text}")


@page(WRITES, methods=("POST",))
def retire(request: Request, agreement: UUID) -> HttpResponse:
    """Take away what was written by mistake."""
    reach = reach_of(request.who)
    found = queries.agreement(reach, agreement)
    permissions.require(permissions.may_write_agreement(reach, found))

    def do() -> str:
        services.retire_agreement(agreement, by=request.who)
        return reverse("plans:agreements")

    return pressed(request, do, _("It is taken away."), _home(agreement))


@page(WRITES)
def promise(request: Request, agreement: UUID) -> HttpResponse:
    """Add a promise."""
    reach = reach_of(request.who)
    found = queries.agreement(reach, agreement)
    permissions.require(permissions.may_write_agreement(reach, found))
    form = PromiseForm(request.POST or None)

    def do() -> str:
        data = form.cleaned_data
        services.promise(agreement, data["text"], data["next_on"], by=request.who)
        return f"{_home(agreement)}#promises"

    page = _act(found, _("What is promised?"), _("Save the promise"), _("The promise is saved."))
    return act_page(request, form, page, do)


@page(WRITES)
def change_promise(request: Request, promise: int) -> HttpResponse:
    """Its words, and when it is followed up."""
    found, held = _of_promise(request, promise)
    permissions.require(permissions.may_write_agreement(reach_of(request.who), found))
    initial = {"text": held.text, "next_on": held.next_on, "version": held.version}
    form = PromiseForm(request.POST or None, initial=initial)

    def do() -> str:
        data = form.cleaned_data
        services.change_promise(promise, data["text"], data["next_on"], by=request.who, version=form.read_version)
        return f"{_home(found.pk)}#promise-{promise}"

    page = _act(found, _("Change the promise"), _("Save the promise"), _("The promise is saved."))
    more: dict[str, Any] = {
        "plain_form": WritingForm(auto_id=False),
        "remove": {
            "url": reverse("plans:retire_promise", args=[promise]),
            "label": _("It was written by mistake: take it away"),
        },
    }
    return act_page(request, form, page, do, more, theirs=lambda _: _words_of(held), template=REMOVABLE)


def _words_of(held: Promise) -> Theirs:
    return Theirs(_("Somebody else"), held.text)


@page(WRITES, methods=("POST",))
def retire_promise(request: Request, promise: int) -> HttpResponse:
    """Take away a promise that was never given."""
    found, _held = _of_promise(request, promise)
    permissions.require(permissions.may_write_agreement(reach_of(request.who), found))

    def do() -> str:
        services.retire_promise(promise, by=request.who)
        return _home(found.pk)

    return pressed(request, do, _("It is taken away."), reverse("plans:change_promise", args=[promise]))


@page(WRITES)
def follow_up(request: Request, promise: int) -> HttpResponse:
    """Say what became of a promise."""
    found, held = _of_promise(request, promise)
    permissions.require(permissions.may_follow_up(reach_of(request.who), found))
    form = FollowUpForm(request.POST or None, initial={"version": held.version})

    def do() -> str:
        data = form.cleaned_data
        services.follow_up(
            promise,
            Outcome(data["outcome"]),
            data["seen"],
            data["seen_on"],
            data["next_on"],
            by=request.who,
            version=form.read_version,
        )
        return f"{_home(found.pk)}#promise-{promise}"

    page = _act(found, _("What became of the promise?"), _("Save the follow-up"), _("It is followed up."), held.text)
    return act_page(request, form, page, do, theirs=lambda _: _words_of(held))


def _of_promise(request: Request, promise: int) -> tuple[Agreement, Promise]:
    """The agreement of a promise and the promise, when the one who asks may see them; raises Missing."""
    rows = Promise.objects.filter(pk=promise, retired_at=None)
    agreement = rows.values_list("agreement", flat=True).first()
    if agreement is None:
        raise Missing
    found = queries.agreement(reach_of(request.who), agreement)
    held = next((one for one in found.promises.all() if one.pk == promise), None)
    if held is None:
        raise Missing
    return found, held


def _form(request: Request, areas: list[str] | None, initial: dict[str, Any]) -> AgreementForm:
    measures = list(queries.visible_to(request.who).exclude(status="dropped").order_by("number"))
    return AgreementForm(request.POST or None, areas=areas, measures=measures, initial=initial)


def _initial(found: Agreement) -> dict[str, Any]:
    return {
        "version": found.version,
        "kind": found.kind,
        "title": found.title,
        "text": found.text,
        "organisations": [one.code for one in found.organisations.all()],
        "departments": [one.code for one in found.departments.all()],
        "area": found.area.code if found.area else "",
        "starts": found.starts,
        "ends": found.ends,
        "registration_number": found.registration_number,
        "measures": [str(one.pk) for one in found.measures.all()],
    }


def _heading(found: list[Agreement], due: int) -> str:
    """How many there are, and how many promises wait to be followed up."""
    if not found:
        return _("No agreement has been written down")
    said = ngettext("%(count)s agreement or pledge", "%(count)s agreements and pledges", len(found))
    text = said % {"count": len(found)}
    if not due:
        return text
    waits = ngettext("%(count)s promise to follow up", "%(count)s promises to follow up", due) % {"count": due}
    return f"{text}, {waits}"


def _act(found: Agreement, heading: str, button: str, said: str, lead: str = "") -> Act:
    return Act(heading=heading, button=button, back=_home(found.pk), back_words=found.title, said=said, lead=lead)


def _home(agreement: UUID) -> str:
    return reverse("plans:agreement", args=[agreement])
