"""A line between the application and its database, which can be cut in the middle."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing says so with a reset, and throws away what was not yet sent."""


class Line:
    """Passes bytes on, both ways. `deaf` lets everything through to the server and nothing back."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.deaf = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.pairs: list[tuple[socket.socket, socket.socket]] = []

    @contextlib.contextmanager
    def opened(self) -> Iterator[Line]:
        """Open inside the block."""
        threading.Thread(target=self._accept, daemon=True).start()
        try:
            yield self
        finally:
            self.listener.close()
            self.cut()

    def cut(self) -> int:
        """Cut every connection, wherever it is in its talk; how many."""
        pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        return len(pairs)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                ours, _ = self.listener.accept()
                try:
                    theirs = socket.create_connection(("127.0.0.1", self.target), timeout=5)
                except OSError:
                    ours.close()
                    continue
                theirs.settimeout(None)
                self.pairs.append((ours, theirs))
                threading.Thread(target=self._pass, args=(ours, theirs, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(theirs, ours, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, back: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (back and self.deaf):
                    target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)
