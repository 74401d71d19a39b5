"""What the drill asks an installation for by its API, and lines that break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from drill.ground import Place

NO_ANSWER = 0
"""The connection was cut before there was an answer: it may be done or not."""
ALARM = {"kind": "safety", "text": "drill: needs somebody now", "place": "the square", "callback": "070-174 06 00"}


def sent(call: Callable[[], httpx.Response]) -> httpx.Response | None:
    """The response, or None when the line broke."""
    try:
        return call()
    except httpx.TransportError:
        return None


def bearer(place: Place, username: str) -> dict[str, str]:
    """Signed in as somebody."""
    return {"Authorization": f"Bearer {place.people[username].token}"}


def made(place: Place, username: str, what: str, body: dict[str, object]) -> str:
    """Make one by POST /api/v1/<what>; its id."""
    answer = httpx.post(f"{place.url}/api/v1/{what}", json=body, headers=bearer(place, username), timeout=60)
    return str(answer.raise_for_status().json()["id"])


def alarm(place: Place) -> str:
    """Raise an alarm that nobody answers; its id."""
    return made(place, "coordinator.berga", "escalations", dict(ALARM))
