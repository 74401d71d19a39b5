"""What the pages of an installation answer to some of its people, as JSON; run in an environment of its own.

python -m tests.upgraded
"""

import json
import sys

import django


def main() -> int:
    """Every page that takes no thing, and the newest question with contact details, for each of three."""
    django.setup()
    from django.test import Client
    from django.urls import reverse

    from samspel.accounts.models import User
    from samspel.questions.models import ContactDetails, Question
    from tests.routes import routes

    newest = Question.objects.filter(pk__in=ContactDetails.objects.values("question")).latest("received_at")
    paths = [reverse(route.name) for route in routes() if not route.takes_a_thing and not route.name.startswith("api:")]
    paths += [reverse("questions:one", args=[newest.pk]), reverse("questions:contact", args=[newest.pk])]
    answers: dict[str, dict[str, int]] = {}
    for user in User.objects.filter(username__in=sys.argv[1:]):
        client = Client(raise_request_exception=False, headers={"host": "localhost"})
        client.force_login(user)
        answers[user.username] = {path: client.get(path).status_code for path in paths}
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
