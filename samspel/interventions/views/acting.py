"""Whom the pages of interventions are for, and the address of a list with something changed."""

from django.http import QueryDict

from samspel.accounts.audiences import holders
from samspel.accounts.rules import Function
from samspel.interventions import permissions

READS = holders(*permissions.READERS, Function.PARTNER)
MONEY = holders(*permissions.OF_MONEY)
WRITES = holders(*permissions.WRITERS)
KEEPS = holders(*permissions.KEEPERS)


def address(given: QueryDict, **changes: str) -> str:
    """The query of an address with something changed; the place in a list begins anew."""
    data = given.copy()
    for name, value in {"page": "", **changes}.items():
        data.pop(name, None)
        if value:
            data[name] = value
    return data.urlencode()
