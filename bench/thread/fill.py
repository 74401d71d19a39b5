"""Ten years of observations by COPY, with their kept sums; then interventions, measures, money and what joins them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import psycopg

from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, ObservationKind
from samspel.observations import grid
from samspel.observations.week import FELT, NO_DAY, NO_HOUR, Week

HERE: Final = Path(__file__).parent
YEARS: Final = 10
SEED: Final = 46
_BUSY: Final = (3.0, 2.2, 1.6)
"""How much more is seen in the first areas than in the others."""
_HOURS: Final = np.array([2, 1, 0, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4, 5, 6, 7, 7, 8, 8, 9, 9, 7, 4], dtype=float)
_FAR: Final = 0.006
"""Degrees that things lie from the middle of their area."""
_DAYS: Final = np.array([11, 11, 12, 13, 19, 21, 13], dtype=float)
_STAGED: Final = (
    "CREATE TEMP TABLE staged (kind_id bigint, area_id bigint, felt text, felt_step int, latitude float8,"
    " longitude float8, east int, north int, user_id bigint, at timestamp, monday date, weekday int, hour int,"
    " known text) ON COMMIT DROP"
)


def fill(owner: str, *, observations: int, interventions: int, measures: int) -> None:
    """Fill a migrated database that has the municipality and the cast in it."""
    with psycopg.connect(owner, autocommit=True) as connection:
        with connection.transaction():
            connection.execute(_STAGED)
            with connection.cursor().copy("COPY staged FROM STDIN") as copy:
                for part in _drawn(observations):
                    for row in zip(*part, strict=True):
                        copy.write_row(row)
            connection.execute((HERE / "sql" / "1_observations.sql").read_bytes())
        with connection.transaction():
            for name, value in (("interventions", interventions), ("measures", measures)):
                connection.execute("SELECT set_config(%s, %s, true)", [f"bench.{name}", str(value)])
            connection.execute((HERE / "sql" / "2_work.sql").read_bytes())
        connection.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class _Town:
    """What observations are drawn from."""

    chance: np.random.Generator
    areas: list[Area]
    kinds: list[ObservationKind]
    last: date

    @property
    def shares(self) -> grid.FloatArray:
        """How much of all is seen in each area."""
        found = np.array([_BUSY[index] if index < len(_BUSY) else 1.0 for index in range(len(self.areas))])
        shares: grid.FloatArray = found / found.sum()
        return shares


def _drawn(count: int, at_once: int = 50_000) -> Iterator[tuple[Any, ...]]:
    """The observations column by column, some at a time: more in the evening, at the end of the week, and in the busy
    areas."""
    last = Week.of(clock.today()).plus(-1).monday
    town = _Town(np.random.default_rng(SEED), municipality.areas(), municipality.observation_kinds(), last)
    for start in range(0, count, at_once):
        yield (*_what_where(town, min(at_once, count - start)), *_when(town, min(at_once, count - start)))


def _what_where(town: _Town, rows: int) -> tuple[Any, ...]:
    chance, kinds = town.chance, [one.pk for one in town.kinds]
    where = chance.choice(len(town.areas), rows, p=town.shares)
    kind = np.minimum((chance.random(rows) ** 1.6 * len(kinds)).astype(int), len(kinds) - 1)
    felt = chance.choice(list(FELT), rows, p=[0.3, 0.1, 0.25, 0.35]).tolist()
    north = np.array([one.latitude for one in town.areas])[where] + chance.normal(0, _FAR / 2, rows)
    east = np.array([one.longitude for one in town.areas])[where] + chance.normal(0, _FAR, rows)
    squares = grid.cells(north, east)
    return (
        [kinds[one] for one in kind], [town.areas[one].pk for one in where], felt, [FELT[one] for one in felt],
        north.tolist(), east.tolist(), squares[:, 0].tolist(), squares[:, 1].tolist(),
        chance.integers(0, 30, rows).tolist(),
    )  # fmt: skip


def _when(town: _Town, rows: int) -> tuple[Any, ...]:
    chance = town.chance
    weeks, days = chance.integers(0, YEARS * 52, rows), chance.choice(7, rows, p=_DAYS / _DAYS.sum())
    hours, minutes = chance.choice(24, rows, p=_HOURS / _HOURS.sum()), chance.integers(0, 60, rows)
    known = chance.choice(["exact", "day", "unknown"], rows, p=[0.85, 0.1, 0.05])
    mondays = [town.last - timedelta(weeks=int(back)) for back in weeks]
    at = [
        datetime(day.year, day.month, day.day, int(hour), int(minute)) + timedelta(days=int(weekday))  # noqa: DTZ001
        for day, weekday, hour, minute in zip(mondays, days, hours, minutes, strict=True)
    ]
    return (
        at, mondays, np.where(known == "unknown", NO_DAY, days).tolist(),
        np.where(known == "exact", hours, NO_HOUR).tolist(), known.tolist(),
    )  # fmt: skip
