"""What allauth asks of us: nobody registers themselves, sign-ins are logged, secrets are sealed."""

import unicodedata
from io import BytesIO
from typing import Any, cast

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import crypto


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
        return user if user and user.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failed tries are counted by: the user alone, however the name or the host's port is written."""
        return unicodedata.normalize("NFKC", credentials.get("username", "")).upper()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A known user's failure is logged; what was typed for an unknown one is not (it may be a password)."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user:
            services.note_failed_sign_in(user)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in under a fresh session id, and log it."""
        super().login(request, user)
        services.note(cast(User, user), "signed in")

    def logout(self, request: HttpRequest) -> None:
        """Sign out: the session is gone from the database too."""
        user, key = cast(User, request.user), request.session.session_key
        super().logout(request)
        UserSession.objects.filter(session_key=key).delete()
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

    def build_totp_svg(self, url: str) -> str:
        """The key as a picture on white, so that a camera can read it on a dark page too."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()
