"""Passkeys: a key in somebody's phone, computer or pocket, opened by finger, face or PIN."""

import json
from typing import Any, cast

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from samspel.accounts import services, strength
from samspel.accounts.audiences import ANYONE, SIGNED_IN
from samspel.accounts.who import Request
from samspel.core.pages import page


def _written(options: object) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)


class Add(webauthn.AddWebAuthnView):
    """A passkey for one's account: kept in the device, and opened there by its owner alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser is asked to make."""
        context: dict[str, Any] = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        options = auth.begin_registration(cast(Request, self.request).user, passwordless=True)
        return context | {"options": _written(options)}

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep it, note that, and count the session as strong."""
        response: HttpResponse = super().form_valid(form)
        services.note(cast(Request, self.request).user, "added passkey")
        self.request.session[strength.STRONG] = True
        return response


class Remove(webauthn.RemoveWebAuthnView):
    """A passkey is taken away."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Take it away, note that, and let what it opened be as weak as it is now."""
        response: HttpResponse = super().form_valid(form)
        services.note(cast(Request, self.request).user, "removed passkey")
        strength.weaken(cast(Request, self.request))
        return response


class SignIn(webauthn.LoginWebAuthnView):
    """In with the passkey alone: it is two factors in one."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Back to the page where there are other ways."""
        messages.error(self.request, _("The passkey was not accepted. Try again."))
        return redirect("account_login")

    def form_valid(self, form: Form) -> HttpResponse:
        """In, and on to where they were headed."""
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return response


class Again(webauthn.ReauthenticateWebAuthnView):
    """Who is it? By the passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser is asked to show."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": _written(context["js_data"]["request_options"])}

    def form_invalid(self, form: Form) -> HttpResponse:
        """Once more, on the same page."""
        if not form.non_field_errors():
            form.add_error(None, _("The passkey was not accepted. Try again."))
        return self.render_to_response(self.get_context_data(form=form))


class Code(AuthenticateView):
    """The second step of signing in: a code, or the passkey where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser is asked to show, for who has a passkey."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        if Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists():
            context["options"] = _written(context["js_data"]["request_options"])
        return context | {"has_code": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()}


add = page(SIGNED_IN)(Add.as_view())
remove = page(SIGNED_IN)(Remove.as_view())
sign_in = page(ANYONE)(SignIn.as_view())
again = page(SIGNED_IN)(Again.as_view())
code = page(ANYONE)(Code.as_view())


@page(SIGNED_IN, methods=("GET",))
def all_of_mine(request: HttpRequest) -> HttpResponse:
    """Where the library goes after a change of passkeys: to one's own account."""
    return redirect("accounts:mine")
