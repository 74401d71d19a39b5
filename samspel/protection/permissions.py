"""Who protects personal data, in a sentence."""

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core.errors import Missing

OFFICERS = (Function.DATA_PROTECTION_OFFICER,)


def may_protect(who: Who) -> bool:
    """The data protection officer sees who looked and what goes, holds a disposal, and makes extracts; nobody else."""
    return who.holds(*OFFICERS)


def require(who: Who) -> None:
    """What one may not do answers like what is not there."""
    if not may_protect(who):
        raise Missing
