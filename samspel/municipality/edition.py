"""Gives every change of the description a new mark: a trigger on each of its tables, made after every migration."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from psycopg import sql

ASIDE: Final = frozenset({"edition", "changeset", "changerow", "boundaryfile"})
"""What is being written, and what was changed before, is no part of the description that stands."""

FUNCTION: Final = """
    CREATE OR REPLACE FUNCTION municipality_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE municipality_edition SET mark = gen_random_uuid();
        RETURN NULL;
    END $$
"""
FIRST: Final = """
    INSERT INTO municipality_edition (mark, "only") VALUES (gen_random_uuid(), true) ON CONFLICT DO NOTHING
"""
WATCHED: Final = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'municipality_new_edition'"
WATCH: Final = """
    CREATE TRIGGER municipality_new_edition AFTER INSERT OR UPDATE OR DELETE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION municipality_new_edition()
"""


def tables(app: AppConfig) -> list[str]:
    """The tables that the description stands in."""
    return [model._meta.db_table for model in app.get_models() if model._meta.model_name not in ASIDE]


def watch(app_config: AppConfig, using: str, **_more: Any) -> None:
    """Called after every migration, as the owner; what is there already is left alone."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if "municipality_edition" not in there:
        return
    with connection.cursor() as cursor:
        cursor.execute(FIRST)
        cursor.execute(WATCHED)
        watched = {table for (table,) in cursor.fetchall()}
        missing = sorted(there.intersection(tables(app_config)) - watched)
        if missing:
            cursor.execute(FUNCTION)
        for table in missing:
            cursor.execute(sql.SQL(WATCH).format(sql.Identifier(table)))
