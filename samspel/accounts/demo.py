"""The demo's door: in as anybody, one click each. Mounted only when the demo switch is on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samspel.accounts.audiences import ANYONE
from samspel.accounts.models import Assignment, User
from samspel.accounts.rules import Function
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.municipality.queries import function_names


@dataclass(frozen=True)
class Member:
    """Somebody to come in as: user name and where they hold their function."""

    username: str
    place: str


@dataclass(frozen=True)
class Group:
    """Those who hold the same function."""

    name: str
    members: tuple[Member, ...]


def players() -> QuerySet[User]:
    """Whoever has no password of their own: nobody else can be come in as."""
    return User.objects.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)


def cast() -> list[Group]:
    """The players by function, in the order of the functions; those who hold nothing come last."""
    return [*_holders(), *_without()]


def _holders() -> Iterator[Group]:
    rows = (
        Assignment.objects.on(clock.today())
        .filter(user__in=players())
        .select_related("user", "team", "department", "body", "organisation")
    )
    order = list(Function)
    names = function_names()
    ordered = sorted(rows, key=lambda row: (order.index(Function(row.function)), row.pk))
    for function, group in groupby(ordered, key=lambda row: row.function):
        yield Group(names[function], tuple(Member(row.user.username, row.place_name) for row in group))


def _without() -> list[Group]:
    holding = Assignment.objects.on(clock.today()).values("user")
    rest = players().exclude(pk__in=holding).order_by("pk")
    members = tuple(Member(user.username, "") for user in rest)
    return [Group(_("Without a function"), members)] if members else []


@page(ANYONE, methods=("POST",))
def come_in(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as one of the players, and go on to where they were headed, if that is an address of ours."""
    user = players().filter(username=username).first()
    if user is None or not settings.DEMO:
        raise Missing
    adapter = get_adapter(request)
    adapter.login(request, user)
    target = request.POST.get("next", "")
    return redirect(target if adapter.is_safe_url(target) else settings.LOGIN_REDIRECT_URL)
