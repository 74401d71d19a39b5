"""Bytes to a server and what it answers, without a library that would put them right first."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n")


@dataclass(frozen=True)
class Heard:
    """What came back: the status of each answer, and all bytes."""

    statuses: tuple[int, ...]
    text: bytes
    seconds: float
    closed: bool

    @property
    def said(self) -> str:
        """The statuses, for a table."""
        return ",".join(map(str, self.statuses)) or "hung up"


def say(port: int, *parts: bytes, pause: float = 0, patience: float = 4, until_closed: bool = False) -> Heard:
    """Send the parts with a pause between them; hear until it is silent for `patience` seconds, or hangs up."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
        for number, part in enumerate(parts):
            if number:
                time.sleep(pause)
            try:
                caller.sendall(part)
            except OSError:
                break
        text, closed = hear(caller, patience, until_closed=until_closed)
    statuses = tuple(int(found) for found in STATUS.findall(text))
    return Heard(statuses, text, time.monotonic() - began, closed)


def hear(caller: socket.socket, patience: float, *, until_closed: bool = False) -> tuple[bytes, bool]:
    """What comes, and whether the other side hung up."""
    text = b""
    caller.settimeout(patience)
    while len(text) < 2_000_000:
        try:
            more = caller.recv(65536)
        except TimeoutError:
            return text, False
        except OSError:
            return text, True
        if not more:
            return text, True
        text += more
        if not until_closed:
            caller.settimeout(0.7)
    return text, False


def request(line: str, *headers: str, body: bytes = b"", host: str = "127.0.0.1") -> bytes:
    """A request as text: the first line, the headers after Host, and the body as it is."""
    head = [f"{line} HTTP/1.1", f"Host: {host}", *headers]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body
