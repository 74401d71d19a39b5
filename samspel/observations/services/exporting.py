"""That somebody took the list with them is logged: how many rows, in which form."""

from samspel.accounts.who import Who
from samspel.core import log
from samspel.core.errors import Missing
from samspel.core.services import service


@service
def note_export(kind: str, rows: int, *, by: Who) -> None:
    """Log that `by` exported so many rows as `kind`."""
    if by.user is None:
        raise Missing
    log.record("observation.exported", by.user, by=by, because=f"{kind}, {rows} rows")
