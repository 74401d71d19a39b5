"""How gunicorn's worker lets callers in: a thread is given to whole requests alone, and nobody is waited for long.

gunicorn's own worker gives a thread to the first byte, without a clock, and lingers at each goodbye in its main loop:
eight callers who send half a request, or who never hang up, would be enough to keep everybody else out.
"""

import errno
import re
import select
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from selectors import EVENT_READ
from threading import BoundedSemaphore
from typing import Any, TypeVar

from gunicorn import util
from gunicorn.workers import gthread

WHOLE_WITHIN = 15.0
"""Seconds from the first byte, or from the goodbye to the last request, until a request is whole."""
READ_WITHIN = 30.0
"""Seconds for a body that is too large to be waited for outside a thread."""
TAKEN_WITHIN = 30.0
"""Seconds for the caller to take what is answered."""
HELD = 1_100_000
"""Bytes held for one caller: more than any form may have (DATA_UPLOAD_MAX_MEMORY_SIZE)."""
LONGEST_HEAD = 64_000
ROOM = 500_000
"""Bytes of answers that wait for a caller outside a thread: more than any page, or any file that we serve."""
LINGERERS, LINGERS = 16, 0.5
"""Goodbyes that may wait for the caller to hang up too, and seconds that each waits."""

Done = TypeVar("Done")

_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r?\n", re.IGNORECASE)


def head(came: bytes, looked: int = 0) -> int:
    """Where the head of a request ends, 0 when it is not here yet; up to `looked` there was no end."""
    end = _END.search(came, max(looked - 3, 0))
    return end.end() if end else 0


def whole(came: bytes, end: int) -> bool:
    """Whether a request whose head ends at `end` is here, or is one that is not to be waited for: too large, or odd.

    Only says when a thread takes over: how the request is to be read is gunicorn's parser's matter alone.
    """
    if not end:
        return len(came) > LONGEST_HEAD
    length = _LENGTH.search(came, 0, end)
    wanted = int(length[1]) if length else 0
    return wanted > HELD or len(came) - end >= wanted


class Patient(socket.socket):
    """A caller's connection with a clock; and no more threads wait for slow callers than there are turns."""

    until = 0.0
    turns = BoundedSemaphore()

    def setblocking(self, flag: bool, /) -> None:
        """A thread that begins to read or write starts the clock."""
        super().setblocking(flag)
        if flag:
            self.until = time.monotonic() + READ_WITHIN

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """What has come; raises ConnectionResetError when nothing came in time, as if the caller had hung up."""
        if not self.getblocking():
            return super().recv(size, flags)
        came = self._at_once(partial(super().recv, size, flags))
        if came is None:
            with self._slowly(self.until - time.monotonic()):
                came = super().recv(size, flags)
        return came

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """Send it all; raises ConnectionResetError when it was not taken in time."""
        left = memoryview(data)
        while left and (gone := self._at_once(partial(super().send, left, flags))):
            left = left[gone:]
        if left:
            with self._slowly(TAKEN_WITHIN):
                super().sendall(left, flags)

    def _at_once(self, do: Callable[[], Done]) -> Done | None:
        """What it gives without waiting; None when one would have to."""
        super().setblocking(False)
        try:
            return do()
        except BlockingIOError:
            return None
        finally:
            super().setblocking(True)

    @contextmanager
    def _slowly(self, seconds: float) -> Iterator[None]:
        if not self.turns.acquire(blocking=False):
            raise ConnectionResetError(errno.ECONNRESET, "too many slow callers")
        self.settimeout(max(seconds, 0.001))
        try:
            yield
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "the caller was too slow") from None
        finally:
            super().setblocking(True)
            self.turns.release()


class Caller(gthread.TConn):  # type: ignore[misc]
    """Somebody who is connected, and what came of a request that is not whole yet."""

    came, end = b"", 0
    leave: Callable[[socket.socket], None]

    def close(self, graceful: bool = False) -> None:
        """Hang up; gracefully outside the main loop."""
        if graceful:
            self.leave(self.sock)
        else:
            util.close(self.sock)


