"""What a database holds, as numbers that another database can be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import sql
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

_TABLES = """
    SELECT class.relname, array_agg(attribute.attname::text ORDER BY attribute.attname)
    FROM pg_class class
    JOIN pg_attribute attribute ON attribute.attrelid = class.oid
    WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p')
      AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
    GROUP BY class.relname ORDER BY class.relname
"""
# The sum does not depend on the order of rows, and sees a row that is there twice. Generated columns are left out:
# they follow from the others, and a newer server may make them anew in another way.
_SUM = """
    SELECT count(*), coalesce(sum(('x' || substr(md5(ROW({columns})::text), 1, 15))::bit(60)::bigint), 0)::text
    FROM {table}
"""


class Table(BaseModel):
    """How many rows a table has, and a sum over all that they say."""

    rows: int
    checksum: str


def tables(connection: Connection) -> dict[str, list[str]]:
    """The names of all tables, each with the columns that somebody wrote."""
    return {str(name): list(columns) for name, columns in connection.execute(_TABLES)}


def contents(connection: Connection, tell: Callable[[str], None]) -> dict[str, Table]:
    """Rows and checksum of every table, as the connection's transaction sees them."""
    found = {}
    for name, columns in tables(connection).items():
        tell(name)
        found[name] = _table(connection, name, columns)
    return found


def _table(connection: Connection, name: str, columns: list[str]) -> Table:
    statement = sql.SQL(_SUM).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)), table=sql.Identifier(name)
    )
    row = connection.execute(statement).fetchone()
    rows, checksum = row or (0, "0")
    return Table(rows=rows, checksum=checksum)


def migrations(connection: Connection) -> list[str]:
    """What had been migrated, as `app.name`; none when the database was never migrated."""
    if "django_migrations" not in tables(connection):
        return []
    return [
        f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
    ]
