"""Who may see and keep what concerns money, each a sentence; docs/permissions.md shows them as a table."""

from typing import Final

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
READERS: Final = (
    BODY_FUNCTIONS
    | COORDINATORS
    | {Function.MANAGER, Function.DEPARTMENT_MANAGEMENT, Function.HEAD_OF_SECURITY, Function.EVALUATOR}
)
"""Who reads of commissions, compensation and funding."""
KEEPERS: Final = BODY_FUNCTIONS | {Function.DEPARTMENT_MANAGEMENT}
"""Who may have something to enter."""


def may_read(who: Who) -> bool:
    """Money is read by those who lead, plan or evaluate: bodies, managers and management, coordinators, the head of
    security and the evaluator."""
    return who.holds(*READERS)


def may_choose_funding(who: Who) -> bool:
    """Whoever may write what a thing costs chooses among the moneys of its year, and sees whose they are and for what,
    never how much: that is for those who read money."""
    return may_read(who) or who.holds(*DEPARTMENT_FUNCTIONS)


def drafts(who: Who) -> bool:
    """Sits in the tactical body, which prepares decisions [4]."""
    tactical = municipality.bodies_at(BodyLevel.TACTICAL)
    return any(one.function in BODY_FUNCTIONS and one.body in tactical for one in who.holdings)


def may_keep(who: Who, *committees: int | None) -> bool:
    """What concerns a committee's money is entered by the tactical body, and by the management of its departments."""
    if drafts(who):
        return True
    managed, concerned = who.departments({Function.DEPARTMENT_MANAGEMENT}), {one for one in committees if one}
    return any(row.pk in managed and row.committee_id in concerned for row in municipality.departments())


def may_keep_index(who: Who) -> bool:
    """A year's index holds for everybody's money: the tactical body and any department's management enter it."""
    return drafts(who) or who.holds(Function.DEPARTMENT_MANAGEMENT)


def may_begin(who: Who) -> bool:
    """A new commission is entered by the tactical body, or by the management of a department."""
    return may_keep_index(who)


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
