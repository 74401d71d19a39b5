"""What of the inventory waits for the one who asks, on the first page."""

from samspel.accounts.who import Who
from samspel.interventions.waits import waits
from samspel.web.today.rows import Item, Press


def items(who: Who) -> list[Item]:
    """Their interventions that nobody has confirmed for long, and what was proposed to them."""
    return [Item(Press.MINE, row) for row in waits(who)]
