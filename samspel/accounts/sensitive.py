"""The pages that ask once more who it is, when it was a while ago: all of them, in one place.

Here stands what gives somebody power that lasts, or takes it away: functions, tokens, ways of signing in. Looking at a
question's contact details is not here: it is daily work for those who answer, each look is logged and seen by the
data protection officer, and who must write a password forty times a day soon has a bad one. No export holds contact
details.
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
    }
)


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
