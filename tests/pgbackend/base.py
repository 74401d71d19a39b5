"""The connection: signed in as the owner, who takes on the application's role as soon as it is open (`assume_role`)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql import base, creation, operations

from samspel.core import grants
from tests import kept
from tests.pgbackend.template import template

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tables that are not Django's own to empty, but would carry jobs from one test into the next.
JOBS = "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers CASCADE"


class DatabaseCreation(creation.DatabaseCreation):
    """Makes and drops the test database as its owner."""

    @contextlib.contextmanager
    def as_owner(self) -> Iterator[None]:
        """Connections opened in here keep the rights they signed in with."""
        options = self.connection.settings_dict["OPTIONS"]
        role = options.pop("assume_role")
        self.connection.close()
        try:
            yield
        finally:
            options["assume_role"] = role
            self.connection.close()

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Copy the migrated template, then give the application its rights."""
        with self.as_owner():
            self.connection.settings_dict["TEST"]["TEMPLATE"] = template(self.connection)
            name = super().create_test_db(*args, **kwargs)
            grants.apply(self.connection)
        return name

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Drop it."""
        with self.as_owner():
            super().destroy_test_db(*args, **kwargs)

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        # A thread of a live server may still be answering a browser that has gone: it holds nothing back.
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(test_database_name)} WITH (FORCE)")


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables as their owner: the application may not."""

    def execute_sql_flush(self, sql_list: Any) -> None:
        """Empty the tables, and the jobs with them; what stood there from the start comes back."""
        role = self.connection.settings_dict["OPTIONS"]["assume_role"]
        with self.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        try:
            super().execute_sql_flush([*sql_list, JOBS])
            kept.restore()
        finally:
            with self.connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {self.quote_name(role)}")


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend `tests.pgbackend`."""

    creation_class = DatabaseCreation
    ops_class = DatabaseOperations
