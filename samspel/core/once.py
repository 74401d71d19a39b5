"""Nothing is done twice (ground rule 4): a key does its work once, and answers the same ever after."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, disposal
from samspel.core.actors import Actor, Job
from samspel.core.errors import Refused
from samspel.core.models import Receipt

KEPT = timedelta(days=7)
DISPOSAL = Job("disposal")


class KeyReused(Refused):
    """The same key came with other content."""

    def __init__(self) -> None:
        super().__init__(_("This key has already been used for something else. Use a new key for a new request."))


def fingerprint(payload: str) -> str:
    """A short mark of what was asked; equal for equal payloads."""
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


def once(key: str, *, by: str, doing: str, payload: str, do: Callable[[], str]) -> str:
    """Run `do` the first time that `by` comes with `key`, and return its text then and afterwards.

    Twenty at the same time wait for the first: the unique row is inserted before the work, in its transaction, so that
    a failure frees the key. Raises KeyReused when the payload or what is being done differs.
    """
    mark = fingerprint(f"{doing}\n{payload}")
    with transaction.atomic():
        pk, first, outcome = _held(by, key, doing, mark)
        if first != mark:
            raise KeyReused
        if not outcome:
            outcome = do()
            Receipt.objects.filter(pk=pk).update(outcome=outcome)
    return outcome


_HOLD = """
    INSERT INTO core_receipt ("by", key, doing, fingerprint, outcome, at) VALUES (%s, %s, %s, %s, '', %s)
    ON CONFLICT ("by", key) DO UPDATE SET key = EXCLUDED.key
    RETURNING id, fingerprint, outcome
"""


def _held(by: str, key: str, doing: str, mark: str) -> tuple[int, str, str]:
    """The row of the key, locked, in one statement: a new one, or that of whoever came first, when they are done."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [by, key, doing, mark, clock.now()])
        pk, first, outcome = cursor.fetchone()
    return pk, first, outcome


def forget_old(*, by: Actor = DISPOSAL) -> int:
    """Drop receipts older than a week, with the answers that they hold; returns how many."""
    with transaction.atomic():
        dropped = Receipt.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
        if dropped:
            because = f"{KEPT.days} days"
            disposal.done("core.receipts", (), kind="core.receipt", by=by, because=because, count=dropped)
    return dropped
