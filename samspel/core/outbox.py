"""What is to be sent goes through a row in the same transaction, and is then handed over until it is taken."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from samspel.core import clock
from samspel.core.channels import NotDelivered, named
from samspel.core.models import OutboxMessage

logger = logging.getLogger("samspel.outbox")
TRIES = 30
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)


def post(*, kind: str, to: str, subject: str, body: str, about: Model, channel: str = "email") -> OutboxMessage:
    """Write a message about `about` to `to`; it leaves when the transaction is committed."""
    from samspel.core.tasks import deliver

    now = clock.now()
    message = OutboxMessage.objects.create(
        kind=kind,
        channel=channel,
        to=to,
        subject=" ".join(subject.split())[:200],
        body=body,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        created_at=now,
        due_at=now,
    )
    deliver.defer(message_id=message.pk)
    return message


def waiting() -> QuerySet[OutboxMessage]:
    """What is still to be sent, oldest first."""
    return OutboxMessage.objects.filter(sent_at=None, given_up_at=None).order_by("created_at")


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: one minute, then twice as long each time, six hours at most."""
    return min(timedelta(minutes=2 ** max(attempts - 1, 0)), LONGEST_WAIT)


def hand_over(message_id: int) -> bool:
    """Try to send one message that is due; True when it left now. At least once: a crash may send it again."""
    with transaction.atomic():
        message = waiting().select_for_update(skip_locked=True).filter(pk=message_id, due_at__lte=clock.now()).first()
        if message is None:
            return False
        message.attempts += 1
        try:
            _give(message)
        except NotDelivered as fault:
            message.last_error = str(fault)[:300]
            message.due_at = clock.now() + wait_after(message.attempts)
            if fault.lasting or message.attempts >= TRIES:
                message.given_up_at = clock.now()
        else:
            message.sent_at = clock.now()
        message.save(update_fields=["attempts", "last_error", "due_at", "sent_at", "given_up_at"])
    return message.sent_at is not None


def _give(message: OutboxMessage) -> None:
    """To its channel. Whatever goes wrong there is this letter's matter, and keeps no other from leaving."""
    try:
        named(message.channel).send(message)
    except NotDelivered:
        raise
    except Exception as fault:
        # Its name alone: what it says may hold the address.
        logger.error("outbox message %s: %s", message.pk, type(fault).__name__)  # noqa: TRY400
        raise NotDelivered(type(fault).__name__) from fault


def hand_over_due() -> int:
    """Try everything that is due; returns how many left."""
    due = list(waiting().filter(due_at__lte=clock.now()).values_list("pk", flat=True))
    return sum(hand_over(pk) for pk in due)


def dispose_old() -> int:
    """Empty addresses and texts of what was sent or given up a month ago; the row stays as a trace."""
    old = clock.now() - KEPT
    return _emptied(OutboxMessage.objects.filter(Q(sent_at__lt=old) | Q(given_up_at__lt=old)))


def dispose_about(about: Model, kind: str) -> int:
    """Empty the letters of a kind about `about`, whose receiver is no longer to be known; what waits is given up."""
    rows = OutboxMessage.objects.filter(kind=kind, about_kind=about._meta.label_lower, about_id=str(about.pk))
    rows.filter(sent_at=None, given_up_at=None).update(given_up_at=clock.now(), last_error="disposed of")
    return _emptied(rows)


def _emptied(rows: QuerySet[OutboxMessage]) -> int:
    return rows.exclude(to="").update(to="", subject="", body="")
