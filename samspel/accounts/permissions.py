"""Who may change what about accounts, each a sentence."""

from samspel.accounts.models import User
from samspel.accounts.rules import HANDED_OVER_BY_NOBODY, OUTSIDE, Function
from samspel.accounts.who import Holding, Who
from samspel.core.actors import Actor

SYSTEM = frozenset({"command", "job"})


def may_administer(by: Actor) -> bool:
    """An administrator may, and an operator at the server's command line."""
    return by.kind in SYSTEM or (isinstance(by, Who) and by.holds(Function.ADMINISTRATOR))


def may_change(user: User, by: Actor) -> bool:
    """Administrators may change everybody, and each their own account."""
    return may_administer(by) or is_self(user, by)


def is_self(user: User, by: Actor) -> bool:
    """The user themselves is doing it."""
    return isinstance(by, Who) and by.user == user


def may_stand_in(absent: Who, other: Who) -> bool:
    """Somebody who works here may stand in for a colleague; who comes from outside only for one of their own."""
    if not absent.holdings or not other.holdings or HANDED_OVER_BY_NOBODY & absent.functions:
        return False
    if OUTSIDE & (absent.functions | other.functions):
        return bool(_places(absent) & _places(other))
    return True


def _places(who: Who) -> set[Holding]:
    return {Holding(one.function, one.team, one.department, one.body, one.organisation) for one in who.holdings}
