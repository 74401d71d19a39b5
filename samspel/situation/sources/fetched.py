"""What a source hands back, and the one way in which a server is asked."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.utils.translation import gettext as _

from samspel.situation.rules import Period

LONGEST: Final = 8_000_000
"""Bytes: far more than the values of one indicator."""
PATIENCE: Final = 20.0
"""Seconds that a server is waited for."""


class Faulty(Exception):
    """The server did not answer, or not in the form that its documentation describes. Told to the user as it is."""


@dataclass(frozen=True)
class Fetched:
    """One value as the source gave it. `sex` is all, women or men."""

    period: Period
    sex: str
    value: Decimal


Ask = Callable[[str, Mapping[str, Any] | None], Any]
"""(address, what is sent as JSON or None) -> what was answered, read from JSON. Raises Faulty."""


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A server that sends us on is not followed: it could send us anywhere."""
        return


def asker(base: str) -> Ask:
    """How the server at `base` is asked: over https alone, that host alone, no redirects, a limit to time and size."""
    there = urlsplit(base)
    if there.scheme != "https" or not there.hostname or there.username or there.query or there.fragment:
        raise Faulty(_("the server's address in the settings is not a plain https address"))
    opener = build_opener(_Stays, ProxyHandler())

    def ask(address: str, sent: Mapping[str, Any] | None = None) -> Any:
        asked = urlsplit(address)
        if (asked.scheme, asked.netloc) != (there.scheme, there.netloc) or not asked.path.startswith(there.path):
            raise Faulty(_("the server pointed to another server"))
        body = None if sent is None else json.dumps(sent).encode()
        headers = {"Accept": "application/json", "User-Agent": "Samspel"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = Request(address, data=body, headers=headers)  # noqa: S310 - https to the server of the settings
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return read(answer.read(LONGEST + 1))
        except (URLError, HTTPException, TimeoutError, OSError) as fault:
            raise Faulty(f"{type(fault).__name__}: {fault}"[:200]) from fault

    return ask


def read(raw: bytes) -> Any:
    """What an answer says; numbers keep their decimals. Raises Faulty when it is too long or no JSON."""
    if len(raw) > LONGEST:
        raise Faulty(_("the answer is too long"))
    try:
        return json.loads(raw, parse_float=Decimal)
    except (ValueError, RecursionError) as fault:
        raise Faulty(_("the answer is not JSON")) from fault


def number(value: object) -> Decimal | None:
    """A value of an answer as a number; None where it is missing or hidden by the source."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() else None