class Worker(gthread.ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads, which gathers a request before it gives it one."""

    def init_process(self) -> None:
        """With a few threads that say goodbye."""
        self.goodbyes = ThreadPoolExecutor(4, thread_name_prefix="goodbye")
        self.room = BoundedSemaphore(LINGERERS)
        Patient.turns = BoundedSemaphore(max(self.cfg.threads // 2, 1))
        self.looked_at = 0.0
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Somebody knocks. When the house is full, the one who has kept us waiting longest goes."""
        try:
            accepted, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        accepted.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        caller = Caller(self.cfg, Patient(fileno=accepted.detach()), address, listener.getsockname())
        caller.leave = self._say_goodbye
        if self.nr_conns >= self.worker_connections and self.pending_conns:
            self._drop(min(self.pending_conns, key=_latest))
        self._gather(caller)

    def on_client_socket_readable(self, conn: Caller, client: socket.socket) -> None:
        """A caller who stayed asks for more."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn)

    def on_pending_socket_readable(self, conn: Caller, client: socket.socket) -> None:
        """More of a request has come."""
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        self._read(conn)

    def enqueue_req(self, conn: Caller) -> None:
        """What came behind the last request is the beginning of the next."""
        self._gather(conn, conn.parser.unreader.take_buffered())

    def murder_pending(self) -> None:
        """Hang up on those who were too slow; looks no more often than each second."""
        now = time.monotonic()
        if now - self.looked_at >= 1:
            self.looked_at = now
            for conn in [conn for conn in self.pending_conns if conn.timeout <= now]:
                self._drop(conn)

    def _keepalive_after(self, conn: Caller, keepalive: bool) -> bool:
        """Hang up on a body in chunks, which nothing of ours reads: where it ends would first have to be found."""
        in_chunks = any(name == "TRANSFER-ENCODING" for name, _value in conn.parser.mesg.headers)
        return not in_chunks and bool(super()._keepalive_after(conn, keepalive))

    def _gather(self, conn: Caller, came: bytes = b"") -> None:
        conn.came, conn.end, conn.timeout = came, head(came), time.monotonic() + WHOLE_WITHIN
        conn.sock.setblocking(False)
        if whole(came, conn.end):
            self._hand_over(conn)
        else:
            self._read(conn)

    def _read(self, conn: Caller) -> None:
        looked = len(conn.came)
        try:
            more = conn.sock.recv(HELD)
        except BlockingIOError:
            self._wait(conn)
            return
        except OSError:
            more = b""
        conn.came += more
        if not more:
            self.nr_conns -= 1
            conn.close()
            return
        conn.end = conn.end or head(conn.came, looked)
        if whole(conn.came, conn.end):
            self._hand_over(conn)
        else:
            self._wait(conn)

    def _wait(self, conn: Caller) -> None:
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _drop(self, conn: Caller) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self.nr_conns -= 1
        conn.close()

    def _hand_over(self, conn: Caller) -> None:
        if not _takes(conn.sock):
            self.nr_conns -= 1
            conn.close()
            return
        conn.init()
        conn.parser.unreader.unread(conn.came)
        conn.came = b""
        super().enqueue_req(conn)

    def _say_goodbye(self, caller: socket.socket) -> None:
        if self.room.acquire(blocking=False):
            self.goodbyes.submit(self._linger, caller)
        else:
            util.close(caller)

    def _linger(self, caller: socket.socket) -> None:
        try:
            util.close_graceful(caller, timeout=LINGERS)
        finally:
            self.room.release()


def _takes(caller: socket.socket) -> bool:
    """Whether there is room for an answer: who asks for more without taking what was answered holds up a thread."""
    return bool(select.select((), (caller,), (), 0)[1])


def _latest(conn: Caller) -> float:
    return float(conn.timeout)
