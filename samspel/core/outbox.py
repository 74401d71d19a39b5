"""What is to be sent goes through a row in the same transaction, and is then handed over until it is taken."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from samspel.core import clock
from samspel.core.channels import NotDelivered, named
from samspel.core.models import OutboxMessage

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
            named(message.channel).send(message)
        except NotDelivered as fault:
            message.last_error = str(fault)[:300]
            message.due_at = clock.now() + wait_after(message.attempts)
            if fault.lasting or message.attempts >= TRIES:
                message.given_up_at = clock.now()
        else:
            message.sent_at = clock.now()
        message.save(update_fields=["attempts", "last_error", "due_at", "sent_at", "given_up_at"])
    return message.sent_at is not None


def hand_over_due() -> int:
    """Try everything that is due; returns how many left."""
    due = list(waiting().filter(due_at__lte=clock.now()).values_list("pk", flat=True))
    return sum(hand_over(pk) for pk in due)


def dispose_old() -> int:
    """Empty addresses and texts of what was sent or given up a month ago; the row stays as a trace."""
    old = clock.now() - KEPT
    done = OutboxMessage.objects.filter(Q(sent_at__lt=old) | Q(given_up_at__lt=old)).exclude(to="")
    return done.update(to="", subject="", body="")
