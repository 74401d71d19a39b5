"""Signing in and out: allauth's views, each behind a declared audience, in our look."""

from typing import Any, cast

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from samspel.accounts import demo, services, strength
from samspel.accounts.audiences import ANYONE, SIGNED_IN
from samspel.accounts.provider import mapping
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.errors import Missing
from samspel.core.pages import View, page
from samspel.municipality import queries as municipality


class SignIn(account.LoginView):
    """User name and password; in a demo also the cast, one click each."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the cast, when the door is there."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = mapping.current()
        return context | {"cast": demo.cast() if settings.DEMO else [], "button": str(found.button) if found else ""}


SIGN_OUT = "accounts.sign_out"
"""Where higher modules' panels are drawn on the page that asks: what is lost or left behind."""


class SignOut(account.LogoutView):
    """Asks first, and then signs out."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what would be left behind."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]
        asked = cast(Request, self.request)
        return context | {"panels": panels.drawn(SIGN_OUT, asked.user, asked.who)}


class Noted:
    """What is changed about how somebody signs in is logged, in the same transaction."""

    request: HttpRequest
    verb = ""

    def form_valid(self, form: Form) -> HttpResponse:
        """Change it, and note who did."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            services.note(cast(Request, self.request).user, self.verb)
        return response


class Activate(Noted, totp.ActivateTOTPView):
    """Set up the second factor. The session counts as strong from then on."""

    verb = "set up second factor"

    def form_valid(self, form: Form) -> HttpResponse:
        """Set it up, and go on."""
        response = super().form_valid(form)
        self.request.session[strength.STRONG] = True
        return response


class Deactivate(Noted, totp.DeactivateTOTPView):
    """Take it away. Who has no other factor is weak again, in every browser."""

    verb = "took away second factor"

    def form_valid(self, form: Form) -> HttpResponse:
        """Take it away, and let what it opened be as weak as it is now."""
        response = super().form_valid(form)
        strength.weaken(cast(Request, self.request))
        return response


class NewCodes(Noted, codes.GenerateRecoveryCodesView):
    """New recovery codes."""

    verb = "made recovery codes"


def only_with_a_way(view: View) -> View:
    """Who has neither password nor second factor (the demo's door) cannot show once more who they are: 404."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not get_adapter(request).get_reauthentication_methods(request.user):
            raise Missing
        return view(request, *args, **kwargs)

    return asked


sign_in = page(ANYONE)(SignIn.as_view())
sign_out = page(ANYONE)(SignOut.as_view())
again = page(SIGNED_IN)(only_with_a_way(account.reauthenticate))
code_again = page(SIGNED_IN)(only_with_a_way(factor.reauthenticate))
activate = page(SIGNED_IN)(Activate.as_view())
deactivate = page(SIGNED_IN)(Deactivate.as_view())
recovery_codes = page(SIGNED_IN)(codes.view_recovery_codes)
new_recovery_codes = page(SIGNED_IN)(NewCodes.as_view())


@page(SIGNED_IN)
def password(request: HttpRequest) -> HttpResponseBase:
    """One's own password. Who comes in without one (the demo's door) has none to change."""
    if not cast(Request, request).user.has_usable_password():
        raise Missing
    response: HttpResponseBase = account.password_change(request)
    return response


@page(SIGNED_IN, methods=("GET",))
def factor_needed(request: HttpRequest) -> HttpResponse:
    """Why a function demands a second factor, and the ways to it. Who has one shows it here."""
    asked = cast(Request, request)
    if not strength.lacks(asked):
        return redirect("accounts:mine")
    names = municipality.function_names()
    demanding = [names[one.function] for one in asked.who.holdings if strength.demands(one.function)]
    ways = get_adapter(request).get_reauthentication_methods(asked.user) if strength.has_factor(asked.user) else []
    shown = {"demanding": list(dict.fromkeys(demanding)), "ways": [one for one in ways if one["id"].startswith("mfa")]}
    return render(request, "accounts/factor_needed.html", shown)


@page(SIGNED_IN, methods=("GET",))
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where allauth goes after a change of the second factor: to one's own account."""
    return redirect("accounts:mine")
