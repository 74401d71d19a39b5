"""Somebody with a password and a second factor, in the installation that is attacked; JSON on standard output.

python -m drill.attacks.known
"""

import json
import sys
from datetime import UTC, datetime

import django

PASSWORD = "vinter kanot apelsin"
MOST = 10
"""How many each limit lets through in what is attacked."""
CLOSED, PLAIN, DOUBLE = "drill.closed", "drill.plain", "drill.double"


def main() -> int:
    """One who may not sign in, one with a password, and one with a second factor too."""
    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client

    from samspel.accounts.models import User

    for username in (CLOSED, PLAIN, DOUBLE):
        if User.objects.filter(username=username).exists():
            continue
        user = User(username=username, name=username, is_active=username != CLOSED)
        user.date_joined = datetime.now(UTC)
        user.set_password(PASSWORD)
        user.save()
        if username == DOUBLE:
            TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(User.objects.get(username=PLAIN))
    json.dump({"session": client.cookies[settings.SESSION_COOKIE_NAME].value}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
