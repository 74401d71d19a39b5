"""Numbers that people read out: 2026-0412."""

from django.db import connection

_NEXT = """
    INSERT INTO core_counter (series, value) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET value = core_counter.value + 1
    RETURNING value
"""


def next_number(series: str) -> int:
    """The next number in the series, from 1, without holes: it is given back if the transaction fails."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        (value,) = cursor.fetchone()
    return int(value)
