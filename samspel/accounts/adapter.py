"""What allauth asks of us: nobody registers themselves, sign-ins are logged, secrets are sealed."""

import unicodedata
from io import BytesIO
from typing import Any, cast

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from samspel.accounts import services
from samspel.accounts.models import ProviderSession, Seal, User
from samspel.accounts.provider import sessions
from samspel.accounts.timing import UNTIL
from samspel.accounts.who import who_is
from samspel.core import clock, crypto

WAYS = {
    "reauthenticate": _("Use your password instead"),
    "mfa_reauthenticate": _("Use a code from the phone instead"),
    "mfa_reauthenticate:webauthn": _("Use your passkey instead"),
    "provider": _("Use your municipality's sign-in instead"),
}


def may_come_in(user: User) -> bool:
    """An open account; an emergency account only until its seal ends."""
    return user.is_active and not Seal.objects.filter(user=user, expires_at__lte=clock.now()).exists()


class Adapter(DefaultAccountAdapter):
    """Sign-in and passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not match. Check both, and try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, and try again."),
        "enter_current_password": _("This is not your password. Write the one that you signed in with."),
        "incorrect_password": _("This is not your password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An administrator makes the accounts."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of our own, without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The user, when name and password match and they may sign in; who may not gets the answer of a mismatch."""
        user = super().authenticate(request, **credentials)
        return user if user and may_come_in(cast(User, user)) else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failed tries are counted by: the user alone, however the name or the host's port is written."""
        return unicodedata.normalize("NFKC", credentials.get("username", "")).upper()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A known user's failure is logged; what was typed for an unknown one is not (it may be a password)."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user:
            services.note_failed_sign_in(user)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> HttpResponse | None:
        """By whatever way they come, who may not come in does not."""
        if not may_come_in(cast(User, user)):
            return self.respond_user_inactive(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **hooks)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """The same words whether the account was closed or never was."""
        clear_login(request)
        messages.error(request, _("You could not be signed in. Turn to an administrator in your organisation."))
        return redirect("account_login")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in under a fresh session id, and log it. The emergency account's guardians are told."""
        super().login(request, user)
        services.note(cast(User, user), "signed in")
        seal = Seal.objects.filter(user=cast(User, user)).first()
        if seal:
            services.open_seal(seal)
            request.session[UNTIL] = int(seal.expires_at.timestamp())

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> HttpResponse:
        """A session that the identity provider vouches for is kept as such."""
        sociallogin = (hooks.get("signal_kwargs") or {}).get("sociallogin")
        if sociallogin:
            sessions.begin(request, cast(User, user), sociallogin)
        answer: HttpResponse = super().post_login(request, user, **hooks)
        return answer

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by the library's own rules: `sensitive.py` says where it is asked, on its pages as on ours."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show once more who one is: password, code, passkey, and the identity provider for who has it."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        worded = [way | {"description": WAYS[way["id"]]} for way in ways]
        if user.is_authenticated and sessions.is_linked(user):
            url = reverse("accounts:again_provider")
            worded.append({"id": "provider", "description": WAYS["provider"], "url": url})
        return worded

    def logout(self, request: HttpRequest) -> None:
        """Sign out: the session is gone from the database too."""
        user, key = cast(User, request.user), request.session.session_key
        super().logout(request)
        UserSession.objects.filter(session_key=key).delete()
        ProviderSession.objects.filter(session_key=key).delete()
        services.note(user, "signed out")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The user's own choice of password."""
        member = cast(User, user)
        services.set_password(member, password, by=who_is(member))


class SecondFactor(DefaultMFAAdapter):
    """The second factor: its secret is sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right, or was used already. Write the one that is shown now."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the keys of the settings."""
        return crypto.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return crypto.unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to our address, under the product's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Samspel"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """By user name: what is stored in somebody's device says no more than need be."""
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return found | {"name": user.get_username(), "display_name": user.get_username()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """What a passkey is called until its owner says otherwise."""
        return gettext("My passkey")

    def build_totp_svg(self, url: str) -> str:
        """The key as a picture on white, so that a camera can read it on a dark page too."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()
