"""Database rights: the application's user owns nothing, and may only insert what is insert-only (ground rule 3)."""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

APPLICATION = "samspel_app"


def insert_only_tables() -> list[str]:
    """Tables of models that declare `insert_only`."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "insert_only", False)]


def apply(connection: BaseDatabaseWrapper, role: str = APPLICATION) -> None:
    """Give the application's role what it may do; run as the owner after every migration. Twice is the same."""
    to = sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(to),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(to),
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(to),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(to),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM {}").format(to),
    ]
    statements += [
        sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), to)
        for table in insert_only_tables()
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
