"""When a request gets a thread: whole, and not before. What the server says to slow callers is the drill's matter."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.web import door

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"POST /sign-in/ HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    ("came", "is_whole"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET / HTTP/1.1\nHost: a\n\n", True),
        (HEAD + b"Content-Length: 3\r\n\r\nab", False),
        (HEAD + b"Content-Length: 3\r\n\r\nabc", True),
        (HEAD + b"content-length:3\r\n\r\nabc", True),
        (HEAD + b"X-Content-Length: 3\r\n\r\n", True),
        (HEAD + b"Content-Length: 9999999999\r\n\r\n", True),
        (HEAD + b"Content-Length: -1\r\n\r\n", True),
        (HEAD + b"X: " + b"a" * door.LONGEST_HEAD, True),
    ],
)
def test_a_thread_is_given_to_what_is_whole_too_large_or_odd(came: bytes, is_whole: bool) -> None:
    assert door.whole(came, door.head(came)) is is_whole


@given(body=st.binary(max_size=300), parts=st.lists(st.integers(1, 40), max_size=40))
def test_a_request_in_any_pieces_is_whole_with_the_last(body: bytes, parts: list[int]) -> None:
    request = HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    came, end = b"", 0
    for size in parts:
        looked, came = len(came), request[: len(came) + size]
        end = end or door.head(came, looked)
        assert door.whole(came, end) is (came == request)


@pytest.fixture
def ends() -> Iterator[tuple[door.Patient, socket.socket]]:
    """Our end of a connection, and the caller's."""
    ours, theirs = socket.socketpair()
    patient = door.Patient(fileno=ours.detach())
    yield patient, theirs
    patient.close()
    theirs.close()


def test_who_sends_nothing_more_is_not_waited_for(
    ends: tuple[door.Patient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "READ_WITHIN", 0.1)
    ours, theirs = ends
    ours.setblocking(True)
    theirs.sendall(b"ab")
    assert ours.recv(10) == b"ab"
    began = time.monotonic()
    with pytest.raises(ConnectionResetError):
        ours.recv(10)
    assert time.monotonic() - began < 2


def test_who_takes_nothing_is_not_waited_for(
    ends: tuple[door.Patient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "TAKEN_WITHIN", 0.1)
    with pytest.raises(ConnectionResetError):
        ends[0].sendall(b"a" * 5_000_000)


def test_all_of_an_answer_arrives(ends: tuple[door.Patient, socket.socket]) -> None:
    ours, theirs = ends
    answer = bytes(range(256)) * 8_000

    def send() -> None:
        ours.sendall(answer)
        ours.close()

    sender = threading.Thread(target=send)
    sender.start()
    taken = b""
    while part := theirs.recv(65536):
        taken += part
    sender.join()
    assert taken == answer


@pytest.mark.asvs("V15.2.2")
def test_slow_callers_get_no_more_threads_than_there_are_turns(
    ends: tuple[door.Patient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door.Patient, "turns", threading.BoundedSemaphore(1))
    assert door.Patient.turns.acquire(blocking=False)
    with pytest.raises(ConnectionResetError, match="too many"):
        ends[0].sendall(b"a" * 5_000_000)
