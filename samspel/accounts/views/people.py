"""The administrator's pages: accounts, what each holds, who stands in, tokens. No content of the work."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts import queries, services
from samspel.accounts.audiences import holders
from samspel.accounts.forms import DetailsForm, EndForm, FunctionForm, NewUserForm, PeopleForm, StandInForm, TokenForm
from samspel.accounts.models import ApiToken, Assignment, StandIn, User
from samspel.accounts.rules import Function, TokenScope
from samspel.accounts.views.mine import details_of
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.ui.elements import Pager

ADMINISTRATORS = holders(Function.ADMINISTRATOR)
ON_A_PAGE = 50


def one(pk: int) -> User:
    """The user, or 404."""
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise Missing
    return user


def done(request: HttpRequest, form: WritingForm, do: Callable[[], object], target: str) -> HttpResponse | None:
    """Do what the form says, once, and go to `target`; None when the form must be shown again."""

    def and_go() -> str:
        do()
        return target

    return act(request, form, by=cast(Request, request).who, do=and_go)


def at(user: User) -> str:
    """The address of the page about a user."""
    return reverse("accounts:person", args=[user.pk])


# --- Accounts ------------------------------------------------------------------------------------


@page(ADMINISTRATORS, methods=("GET",))
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, by name."""
    form = PeopleForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.people(words=wanted.get("q", ""), function=wanted.get("function", ""))
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    found = {"form": form, "rows": queries.with_holdings(shown.object_list), "count": shown.paginator.count}
    return render(request, "accounts/people.html", found | {"pager": _pager(request, shown.number, shown.paginator)})


def _pager(request: HttpRequest, number: int, paginator: "Paginator[User]") -> Pager | None:
    if paginator.num_pages == 1:
        return None

    def address(other: int) -> str:
        query = request.GET.copy()
        query["page"] = str(other)
        return f"?{query.urlencode()}" if 1 <= other <= paginator.num_pages else ""

    text = _("Page %(number)s of %(all)s") % {"number": number, "all": paginator.num_pages}
    return Pager(text, address(number - 1), address(number + 1))


@page(ADMINISTRATORS)
def new(request: HttpRequest) -> HttpResponse:
    """A new account, with a password that is shown once and changed at the first sign-in."""
    form = NewUserForm(request.POST or None, initial={"language": "sv"})
    if request.method == "POST" and form.is_valid():
        made: list[tuple[User, str]] = []

        def do() -> str:
            password = services.invented_password()
            user = services.create_user(
                username=form.cleaned_data["username"],
                **form.details(),
                password=password,
                temporary=True,
                by=cast(Request, request).who,
            )
            made.append((user, password))
            return at(user)

        response = act(request, form, by=cast(Request, request).who, do=do)
        if response:
            return shown_once(request, *made[0]) if made else response
    return render(request, "accounts/new.html", {"form": form})


def shown_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The only page that ever shows the password."""
    return render(request, "accounts/password_once.html", {"person": user, "password": password})


@page(ADMINISTRATORS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: details, functions, stand-ins, tokens, and what can be done."""
    user = one(pk)
    form = DetailsForm(request.POST or None, initial=details_of(user))
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            return services.change_details(user, by=cast(Request, request).who, **form.details())

        response = done(request, form, do, at(user))
        if response:
            messages.success(request, _("The details are saved."))
            return response
    around = {
        "holdings": queries.held_by(user, past=True),
        "stand_ins": StandIn.objects.filter(absent=user, ends__gte=clock.today()).select_related("stand_in"),
        "tokens": ApiToken.objects.filter(user=user).order_by("-created_at"),
        "now": clock.now(),
        "has_factor": Authenticator.objects.filter(user=user).exists(),
    }
    return render(request, "accounts/person.html", {"person": user, "form": form, **around})


def _asking(request: HttpRequest, user: User, do: Callable[[], object], what: dict[str, str]) -> HttpResponse:
    """A page that asks before it does something that bites at once."""
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = done(request, form, do, at(user))
        if response:
            return response
    return render(request, "accounts/sure.html", {"form": form, "person": user, "back": at(user), **what})


@page(ADMINISTRATORS)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """No more sign-in."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Close the account"),
        "text": _("The person is signed out everywhere and their tokens end, at once. What they did stays in the log."),
        "verb": _("Close the account"),
    }
    return _asking(request, user, lambda: services.deactivate(user, by=who), what)


@page(ADMINISTRATORS)
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign-in again."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Open the account again"),
        "text": _("The person can sign in again, with the functions that they still hold."),
        "verb": _("Open the account"),
    }
    return _asking(request, user, lambda: services.activate(user, by=who), what)


@page(ADMINISTRATORS)
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A lost phone."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Take away the second factor"),
        "text": _("Make sure that it is really them who ask. They sign in with the password alone until they set up a new one."),
        "verb": _("Take away the second factor"),
    }
    return _asking(request, user, lambda: services.reset_second_factor(user, by=who), what)


@page(ADMINISTRATORS)
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A forgotten password: a new one, shown once."""
    user, who = one(pk), cast(Request, request).who
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []

        def do() -> object:
            password = services.invented_password()
            services.set_password(user, password, temporary=True, by=who)
            return made.append(password)

        response = done(request, form, do, at(user))
        if response:
            return shown_once(request, user, made[0]) if made else response
    what = {
        "heading": _("Give a new password"),
        "text": _("Make sure that it is really them who ask. They are signed out everywhere, and choose a password of their own."),
        "verb": _("Give a new password"),
    }
    return render(request, "accounts/sure.html", {"form": form, "person": user, "back": at(user), **what})


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
    shown = {"form": form, "row": row, "person": row.user, "function": queries.function_names()[row.function]}
    return render(request, "accounts/end_assignment.html", shown)


@page(ADMINISTRATORS)
def stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is away, and has not chosen a stand-in themselves."""
    user, who = one(pk), cast(Request, request).who
    form = StandInForm(request.POST or None, candidates=queries.may_stand_in_for(user))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data

        def do() -> object:
            return services.stand_in(
                user, chosen["stand_in"], starts=chosen["starts"], ends=chosen["ends"], by=who
            )

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

        def do() -> object:
            scopes = [TokenScope(scope) for scope in wanted["scopes"]]
            _row, secret = services.issue_token(user, name=wanted["name"], scopes=scopes, days=wanted["days"], by=who)
            return made.append(secret)

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
    return _asking(request, row.user, lambda: services.revoke_token(row, by=who), what)
