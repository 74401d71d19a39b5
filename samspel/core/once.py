"""Nothing is done twice (ground rule 4): a key does its work once, and answers the same ever after."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
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
        fresh = Receipt(by=by, key=key, doing=doing, fingerprint=mark, at=clock.now())
        Receipt.objects.bulk_create([fresh], ignore_conflicts=True)
        receipt = Receipt.objects.select_for_update().get(by=by, key=key)
        if receipt.fingerprint != mark:
            raise KeyReused
        if not receipt.outcome:
            receipt.outcome = do()
            receipt.save(update_fields=["outcome"])
    return receipt.outcome


def forget_old(*, by: Actor = DISPOSAL) -> int:
    """Drop receipts older than a week, with the answers that they hold; returns how many."""
    with transaction.atomic():
        dropped = Receipt.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
        if dropped:
            because = f"{KEPT.days} days"
            disposal.done("core.receipts", (), kind="core.receipt", by=by, because=because, count=dropped)
    return dropped
