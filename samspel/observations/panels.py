"""What observations show on the pages below them."""

from collections.abc import Mapping
from typing import Any

from samspel.accounts.device import marks
from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import panels
from samspel.observations import permissions


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register("accounts.sign_out", panels.Panel("observations/_unsent.html", unsent))


def unsent(user: User, who: Who) -> Mapping[str, Any] | None:
    """Before signing out: what this device keeps of theirs and has not sent. Only the device knows how much."""
    return {"whose": marks(who)} if permissions.may_report(who) else None
