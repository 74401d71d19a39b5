"""Measures that somebody else works with, in the installation that is attacked; their ids as JSON on standard output.

python -m drill.attacks.others <user name> <number>
"""

import json
import sys

import django


def main() -> int:
    """Write so many as somebody who may, for their own area."""
    django.setup()
    from samspel.accounts.models import User
    from samspel.accounts.who import who_is
    from samspel.municipality.models import Area
    from samspel.plans import services

    who, area = who_is(User.objects.get(username=sys.argv[1])), Area.objects.get(code=sys.argv[1].partition(".")[2])
    drafts = [services.Draft(title=f"Measure {number}", area=area) for number in range(int(sys.argv[2]))]
    json.dump([str(services.write_measure(draft, by=who).pk) for draft in drafts], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
