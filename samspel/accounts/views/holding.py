"""The administrator's pages about what somebody holds: functions, stand-ins, tokens."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspel.accounts import queries, services
from samspel.accounts.forms import EndForm, FunctionForm, StandInForm, TokenForm
from samspel.accounts.models import ApiToken, Assignment, StandIn
from samspel.accounts.rules import TokenScope
from samspel.accounts.views.people import ADMINISTRATORS, asking, at, done, one
from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality import queries as municipality

# --- Functions and stand-ins ---------------------------------------------------------------------


@page(ADMINISTRATORS)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a function."""
    user, who = one(pk), cast(Request, request).who
    form = FunctionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            starts, ends = form.cleaned_data["starts"], form.cleaned_data["ends"]
            return services.assign(
                user, form.function_held(), place=form.place_held(), starts=starts, ends=ends, by=who
            )

        response = done(request, form, do, at(user))
        if response:
            return response
    return render(request, "accounts/assign.html", {"form": form, "person": user})


@page(ADMINISTRATORS)
def end_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody stops holding a function."""
    row = Assignment.objects.select_related("user", "team", "department", "body", "organisation").filter(pk=pk).first()
    if row is None:
        raise Missing
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            return services.end_assignment(row, last_day=form.day(), by=cast(Request, request).who)

        response = done(request, form, do, at(row.user))
        if response:
            return response
    shown = {"form": form, "row": row, "person": row.user, "function": municipality.function_names()[row.function]}
    return render(request, "accounts/end_assignment.html", shown)


@page(ADMINISTRATORS)
def stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is away, and has not chosen a stand-in themselves."""
    user, who = one(pk), cast(Request, request).who
    form = StandInForm(request.POST or None, candidates=queries.may_stand_in_for(user))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data

        def do() -> object:
            return services.stand_in(user, chosen["stand_in"], starts=chosen["starts"], ends=chosen["ends"], by=who)

        response = done(request, form, do, at(user))
        if response:
            return response
    return render(request, "accounts/stand_in.html", {"form": form, "person": user})


@page(ADMINISTRATORS)
def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The absent is back."""
    row = StandIn.objects.filter(pk=pk).select_related("stand_in", "absent").first()
    if row is None:
        raise Missing
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = cast(Request, request).who
        response = done(request, form, lambda: services.end_stand_in(row, by=by), at(row.absent))
        if response:
            return response
    return render(request, "accounts/end_stand_in.html", {"form": form, "row": row, "back": at(row.absent)})


# --- Tokens --------------------------------------------------------------------------------------


@page(ADMINISTRATORS)
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """A token that acts as this user, shown once."""
    user, who = one(pk), cast(Request, request).who
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []
        wanted = form.cleaned_data

        def do() -> None:
            scopes = [TokenScope(scope) for scope in wanted["scopes"]]
            _row, secret = services.issue_token(user, name=wanted["name"], scopes=scopes, days=wanted["days"], by=who)
            made.append(secret)

        response = done(request, form, do, at(user))
        if response:
            once = {"person": user, "secret": made[0] if made else ""}
            return render(request, "accounts/token_once.html", once) if made else response
    return render(request, "accounts/token.html", {"form": form, "person": user})


@page(ADMINISTRATORS)
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token now."""
    row = ApiToken.objects.select_related("user").filter(pk=pk).first()
    if row is None:
        raise Missing
    who = cast(Request, request).who
    what = {
        "heading": _("End the token “%(name)s”") % {"name": row.name},
        "text": _("What uses it is shut out at once."),
        "verb": _("End the token"),
    }
    return asking(request, row.user, lambda: services.revoke_token(row, by=who), what)
