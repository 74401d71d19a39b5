"""Where the scanner would have the server fetch something: it must never be asked, but by the scanner itself."""

from __future__ import annotations

import contextlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = "/get_"
"""How the scanner asks what was fetched here."""


class Endpoint(ThreadingHTTPServer):
    """Listens on loopback; `fetched` holds what somebody fetched."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.fetched: list[str] = []

    @property
    def url(self) -> str:
        """For the scanner's option --endpoint."""
        return f"http://127.0.0.1:{self.server_port}/"

    @contextlib.contextmanager
    def opened(self) -> Iterator[Endpoint]:
        """Listen inside the block."""
        listening = Thread(target=self.serve_forever, daemon=True)
        listening.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()


class Answer(BaseHTTPRequestHandler):
    """Nothing, to everybody; who asks for more than the scanner does is remembered."""

    server: Endpoint

    def do_GET(self) -> None:
        """Answer."""
        if not self.path.startswith(ASKED):
            self.server.fetched.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""
