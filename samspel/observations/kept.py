"""The kept sums: what the week needs, counted once, in the transaction of each observation that changes them.

Who writes an observation calls `note` (one) or `note_many` (an import) once in its transaction, last: so two who write
at once take the rows in one order, and none waits for the other in a ring. The sums are added to where they stand
(`ON CONFLICT ... count + `), never read first, so none is lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection

from samspel.core import clock
from samspel.observations import grid
from samspel.observations.models import Observation, Trait
from samspel.observations.rules import STANDING, WhenKnown
from samspel.observations.week import FELT, Week, when


class Key(NamedTuple):
    """What one kept sum is of; `area` is its id, 0 where none is known."""

    trait: int
    monday: date
    area: int
    x: int
    y: int


_ADD = """
    INSERT INTO observations_weeksum AS kept (trait, monday, area_id, x, y, count)
    SELECT trait, monday, nullif(area, 0), x, y, count
    FROM unnest(%s::smallint[], %s::date[], %s::bigint[], %s::int[], %s::int[], %s::int[])
        AS added (trait, monday, area, x, y, count)
    ON CONFLICT (trait, monday, area_id, x, y) DO UPDATE SET count = kept.count + excluded.count
"""


def note(before: Observation | None, after: Observation | None) -> None:
    """An observation has become another: None before for a new one, None after for one that is gone.

    `before` is as it was read (a copy, where the same object is then changed). One that is withdrawn counts as gone.
    """
    note_many([(before, after)])


def note_many(changes: Iterable[tuple[Observation | None, Observation | None]]) -> None:
    """The same for many at once, in one statement."""
    sums: Counter[Key] = Counter()
    for before, after in changes:
        sums.subtract(keys(before) if before else ())
        sums.update(keys(after) if after else ())
    add(sums)


def keys(one: Observation) -> Iterator[Key]:
    """The sums that an observation is counted in: none when it is withdrawn."""
    if one.stands not in STANDING:
        return
    first, last = clock.local(one.happened_from), clock.local(one.happened_to)
    monday, area = Week.of(first.date()).monday, one.area_id or 0
    yield Key(Trait.ALL, monday, area, 0, 0)
    kind, time = (one.kind_id, FELT[one.felt]), when(WhenKnown(one.when_known), first, last)
    yield Key(Trait.KIND, monday, area, *kind)
    yield Key(Trait.WHOLE_KIND, monday, 0, *kind)
    yield Key(Trait.TIME, monday, area, *time)
    yield Key(Trait.WHOLE_TIME, monday, 0, *time)
    if one.place_id is not None:
        yield Key(Trait.PLACE, monday, area, one.place_id, 0)
        yield Key(Trait.WHOLE_PLACE, monday, 0, one.place_id, 0)
    if one.latitude is not None and one.longitude is not None:
        cell = grid.cell(one.latitude, one.longitude)
        if cell is not None:
            yield Key(Trait.CELL, monday, area, cell.east, cell.north)


def add(sums: Counter[Key]) -> None:
    """Add to what is kept, or take away where negative, in one statement."""
    changed = sorted((key, count) for key, count in sums.items() if count)
    if not changed:
        return
    columns = [list(column) for column in zip(*((*key, count) for key, count in changed), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, columns)
