"""A database without municipality, for those tests that bring their own."""

import pytest
from django.apps import apps
from django.db import connection


@pytest.fixture
def empty(db: None) -> None:
    """Every row of ours is gone for the length of the test; the owner takes away what the application may only add."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith("samspel.")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"SET ROLE {role}")
