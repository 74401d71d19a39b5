"""Who may follow the thread. What each sees on it is the scoped query of the module that owns the thing."""

from typing import Final

from samspel.accounts.rules import Function
from samspel.accounts.who import Who

FOLLOWERS: Final = frozenset(Function) - {
    Function.ADMINISTRATOR,
    Function.DATA_PROTECTION_OFFICER,
    Function.POLARE,
    Function.DUTY_OFFICER,
}
"""Those whose work hangs on the thread somewhere."""

MENDERS: Final = FOLLOWERS - {Function.PARTNER, Function.CONTACT_CENTRE}
"""Those who see where it is broken, each among what they may see."""


def may_follow(who: Who) -> bool:
    """Whoever works with something on the thread follows it from there."""
    return who.holds(*FOLLOWERS)


def may_mend(who: Who) -> bool:
    """Whoever works inside the municipality with what is on the thread sees what is to be mended."""
    return who.holds(*MENDERS)
