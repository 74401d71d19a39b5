"""The keys that the log is sealed with: they come from the environment, the first one seals and all can check."""

import hmac
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST: Final = 32
TAG: Final = 16
"""Bytes of a row's tag: enough that none can be guessed."""


@dataclass(frozen=True)
class Key:
    """One key, with the name that seals carry, and a key of its own for each use."""

    id: str
    for_rows: bytes
    for_heads: bytes
    for_lines: bytes

    def tag(self, row: bytes) -> bytes:
        """What stands in a seal for a row."""
        return hmac.digest(self.for_rows, row, "sha256")[:TAG]

    def head(self, seal: bytes) -> str:
        """The chain's head after a seal."""
        return hmac.digest(self.for_heads, seal, "sha256").hex()

    def signature(self, line: bytes) -> str:
        """What a published line is signed with."""
        return hmac.digest(self.for_lines, line, "sha256").hex()


def current() -> Key:
    """The key that seals now."""
    return _made(settings.LOG_KEYS[0])


def known() -> dict[str, Key]:
    """Every key that there is, by the name that seals carry."""
    return {key.id: key for key in map(_made, settings.LOG_KEYS)}


@cache
def _made(secret: str) -> Key:
    if len(secret) < SHORTEST:
        raise ImproperlyConfigured(f"a key in SAMSPEL_LOG_KEY is shorter than {SHORTEST} characters")
    name, *parts = (hmac.digest(secret.encode(), f"samspel log {use}".encode(), "sha256") for use in _USES)
    return Key(name.hex()[:8], *parts)


_USES: Final = ("name", "rows", "heads", "lines")
