"""The pages that ask once more who it is, when it was a while ago: all of them, in one place.

Here stands what gives somebody power that lasts, or takes it away: functions, tokens, ways of signing in, opening an
account again; what decides where everything goes: a change of the municipality and of its boundaries; and what lets
something be lost for good: lifting a legal hold. Looking at a question's contact details is not here: it is daily work
for those who answer, each look is logged and seen by the data protection officer, and who must write a password forty
times a day soon has a bad one. No export holds contact details.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

SENSITIVE = frozenset(
    {
        "accounts:assign",
        "accounts:end_assignment",
        "accounts:stand_in",
        "accounts:reset_password",
        "accounts:reset_factor",
        "accounts:activate",
        "accounts:deactivate",
        "accounts:leave",
        "accounts:unlink",
        "accounts:token",
        "accounts:link",
        "accounts:passkey",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "duty:calendar",
        "protection:extract",
        "protection:lift",
    }
)
WHEN_SENT = frozenset({"web:change", "web:change_one", "web:boundary_file", "web:boundary_take_back"})
"""What these show is looked at while one works, freely; it is asked for what is sent from them."""


def asks(name: str, request: HttpRequest) -> bool:
    """Whether the page of that name asks who it is, for what is requested of it."""
    return name in SENSITIVE or (name in WHEN_SENT and request.method == "POST")


def shown_lately(request: HttpRequest) -> bool:
    """Whether it was shown within the time of the settings who sits there: a password, a code, a passkey.

    Having come in by the provider is no such thing: it may have let pass a sign-in from the morning. Having been asked
    anew by it is.
    """
    since = time.time() - settings.AGAIN_SECONDS
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(
        one["at"] > since and (one["method"] != "socialaccount" or one.get("reauthenticated")) for one in records
    )
