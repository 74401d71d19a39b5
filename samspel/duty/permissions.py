"""Who may see the roster, and who may plan it."""

from samspel.accounts.rules import Function
from samspel.accounts.who import Who

PLANNERS = (Function.HEAD_OF_SECURITY, Function.ADMINISTRATOR)
READERS = (*PLANNERS, Function.DUTY_OFFICER)


def may_see_roster(who: Who) -> bool:
    """The duty officers see their roster, and so do those who plan it."""
    return who.holds(*READERS)


def may_plan(who: Who) -> bool:
    """The head of security and the administrator plan the roster."""
    return who.holds(*PLANNERS)
