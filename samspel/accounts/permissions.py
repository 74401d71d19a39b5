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


def is_other(user: User, by: Actor) -> bool:
    """Somebody at the pages does it to another than themselves."""
    return isinstance(by, Who) and by.user != user


def may_stand_in(absent: Who, other: Who) -> bool:
    """Somebody who works here may stand in for a colleague; who comes from outside only for one of their own."""
    theirs, others = own_holdings(absent), own_holdings(other)
    if not theirs or not others:
        return False
    if OUTSIDE & {one.function for one in [*theirs, *others]}:
        return bool(set(theirs) & set(others))
    return True


def own_holdings(who: Who) -> list[Holding]:
    """What they hold themselves and another may take over."""
    return [one for one in who.holdings if not one.standing_in and one.function not in HANDED_OVER_BY_NOBODY]
