"""The server's door: framing that two servers could read differently, what is too large, and callers without haste.

Against the very process that `samspel web` starts, with the settings of production. The control of the slow callers is
gunicorn's own worker.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import time
from functools import partial
from typing import TYPE_CHECKING

from drill.attacks import odd, raw
from drill.results import Outcome
from tools.places import BIN, ROOT
from tools.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drill.ground import Place

CALLERS = 120
"""More than there are threads, by far; few enough for any machine."""
SOON = 3.0
"""Seconds within which somebody else is answered meanwhile."""
HEALTH = raw.request("GET /api/v1/health", "Connection: close")
PIPELINE = 40


def production(port: int) -> dict[str, str]:
    """What an installation in earnest reads, but for TLS, which is the proxy's."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SAMSPEL_ENV": "production",
        "SAMSPEL_HTTPS": "0",
        "SAMSPEL_HOSTS": "127.0.0.1",
        "SAMSPEL_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "k" * 60,
        "SAMSPEL_LOG_KEY": "l" * 60,
        "SAMSPEL_FIELD_KEYS": "dHJpYWwtb25seS10cmlhbC1vbmx5LXRyaWFsLW9ubHk=",
    }


def framing(place: Place) -> Outcome:
    """Everything odd, one after the other: no 500, no answer to a hidden request, and it goes on serving."""
    faults, everything = [], odd.everything()
    for each in everything:
        heard = raw.say(place.port, each.sent)
        wrong = [status for status in heard.statuses if status not in each.right]
        second = len(heard.statuses) > each.most or (each.most == 1 and b'"up"' in heard.text)
        if wrong or second:
            faults.append(f"{each.name}: {heard.said}")
    if raw.say(place.port, HEALTH).statuses != (200,):
        faults.append("it does not serve any more")
    if "Internal Server Error" in place.logged():
        faults.append("a fault of ours in its log")
    return Outcome(tuple(faults), f"{len(everything)} odd requests")


