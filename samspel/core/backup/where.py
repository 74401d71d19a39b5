"""Which database is meant, in the words of PostgreSQL's own programs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


@dataclass(frozen=True)
class Where:
    """A database and who signs in to it, as libpq calls them."""

    parameters: dict[str, str]

    @classmethod
    def of(cls, connection: BaseDatabaseWrapper) -> Where:
        """The database of one of Django's connections."""
        given: dict[str, Any] = connection.get_connection_params()
        return cls({name: str(given[name]) for name in _NAMES | _OPTIONS if given.get(name)})

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection of one's own, whose answers read the same on every server."""
        options = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex"
        return psycopg.connect("", **self.parameters, options=options)  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        """What a program of PostgreSQL's is given: its command line, with the password, could be read by everybody."""
        known = _NAMES | _OPTIONS
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {known[name]: value for name, value in self.parameters.items()}
