"""What is to be sent goes through a row in the same transaction, and is then handed over until it is taken.

SMTP can promise no more than at least once. How it comes close to once: a try is claimed before it begins (nobody else
takes the letter for LEASE), no transaction is open while the other end talks, and what came of it is written down as
soon as the database takes it. What is left is a worker that dies between the other end's "taken" and that: the letter
leaves again after LEASE, with the Message-ID that it had.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from procrastinate.types import JSONDict

from samspel.core import clock, disposal, holds
from samspel.core.actors import Actor, Job
from samspel.core.away import is_away
from samspel.core.channels import NotDelivered, named
from samspel.core.jobs import app
from samspel.core.models import OutboxMessage
from samspel.core.services import each

logger = logging.getLogger("samspel.outbox")
DELIVER = "core.deliver"
"""The job that hands over one message (`core.tasks`)."""
LEASE = timedelta(minutes=3)
"""Longer than a try can take: a mail server is waited for twenty seconds at each of its seven words."""
REST = timedelta(seconds=50)
"""A way out that is down is left alone so long: each minute's round tries it once, and not once for every letter."""
LONGEST_WAIT = timedelta(hours=6)
TRIED_FOR = timedelta(days=7)
KEPT = timedelta(days=30)
DISPOSED = "disposed of"
"""What stands as the error when a letter was never to leave, since its receiver is no longer to be known."""
DISPOSAL = Job("disposal")
UNTOLD = "interrupted"
"""What stands as the error while a try goes on, and afterwards when nothing is known of what came of it."""

Told = Callable[[OutboxMessage], object]
_when_given_up: dict[str, Told] = {}


def when_given_up(kind: str, told: Told) -> None:
    """Called once from AppConfig.ready() of the module that posts letters of the kind: `told` hears of each that fails.

    It is called in the transaction that gives the letter up. What it can't do now is tried again, with the letter.
    """
    _when_given_up[kind] = told