def pipelined(place: Place) -> Outcome:
    """Requests one behind the other, cut anywhere, are each answered once and in order."""
    faults = []
    sent = raw.request("GET /api/v1/health") * PIPELINE
    for cut in (1, 17, 60, len(sent) // 2, len(sent) - 3):
        heard = raw.say(place.port, sent[:cut], sent[cut:], pause=0.3, patience=10)
        if heard.statuses != (200,) * PIPELINE:
            faults.append(f"cut at {cut}: {len(heard.statuses)} answers")
    return Outcome(tuple(faults), f"{PIPELINE} requests in one, cut in five places")


# --- Callers without haste -----------------------------------------------------------------------

HALF_A_HEAD = b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
HALF_A_BODY = raw.request("POST /sign-in/", odd.FORM, "Content-Length: 100000", body=b"login=a")
HALF_A_CHUNK = raw.request("POST /sign-in/", odd.FORM, odd.CHUNKED, body=b"ffff\r\nlogin=a")
GOODBYE = raw.request("GET /robots.txt", "Connection: close")
WHOLE_AND_HALF = raw.request("GET /robots.txt") + HALF_A_HEAD
SLOW = {
    "nothing": b"",
    "half a head": HALF_A_HEAD,
    "half a body": HALF_A_BODY,
    "half a chunk": HALF_A_CHUNK,
    "a request and a half": WHOLE_AND_HALF,
    "who never hang up": GOODBYE,
    "who never read": b"",
}


def slow(place: Place, kind: str) -> Outcome:
    """Many who send so much and then wait; somebody else is answered all the while, and they are hung up on."""
    return _slow(place.port, kind)


@contextlib.contextmanager
def without_our_worker(place: Place) -> Iterator[int]:
    """The same server with gunicorn's own worker."""
    port = free_port()
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    command = [str(BIN / "python"), "-m", "gunicorn", "config.wsgi:application", "--no-control-socket", *options]
    with (place.folder / "control.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=place.environment(), stdout=log, stderr=log)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until and not _answers(port, 2):
            time.sleep(0.2)
        yield port
    finally:
        process.kill()
        process.wait()


def slow_without(place: Place, kind: str) -> Outcome:
    """The control."""
    with without_our_worker(place) as port:
        return _slow(port, kind)


def _slow(port: int, kind: str) -> Outcome:
    waits = []
    with contextlib.ExitStack() as stack:
        sent = _sent(port, kind)
        callers = [_called(port, sent, stack) for _number in range(CALLERS)]
        time.sleep(0.5)
        for _time in range(5):
            waits.append(_answers(port, SOON * 2))
            _drip(callers, b"a" if kind.startswith("half") else b"")
    worst = max(wait or SOON * 2 for wait in waits)
    faults = [f"others waited {worst:.1f} s"] if worst > SOON else []
    if not _answers(port, 20):
        faults.append("it does not serve any more")
    return Outcome(tuple(faults), f"{CALLERS} callers, others waited {worst * 1000:.0f} ms at most")


def _sent(port: int, kind: str) -> bytes:
    """What the callers send; those who never read ask for the largest file, many times over."""
    if kind != "who never read":
        return SLOW[kind]
    page = raw.say(port, raw.request("GET /api/v1/docs")).text + raw.say(port, raw.request("GET /sign-in/")).text
    files = re.findall(rb'(?:src|href)="(/static/[^"]+\.(?:js|css|woff2))"', page)
    sizes = {file: len(raw.say(port, raw.request(f"GET {file.decode()}"), until_closed=False).text) for file in files}
    return raw.request(f"GET {max(sizes, key=lambda file: sizes[file]).decode()}") * 20


def _called(port: int, sent: bytes, stack: contextlib.ExitStack) -> socket.socket:
    caller = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with contextlib.suppress(OSError):
        caller.sendall(sent)
    return caller


def _drip(callers: list[socket.socket], drop: bytes) -> None:
    for caller in callers:
        with contextlib.suppress(OSError):
            caller.setblocking(False)
            caller.send(drop)
    time.sleep(0.4)


def _answers(port: int, within: float) -> float:
    """Seconds until a request was answered; 0 when it was not within that time."""
    began = time.monotonic()
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=within) as caller:
        caller.sendall(HEALTH)
        if caller.recv(12).startswith(b"HTTP/1.1 200"):
            return time.monotonic() - began
    return 0.0


def hung_up_on(place: Place) -> Outcome:
    """Who drips a byte now and then is hung up on all the same."""
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        callers = [_called(place.port, HALF_A_HEAD, stack) for _number in range(10)]
        while time.monotonic() < began + 25 and any(_open(caller) for caller in callers):
            _drip(callers, b"a")
        left = sum(_open(caller) for caller in callers)
    took = time.monotonic() - began
    return Outcome((f"{left} still there",) if left else (), f"gone after {took:.0f} s")


def _open(caller: socket.socket) -> bool:
    caller.setblocking(False)
    try:
        return caller.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def half_a_form(place: Place) -> Outcome:
    """A form whose end never came is not taken for a whole one."""
    whole = b"code=AAAA-BBBB-CCCC&csrfmiddlewaretoken=" + b"a" * 32 + b"&text=" + b"b" * 500
    head = raw.request("POST /sign-in/", odd.FORM, f"Content-Length: {len(whole)}", "Cookie: csrftoken=" + "a" * 32)
    heard = b""
    with socket.create_connection(("127.0.0.1", place.port), timeout=5) as caller:
        caller.sendall(head + whole[:200])
        caller.shutdown(socket.SHUT_WR)
        heard, _closed = raw.hear(caller, 5)
    statuses = {int(found) for found in raw.STATUS.findall(heard)}
    return Outcome((f"answered {statuses}",) if statuses - odd.REFUSED else (), "hung up, or refused")


def memory(place: Place) -> int:
    """KB that the server's processes hold."""
    total, parent = 0, place.pid("web")
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            fields = (ROOT / entry.path / "stat").read_text().rsplit(")", 1)[1].split() if entry.name.isdigit() else []
            if fields and (int(fields[1]) == parent or int(entry.name) == parent):
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return total


def bounded(place: Place) -> Outcome:
    """Callers who send as much as they can without ending cost a bounded memory."""
    before = memory(place)
    with contextlib.ExitStack() as stack:
        for _number in range(60):
            _called(place.port, HALF_A_BODY + b"a" * 90_000, stack)
        for _number in range(60):
            _called(place.port, HALF_A_HEAD + b"a" * 300_000, stack)
        after = memory(place)
    grown = (after - before) // 1024
    return Outcome((f"{grown} MB more",) if grown > 150 else (), f"{before // 1024} MB, {grown:+d} MB meanwhile")


Case = tuple[str, "Callable[[Place], Outcome]", "Callable[[Place], Outcome] | None"]


def cases() -> Iterator[Case]:
    """Each with its control."""
    yield "what is odd", framing, None
    yield "pipelined", pipelined, None
    yield "half a form", half_a_form, None
    for kind in SLOW:
        yield f"slow: {kind}", partial(slow, kind=kind), partial(slow_without, kind=kind)
    yield "a byte now and then", hung_up_on, None
    yield "memory", bounded, None
