"""A municipality's years of work, made by SQL: invented, but spread as real work is, and true to every constraint."""

from pathlib import Path

import psycopg

from samspel.core import crypto

HERE = Path(__file__).parent
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%'
"""


def fill(owner: str, *, questions: int, log_rows: int) -> None:
    """Fill an empty, migrated database with the cast in it. Search indexes are built afterwards, which is quicker."""
    with psycopg.connect(owner, autocommit=True) as connection:
        indexes = connection.execute(INDEXES).fetchall()
        for name, _definition in indexes:
            connection.execute(f'DROP INDEX "{name}"'.encode())
        with connection.transaction():
            _set(connection, questions=questions, log_rows=log_rows, sealed=crypto.seal("boende@example.org"))
            for file in sorted(HERE.glob("sql/*.sql")):
                connection.execute(file.read_bytes())
        for _name, definition in indexes:
            connection.execute(str(definition).encode())
        connection.execute("VACUUM ANALYZE")


def _set(connection: "psycopg.Connection[tuple[object, ...]]", **values: object) -> None:
    """What the files read as current_setting('bench.name')."""
    for name, value in values.items():
        connection.execute("SELECT set_config(%s, %s, true)", [f"bench.{name}", str(value)])
