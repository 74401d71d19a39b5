"""Text that is encrypted in the database: keys come from the environment, the first writes and all can read."""

from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


class SealedTextField(models.TextField[str, str]):
    """Text that stands encrypted in its column; '' stays ''."""

    def get_prep_value(self, value: Any) -> Any:
        return _fernet().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value:
            return value
        try:
            return _fernet().decrypt(value.encode()).decode()
        except InvalidToken as fault:
            raise ValueError("sealed with a key that is not in SAMSPEL_FIELD_KEYS") from fault
