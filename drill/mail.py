"""A mail server on loopback, which can be taken away and brought back."""

from __future__ import annotations

import contextlib
from collections import Counter
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

from tools.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class PostOffice:
    """Takes every letter. `taken` counts them by Message-ID and receiver; `on_taken` is called before the answer."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: Counter[tuple[str, str]] = Counter()
        self.on_taken: Callable[[], None] = lambda: None
        self._open: Controller | None = None

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """A letter is taken: whatever happens to the sender now, it is."""
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        for to in envelope.rcpt_tos:
            self.taken[name, to] += 1
        self.on_taken()
        return "250 taken"

    def up(self) -> None:
        """Open, at the same port as before."""
        self._open = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=20)
        self._open.start()

    def down(self) -> None:
        """Close: nobody answers there."""
        if self._open:
            self._open.stop()
        self._open = None

    @contextlib.contextmanager
    def opened(self) -> Iterator[PostOffice]:
        """Open inside the block, unless it is closed there."""
        self.up()
        try:
            yield self
        finally:
            self.down()

    def to(self, address: str) -> int:
        """How many letters somebody got, repetitions with the same id put together, as a mailbox can do."""
        return sum(1 for _name, to in self.taken if to == address)

    def repeated(self) -> int:
        """How many came more than once with the same id."""
        return sum(number - 1 for number in self.taken.values())
