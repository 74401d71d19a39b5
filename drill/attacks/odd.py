"""What a server's door is sent that no browser sends. Each has the statuses that are an answer to it; never 500.

Where two servers could disagree on where a request ends, a second request stands in the doubtful part: it must not be
answered. Hanging up without an answer is always right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drill.attacks.raw import request

HIDDEN = request("GET /api/v1/health")
SIZE = f"{len(HIDDEN):x}".encode()
REFUSED = frozenset({400, 403, 404, 405, 408, 411, 413, 414, 417, 421, 431, 501, 505})
FINE = REFUSED | {200, 301, 302}
FORM = "Content-Type: application/x-www-form-urlencoded"
CHUNKED = "Transfer-Encoding: chunked"


@dataclass(frozen=True)
class Odd:
    """Some bytes, the answers that are right, and how many there may be: two where a second request is no secret."""

    name: str
    sent: bytes
    right: frozenset[int] = REFUSED
    most: int = 1


def _post(*headers: str, body: bytes = b"") -> bytes:
    return request("POST /sign-in/", FORM, *headers, body=body)


def _framing() -> Iterator[Odd]:
    length = f"Content-Length: {len(HIDDEN)}"
    yield Odd("CL.TE", _post("Content-Length: 5", CHUNKED, body=b"0\r\n\r\n" + HIDDEN))
    yield Odd("TE.CL", _post(CHUNKED, "Content-Length: 4", body=SIZE + b"\r\n" + HIDDEN + b"\r\n0\r\n\r\n"))
    yield Odd("CL.0", request("GET /sign-in/", length, body=HIDDEN), FINE)
    for number, twisted in enumerate(
        (
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding:\x0bchunked",
            "Transfer-Encoding:\r\n chunked",
            "X: x\nTransfer-Encoding: chunked",
            "Transfer-Encoding: \x00chunked",
            'Transfer-Encoding: "chunked"',
            "Transfer-Encoding: chunk",
        )
    ):
        yield Odd(f"TE.TE {number}", _post("Content-Length: 5", twisted, body=b"0\r\n\r\n" + HIDDEN))
    for plain in ("Transfer_Encoding: chunked", "Content-Encoding: chunked", "X-Transfer-Encoding: chunked"):
        yield Odd(f"length alone, {plain}", _post("Content-Length: 5", plain, body=b"0\r\n\r\n" + HIDDEN), FINE, 2)
    for lengths in (
        "0\r\nContent-Length: 44", "44\r\nContent-Length: 0", "0, 44", "+0", "-1", "0x10", "1_0", "1 0", "", "1.0",
        "9" * 30, "\xb2", "0\x0b",
    ):  # fmt: skip
        yield Odd(f"length {lengths[:20]!r}", _post(f"Content-Length: {lengths}", body=HIDDEN))


def _chunks() -> Iterator[Odd]:
    for size in (
        b"-1", b"0x5", b"+5", b" 5", b"5_0", b"FFFFFFFFFFFFFFFFF", b"", b"g", b"5;\n", b"5\n", b"5\r", b"\xb2",
        b"5;" + b"a" * 20_000,
    ):  # fmt: skip
        yield Odd(f"chunk of size {size[:12]!r}", _post(CHUNKED, body=size + b"\r\nabcde\r\n0\r\n\r\n"))
    yield Odd("chunk too long", _post(CHUNKED, body=b"2\r\nabcde\r\n0\r\n\r\n"))
    yield Odd("chunk without its end", _post(CHUNKED, body=b"5\r\nabcdeXX0\r\n\r\n" + HIDDEN))
    yield Odd("trailer that frames", _post(CHUNKED, body=b"0\r\nContent-Length: 5\r\n\r\n"))
    yield Odd("trailers without end", _post(CHUNKED, body=b"0\r\n" + b"A: b\r\n" * 5000 + b"\r\n"))


def _headers() -> Iterator[Odd]:
    lines = {
        "folded": "X-A: b\r\n c",
        "space before the colon": "X-A : b",
        "space in the name": "X A: b",
        "no name": ": b",
        "no colon": "X-A",
        "CR in a value": "X-A: b\rContent-Length: 5",
        "NUL in a value": "X-A: b\x00c",
        "NUL in a name": "X\x00A: b",
        "colon in a name": "X:A: b",
        "letters beyond ASCII in a name": "X-\xe5: b",
        "100 KB in one": "X-A: " + "a" * 100_000,
        "1 000 of them": "\r\n".join(f"X-{number}: a" for number in range(1000)),
        "an empty name of a cookie": "Cookie: =; =;;;; a=b=c; \x22",
        "40 KB of languages": "\r\n".join(["Accept-Language: " + "sv;q=0.1," * 800] * 5),
        "half a language": "Accept-Language: sv;q=\x22",
        "a broken range": "Range: bytes=5-1,-,0-0,0-0",
        "an expectation": "Expect: 200-ok",
        "an upgrade": "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        "a script name": "SCRIPT_NAME: /evil",
        "a path": "PATH_INFO: /people/",
        "somebody": "REMOTE_USER: admin\r\nX-Remote-User: admin\r\nRemote-User: admin",
        "two schemes": "X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off",
        "an inner address": "X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1",
        "another host": "X-Forwarded-Host: evil.example\r\nX-Host: evil.example",
        "another address": "X-Original-URL: /people/\r\nX-Rewrite-URL: /people/",
        "another method": "X-HTTP-Method-Override: DELETE",
    }
    for name, line in lines.items():
        yield Odd(f"header: {name}", request("GET /sign-in/", line), FINE)


def _hosts() -> Iterator[Odd]:
    yield Odd("no host", b"GET /sign-in/ HTTP/1.1\r\n\r\n", FINE)
    for host in (
        "evil.example", "127.0.0.1\r\nHost: evil.example", "evil.example\r\nHost: 127.0.0.1", "127.0.0.1:80:80",
        "127.0.0.1@evil.example", "127.0.0.1 evil", "[::1", "", "127.0.0.1#evil", "a" * 5000, "evil.example:127.0.0.1",
        "127.0.0.1:99999999", "127.0.0.1,evil.example", "\xe5", "127.0.0.1\x00evil",
    ):  # fmt: skip
        right = FINE if host.startswith("127.0.0.1:9") else REFUSED
        yield Odd(f"host {host[:24]!r}", request("GET /sign-in/", host=host), right)


def _lines() -> Iterator[Odd]:
    for line in (
        "GET http://evil.example/ HTTP/1.1", "GET //evil.example/ HTTP/1.1", "GET /../../etc/passwd HTTP/1.1",
        "GET /static/..%2f..%2fsecrets.json HTTP/1.1", "GET /static/../../secrets.json HTTP/1.1",
        "GET /static/%2e%2e/%2e%2e/secrets.json HTTP/1.1", "GET /static//etc/passwd HTTP/1.1",
        "GET /.git/config HTTP/1.1", "GET /static/%00 HTTP/1.1", "GET /%ff%fe HTTP/1.1", "GET /%zz%u0041 HTTP/1.1",
        "GET /\xe5\xe4\xf6 HTTP/1.1", "GET \\evil.example HTTP/1.1", "GET /a b HTTP/1.1", "GET /;/../people/ HTTP/1.1",
        "GET /sign-in/?" + "a=b&" * 900 + " HTTP/1.1", "GET /sign-in/?next=" + "%0d%0aSet-Cookie:a=b HTTP/1.1",
        "GET /?" + "a" * 100_000 + " HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "OPTIONS * HTTP/1.1",
        "TRACE / HTTP/1.1", "get / HTTP/1.1", "G\x00T / HTTP/1.1", "GETGETGETGETGETGETGETGET / HTTP/1.1",
        "DELETE /sign-in/ HTTP/1.1", "GET / HTTP/9.9", "GET / HTTP/1.1 more", "GET / http/1.1", "GET / HTTP/1.", "GET",
        " GET / HTTP/1.1", "GET\t/\tHTTP/1.1", "GET / HTTP/0.9", "PRI * HTTP/2.0", "GET  HTTP/1.1", "GET / ",
    ):  # fmt: skip
        yield Odd(f"line {line[:40]!r}", f"{line}\r\nHost: 127.0.0.1\r\n\r\n".encode("latin-1"), FINE)
    yield Odd("HTTP/0.9", b"GET /\r\n\r\n")
    yield Odd("TLS to a door without", bytes.fromhex("16030100c8010000c40303") + bytes(range(200)) + b"\r\n\r\n")
    yield Odd("binary", bytes(range(256)) * 40 + b"\r\n\r\n")
    yield Odd("only line ends", b"\r\n" * 500 + HIDDEN, FINE, 2)


def _bodies() -> Iterator[Odd]:
    yield Odd("10 GB announced", _post("Content-Length: 10000000000", body=b"login=a"))
    multipart = "Content-Type: multipart/form-data; boundary=x"
    ten = "Content-Length: 10000000000"
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n' + b"a" * 100_000
    yield Odd("10 GB announced, in parts", request("POST /sign-in/", multipart, ten, body=part))
    yield Odd("10 GB awaited", _post("Content-Length: 10000000000", "Expect: 100-continue"), REFUSED | {100}, 2)
    json = "Content-Type: application/json"
    yield Odd("10 GB to the API", request("POST /api/v1/questions", json, ten, body=b"{"), REFUSED | {401})
    two, large = "Content-Length: 2000000", b"a" * 2_000_000
    yield Odd("2 MB to the API", request("POST /api/v1/questions", json, two, body=large), REFUSED | {401})
    yield Odd("2 MB to a form", _post(two, body=large))
    yield Odd("a form in chunks", _post(CHUNKED, body=b"7\r\nlogin=a\r\n0\r\n\r\n"))
    yield Odd("a squeezed form", _post("Content-Encoding: gzip", "Content-Length: 20", body=b"\x1f\x8b" + b"a" * 18))


def everything() -> list[Odd]:
    """All of them."""
    return [*_framing(), *_chunks(), *_headers(), *_hosts(), *_lines(), *_bodies()]
