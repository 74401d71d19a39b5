"""Every change of commissions, indexes and funding."""

from samspel.commissions.services.beginning import begin
from samspel.commissions.services.commission import (
    Agreed,
    add_increase,
    add_version,
    give_notice,
    new_commission,
    take_back_notice,
    withdraw_increase,
)
from samspel.commissions.services.funding import Paid, change_funding, note_export, note_funding, withdraw_funding
from samspel.commissions.services.index import set_index, withdraw_index

__all__ = [
    "Agreed",
    "Paid",
    "add_increase",
    "add_version",
    "begin",
    "change_funding",
    "give_notice",
    "new_commission",
    "note_export",
    "note_funding",
    "set_index",
    "take_back_notice",
    "withdraw_funding",
    "withdraw_increase",
    "withdraw_index",
]
