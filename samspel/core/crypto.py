"""Text that is encrypted or marked in the database: keys come from the environment, the first writes, all can read.

What is kept longer than a session stands on these keys and not on SECRET_KEY, which may be changed on any day.
"""

import hmac
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def seal(text: str) -> str:
    """The text, encrypted."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed; ValueError when its key is not there any more."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise ValueError("sealed with a key that is not in SAMSPEL_FIELD_KEYS") from fault


def marks(purpose: str, of: bytes) -> tuple[str, ...]:
    """What stands for something that can't be read out of it: in hexadecimal, one by each key.

    The first is by the key that writes, and is what is kept; what was kept before is any of them.
    """
    keys = (hmac.digest(key.encode(), f"samspel {purpose}".encode(), "sha256") for key in settings.FIELD_KEYS)
    return tuple(hmac.digest(key, of, "sha256").hex() for key in keys)


if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class SealedTextField(Text):
    """Text that stands encrypted in its column; '' stays ''."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(value) if value else value
