"""Each function takes one protection off."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.mail import EmailMessage
from django.db.models import Model

from samspel.core import away as away_module
from samspel.core import clock, jobs, outbox
from samspel.core import once as ground
from samspel.core.backup.where import Where
from samspel.core.channels import Email, NotDelivered, named
from samspel.core.models import OutboxMessage


def once() -> None:
    """A key that comes again does its work again."""

    def anew(key: str, *, by: str, doing: str, payload: str, do: Callable[[], str]) -> str:
        return do()

    from samspel.core import http
    from samspel.core.api import once as api

    for module in (ground, http, api):
        module.once = anew  # type: ignore[attr-defined]


def away() -> None:
    """That the database is away is a fault like any other."""

    def never(error: BaseException | None) -> bool:
        return False

    from samspel.web import api
    from samspel.web.views import errors

    for module in (away_module, api, errors):
        module.is_away = never  # type: ignore[attr-defined]


def letters_in_the_outbox() -> None:
    """A letter is sent where it is written, and forgotten when nobody takes it."""

    def post(*, kind: str, to: str, subject: str, body: str, about: Model, channel: str = "email") -> OutboxMessage:
        message = OutboxMessage(kind=kind, channel=channel, to=to, subject=subject, body=body)
        message.created_at = message.due_at = clock.now()
        try:
            named(channel).send(message)
        except NotDelivered:
            outbox.logger.info("nobody took it")
        return message

    outbox.post = post


def the_same_id() -> None:
    """Each try is a letter of its own."""

    def send(self: Email, message: OutboxMessage) -> None:
        EmailMessage(message.subject, message.body, to=[message.to]).send()

    Email.send = send  # type: ignore[method-assign]


def written_down_afterwards() -> None:
    """A try that the database could not write down has not been made."""

    def at_once(save: Callable[[], object], *, until: float) -> None:
        save()

    outbox._persist = at_once  # noqa: SLF001


def the_clock_watch() -> None:
    """A worker does not look at the clock."""
    jobs.ClockWatch.run = lambda self: time.sleep(1e9)  # type: ignore[method-assign]


def counting_at_once() -> None:
    """Limits are counted as one would at first: read, then written."""
    from allauth.core.internal import ratelimit

    from samspel.core import limits
    from samspel.core.models import Counter

    def read_then_write(series: str) -> int:
        row, _new = Counter.objects.get_or_create(series=series, defaults={"value": 0})
        time.sleep(0.01)
        row.value += 1
        row.save()
        return row.value

    @contextmanager
    def unlocked(cache_key: str) -> Iterator[bool]:
        yield True

    limits.next_number = read_then_write  # type: ignore[attr-defined]
    ratelimit.cache_lock = unlocked


def escaping() -> None:
    """Templates write what was typed as it is."""
    from django.template import engines
    from django.template.backends.django import DjangoTemplates

    for engine in engines.all():
        if isinstance(engine, DjangoTemplates):
            engine.engine.autoescape = False


def hashing_for_nobody() -> None:
    """No password is hashed where there is no user."""
    from allauth.account import auth_backends

    setattr(auth_backends.AuthenticationBackend, "_mitigate_timing_attack", lambda *_args: None)  # noqa: B010


def snapshot() -> None:
    """What a backup copies is what stands a second later, not what it counts."""
    from samspel.core.backup import programs

    run = programs.run

    def later(path: Path, *options: str, where: Where, tell: Callable[[str], None] = lambda _: None) -> None:
        time.sleep(1)
        run(path, *(one for one in options if not one.startswith("--snapshot=")), where=where, tell=tell)

    programs.run = later


def checksums() -> None:
    """A file of a backup weighs whatever it was said to."""
    from samspel.core.backup import restoring

    class Whatever:
        def __eq__(self, _other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    setattr(restoring, "weighed", lambda _path: Whatever())  # noqa: B010
