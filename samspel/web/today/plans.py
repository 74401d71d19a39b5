"""What of the plans waits for the one who asks, on the first page."""

from samspel.accounts.who import Who
from samspel.plans.waits import waits
from samspel.web.today.rows import Item, Press


def items(who: Who) -> list[Item]:
    """Their measures that are late or silent, promises to follow up, plans to look through."""
    return [Item(Press.LATE if one.late else Press.MINE, one.row) for one in waits(who)]
