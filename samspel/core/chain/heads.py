"""The chain's head, published where the database's owner can't reach: a signed line each minute that it moved.

Letters would be too many: one goes every hour, and a line every other way with it, whether the head moved or not.
"""

import hmac
import logging
import logging.handlers
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Sum

from samspel.core import clock, outbox
from samspel.core.chain import keys
from samspel.core.models import LogSeal
from samspel.core.services import each

logger = logging.getLogger("samspel.log")
_LINE: Final = re.compile(
    r"samspel-log (?P<at>\S+Z) seal=(?P<seal>\d+) rows=(?P<rows>\d+) head=(?P<head>[0-9a-f]{64})"
    r" key=(?P<key>[0-9a-f]{8}) signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class Head:
    """How far the chain had come at a time."""

    at: datetime
    seal: int
    rows: int
    head: str
    key: str
    signature: str = ""

    @property
    def said(self) -> str:
        """What is signed."""
        when = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"samspel-log {when} seal={self.seal} rows={self.rows} head={self.head} key={self.key}"

    @property
    def line(self) -> str:
        """As it is published: any file, letter or log may hold it."""
        return f"{self.said} signature={self.signature}"

    @property
    def is_signed(self) -> bool:
        """Whether one of our keys signed it."""
        key = keys.known().get(self.key)
        return key is not None and hmac.compare_digest(key.signature(self.said.encode()), self.signature)


def head() -> Head | None:
    """The head as it is now, signed; None before anything was sealed."""
    last = LogSeal.objects.order_by("no").last()
    if last is None:
        return None
    rows = LogSeal.objects.aggregate(rows=Sum("count"))["rows"]
    key = keys.current()
    bare = Head(clock.now().replace(microsecond=0), last.no, rows, last.head, key.id)
    return Head(bare.at, bare.seal, bare.rows, bare.head, bare.key, key.signature(bare.said.encode()))


def read(lines: Iterable[str]) -> Iterator[tuple[int, Head]]:
    """The heads in a file, each with the number of its line; whatever stands around them is passed over."""
    for number, line in enumerate(lines, 1):
        for one in _LINE.finditer(line):
            at = datetime.strptime(one["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            yield number, Head(at, int(one["seal"]), int(one["rows"]), one["head"], one["key"], one["signature"])


def publish(*, by_letter: bool = True) -> Head | None:
    """Publish the head in every way that the settings name; one that fails holds up no other, and raises at the end."""
    found = head()
    if found is not None:
        ways = [one for one in settings.LOG_HEADS if by_letter or urlsplit(one).scheme != "mailto"]
        each(ways, lambda address: _publish(found, address))
    return found


def warn_unless_outside() -> None:
    """Say in the operator's log, when a program starts in earnest, that heads go nowhere but to this machine."""
    if settings.PRODUCTION and not settings.LOG_HEADS_OUTSIDE:
        logger.warning(
            "SAMSPEL_LOG_HEADS is empty: the log's head is published on this machine alone, where whoever owns it can"
            " change it too. See docs/operations.md, The log."
        )


def _publish(found: Head, address: str) -> int:
    parts = urlsplit(address)
    if parts.scheme not in _WAYS:
        raise ImproperlyConfigured(f"SAMSPEL_LOG_HEADS takes file:, mailto: and syslog:, not {address}")
    _WAYS[parts.scheme](found, parts)
    return 1


def _to_file(found: Head, address: SplitResult) -> None:
    file = Path(unquote(address.path))
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(found.line + "\n")


def _to_mail(found: Head, address: SplitResult) -> None:
    seal = LogSeal.objects.get(no=found.seal)
    outbox.post(kind="log.head", to=unquote(address.path), subject=found.said[:100], body=found.line, about=seal)


def _to_syslog(found: Head, address: SplitResult) -> None:
    where = (address.hostname, address.port or 514) if address.hostname else (address.path or "/dev/log")
    handler = logging.handlers.SysLogHandler(where, facility=logging.handlers.SysLogHandler.LOG_AUTH)
    try:
        # The handler would swallow what goes wrong.
        handler.handleError = _raise  # type: ignore[method-assign]
        handler.emit(logging.LogRecord("samspel.log", logging.INFO, "", 0, found.line, None, None))
    finally:
        handler.close()


def _raise(record: logging.LogRecord) -> None:
    raise  # noqa: PLE0704 - called where an exception is being handled


_WAYS: Final[dict[str, Callable[[Head, SplitResult], None]]] = {
    "file": _to_file,
    "mailto": _to_mail,
    "syslog": _to_syslog,
}
