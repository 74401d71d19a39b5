"""The cache in the database, in which a place that fell free is taken by one alone."""

import base64
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

_TAKE = """
    INSERT INTO {table} AS held (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE held.expires < %s
    RETURNING 1
"""


class Cache(DatabaseCache):
    """As Django's, but for `add`: Django reads whether a key has run out and then writes, so that two take it at once.

    allauth's rate limits, and its codes that work once, are locked by `add`: a lock that a killed process left behind
    would let everybody in who comes when it runs out.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Take the key, when nobody has it or it has run out; whether it was taken."""
        until = self.get_backend_timeout(timeout)
        ends = datetime.max.replace(tzinfo=UTC) if until is None else datetime.fromtimestamp(until, tz=UTC)
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        name = self.make_and_validate_key(key, version=version)
        connection = connections[router.db_for_write(self.cache_model_class)]
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
            cursor.execute(_TAKE.format(table=table), [name, kept, ends, datetime.now(tz=UTC)])
            return cursor.fetchone() is not None
