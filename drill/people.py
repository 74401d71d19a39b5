"""The cast in an installation that is drilled, and for each of them a token and a session; JSON on standard output.

python -m drill.people
"""

import json
import sys

import django


def main() -> int:
    """Make everybody, once."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from demo.cast import make_cast
    from samspel.accounts import services
    from samspel.accounts.rules import TokenScope
    from samspel.core.actors import Operator

    people = {}
    for username, user in make_cast().items():
        _row, token = services.issue_token(user, name="drill", scopes=list(TokenScope), days=400, by=Operator())
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        people[username] = {"token": token, "session": session}
    json.dump(people, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
