"""What stands in the test database from the start, and comes back after a test that emptied it."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction

SCHEMA = "kept"
_tables: list[str] = []


def keep() -> None:
    """Put a copy aside of every row of our own tables as they stand now."""
    from samspel.core.models import LogRow

    models = [model for app in apps.get_app_configs() if app.name.startswith("samspel.") for model in app.get_models()]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        # A test's log begins with the test.
        cursor.execute(f"TRUNCATE {LogRow._meta.db_table}")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in sorted({model._meta.db_table for model in models}):
            cursor.execute(f"CREATE TABLE {SCHEMA}.{table} AS TABLE {table}")
            if cursor.rowcount:
                _tables.append(table)
    connection.close()


def restore() -> None:
    """Put back what was kept. In one transaction, since rows point at each other until its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {SCHEMA}.{table}")
