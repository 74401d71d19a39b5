"""The administrator's pages: accounts, what each holds, who stands in, tokens. No content of the work."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts import queries, services
from samspel.accounts.audiences import holders
from samspel.accounts.forms import DetailsForm, NewUserForm, PeopleForm
from samspel.accounts.models import ApiToken, Seal, StandIn, User
from samspel.accounts.rules import Function
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
    rows = queries.people(
        words=wanted.get("q", ""), function=wanted.get("function", ""), gone=wanted.get("gone", False)
    )
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
            return services.change_details(
                user, by=cast(Request, request).who, version=form.read_version, **form.details()
            )

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
        "linked": SocialAccount.objects.filter(user=user).exists(),
        "seal": Seal.objects.filter(user=user).first(),
    }
    return render(request, "accounts/person.html", {"person": user, "form": form, **around})


def asking(request: HttpRequest, user: User, do: Callable[[], object], what: dict[str, str]) -> HttpResponse:
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
    return asking(request, user, lambda: services.deactivate(user, by=who), what)


@page(ADMINISTRATORS)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody no longer works here."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("They no longer work here"),
        "text": _(
            "At once: signed out everywhere, all functions and stand-ins end, and so do tokens, calendar links and "
            "passkeys. The municipality's sign-in lets them in no more. What they did stays in the log."
        ),
        "verb": _("End everything now"),
    }
    return asking(request, user, lambda: services.leave(user, by=who), what)


@page(ADMINISTRATORS)
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """The identity provider's sign-in opens the account no more."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Take away the link to the municipality's sign-in"),
        "text": _("The person is signed out everywhere, and what their groups gave them ends."),
        "verb": _("Take away the link"),
    }
    return asking(request, user, lambda: services.unlink(user, by=who), what)


@page(ADMINISTRATORS, methods=("GET",))
def seals(request: HttpRequest) -> HttpResponse:
    """The emergency account: is there one, is its seal whole, and when does it end?"""
    rows = list(Seal.objects.select_related("user").order_by("sealed_at"))
    shown = {"seals": rows, "now": clock.now(), "hours": settings.SEAL_HOURS, "days": settings.SEAL_DAYS}
    return render(request, "accounts/seals.html", shown)


@page(ADMINISTRATORS)
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign-in again."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Open the account again"),
        "text": _("The person can sign in again, with the functions that they still hold."),
        "verb": _("Open the account"),
    }
    return asking(request, user, lambda: services.activate(user, by=who), what)


@page(ADMINISTRATORS)
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A lost phone."""
    user, who = one(pk), cast(Request, request).who
    what = {
        "heading": _("Take away the second factor"),
        "text": _(
            "Make sure that it is really them who ask. "
            "They sign in with the password alone until they set up a new one."
        ),
        "verb": _("Take away the second factor"),
    }
    return asking(request, user, lambda: services.reset_second_factor(user, by=who), what)


@page(ADMINISTRATORS)
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A forgotten password: a new one, shown once."""
    user, who = one(pk), cast(Request, request).who
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []

        def do() -> None:
            password = services.invented_password()
            services.set_password(user, password, temporary=True, by=who)
            made.append(password)

        response = done(request, form, do, at(user))
        if response:
            return shown_once(request, user, made[0]) if made else response
    what = {
        "heading": _("Give a new password"),
        "text": _(
            "Make sure that it is really them who ask. "
            "They are signed out everywhere, and choose a password of their own."
        ),
        "verb": _("Give a new password"),
    }
    return render(request, "accounts/sure.html", {"form": form, "person": user, "back": at(user), **what})