def post(*, kind: str, to: str, subject: str, body: str, about: Model, channel: str = "email") -> OutboxMessage:
    """Write a message about `about` to `to`; it leaves when the transaction is committed."""
    now = clock.now()
    message = OutboxMessage(
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
    together = _together.get()
    if together is None:
        _leave([message])
    else:
        together.append(message)
    return message


_together: ContextVar[list[OutboxMessage] | None] = ContextVar("together", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is posted in here is written at its end, all in one go: inside the transaction of what it tells about."""
    messages: list[OutboxMessage] = []
    token = _together.set(messages)
    try:
        yield
    finally:
        _together.reset(token)
    if messages:
        _leave(messages)


def _leave(messages: list[OutboxMessage]) -> None:
    OutboxMessage.objects.bulk_create(messages)
    jobs: list[JSONDict] = [{"message_id": message.pk} for message in messages]
    app.configure_task(DELIVER, allow_unknown=False).batch_defer(*jobs)


def waiting() -> QuerySet[OutboxMessage]:
    """What is still to be sent, oldest first."""
    return OutboxMessage.objects.filter(sent_at=None, given_up_at=None).order_by("created_at")


def given_up(since: datetime) -> QuerySet[OutboxMessage]:
    """What could not be delivered, and was given up since the moment."""
    return OutboxMessage.objects.filter(given_up_at__gte=since).exclude(last_error=DISPOSED)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: one minute, then twice as long each time, six hours at most."""
    return min(timedelta(minutes=2 ** max(attempts - 1, 0)), LONGEST_WAIT)


def hand_over(message_id: int) -> bool:
    """Try to send one message that is due; True when it left now."""
    message = _claimed(message_id)
    if message is None:
        return False
    _try(message)
    _written_down(message)
    return message.sent_at is not None


def _due() -> QuerySet[OutboxMessage]:
    """What waits and may be tried now. A time that no wait of ours leads to was set by a clock that went wrong."""
    now = clock.now()
    return waiting().filter(Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT) | Q(attempts=0))


def _claimed(message_id: int) -> OutboxMessage | None:
    """The message, if it is due, its way out is not down, and nobody else has it; it is ours for LEASE."""
    with transaction.atomic():
        message = _due().select_for_update(skip_locked=True).filter(pk=message_id).first()
        if message is None or _rests(message.channel):
            return None
        message.attempts += 1
        message.due_at = clock.now() + LEASE
        message.last_error = UNTOLD
        message.save(update_fields=["attempts", "due_at", "last_error"])
    return message


def _try(message: OutboxMessage) -> None:
    """Give it to its channel, and note in the message what came of it."""
    try:
        _give(message)
    except NotDelivered as fault:
        message.last_error = str(fault)[:300]
        message.due_at = clock.now() + (REST if fault.down else wait_after(message.attempts))
        if fault.down:
            # Not this letter's fault: it counts no try.
            message.attempts -= 1
            cache.set(_resting(message.channel), clock.now() + REST, timeout=REST.total_seconds())
        if fault.lasting or clock.now() - message.created_at > TRIED_FOR:
            message.given_up_at = clock.now()
    else:
        message.sent_at, message.last_error = clock.now(), ""


def _written_down(message: OutboxMessage) -> None:
    """Save what came of a try, and wait for the database when it is away: a letter that left must not leave again."""
    _persist(lambda: _save(message), until=time.monotonic() + LEASE.total_seconds() / 2)


@transaction.atomic
def _save(message: OutboxMessage) -> None:
    """Together with what follows from a letter that is given up."""
    message.save(update_fields=["attempts", "last_error", "due_at", "sent_at", "given_up_at"])
    if message.given_up_at and message.kind in _when_given_up:
        _when_given_up[message.kind](message)


def _persist(save: Callable[[], object], *, until: float) -> None:
    pause = 0.1
    while True:
        try:
            save()
        except Exception as error:
            if not is_away(error) or connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
            time.sleep(pause)
            pause = min(pause * 2, 2.0)
        else:
            return


def _resting(channel: str) -> str:
    return f"outbox-rests-{channel}"


def _rests(channel: str) -> bool:
    """Was the way out down just now?"""
    until: datetime | None = cache.get(_resting(channel))
    now = clock.now()
    return until is not None and now < until <= now + REST


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
    """Try everything that is due, but no more by a way that turned out to be down; returns how many left."""
    due = list(_due().values_list("pk", "channel"))
    return each(due, lambda one: not _rests(one[1]) and hand_over(one[0]))


def over_by(moment: datetime) -> QuerySet[OutboxMessage]:
    """What was sent or given up long enough before the moment, and still has its address and text."""
    old = moment - KEPT
    return OutboxMessage.objects.filter(Q(sent_at__lt=old) | Q(given_up_at__lt=old)).exclude(to="")


def held(message: OutboxMessage, standing: holds.Standing) -> bool:
    """Whether a letter stays: what it is about is held, or whoever it went to is."""
    return standing.stops(message.about_kind, message.about_id, message.to)


def _not_held(rows: QuerySet[OutboxMessage]) -> list[int]:
    standing = holds.standing()
    return [row.pk for row in rows.only("about_kind", "about_id", "to").iterator() if not held(row, standing)]


@transaction.atomic
def dispose_old(*, by: Actor = DISPOSAL) -> int:
    """Empty addresses and texts of what was sent or given up a month ago; the row stays as a trace."""
    ids = _not_held(over_by(clock.now()))
    if ids:
        _emptied(OutboxMessage.objects.filter(pk__in=ids))
        disposal.done("core.letters", ids, kind="core.outboxmessage", by=by, because=f"{KEPT.days} days")
    return len(ids)


def dispose_about(about: Model, kind: str) -> int:
    """Empty the letters of a kind about `about`, whose receiver is no longer to be known; what waits is given up."""
    rows = OutboxMessage.objects.filter(kind=kind, about_kind=about._meta.label_lower, about_id=str(about.pk))
    rows.filter(sent_at=None, given_up_at=None).update(given_up_at=clock.now(), last_error=DISPOSED)
    return _emptied(OutboxMessage.objects.filter(pk__in=_not_held(rows)))


def _emptied(rows: QuerySet[OutboxMessage]) -> int:
    return rows.exclude(to="").update(to="", subject="", body="")
