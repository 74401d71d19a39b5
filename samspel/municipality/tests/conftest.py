"""A database without municipality, for those tests that bring their own."""

import pytest
from django.apps import apps
from django.db import connection


@pytest.fixture
def empty(db: None) -> None:
    """Every row of ours is gone for the length of the test; the log, which nobody may delete from, begins empty."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith("samspel.") and not getattr(model, "insert_only", False)
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
