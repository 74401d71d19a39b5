"""The kept sums are what the observations come to: after anything that is done, and with twenty at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samspel.core import log
from samspel.core.actors import Job
from samspel.observations import kept, tasks
from samspel.observations.models import Observation, State, Trait, WeekSum
from samspel.observations.rules import WhenKnown
from samspel.observations.services.summing import check_sums
from samspel.observations.tests.weeks import WEEK, area, moment, one, seen
from samspel.observations.week import NO_DAY, NO_HOUR, Week

BY = Job("tests")
AT_ONCE = 20

_COUNTED = """
    SELECT date_trunc('week', happened_from AT TIME ZONE 'Europe/Stockholm')::date, area_id, kind_id, count(*)
    FROM observations_observation WHERE state <> 'withdrawn' GROUP BY 1, 2, 3
"""


def counted() -> Counter[Any]:
    """What the observations come to by week, area and kind, in the database's own words."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED)
        return Counter({tuple(key): count for *key, count in cursor.fetchall()})


def kept_by_kind() -> Counter[Any]:
    """The same as it is kept."""
    found: Counter[Any] = Counter()
    for monday, where, kind, count in WeekSum.objects.filter(trait=Trait.KIND).values_list(
        "monday", "area_id", "x", "count"
    ):
        found[monday, where, kind] += count
    return +found


moments = st.datetimes(datetime(2024, 12, 20), datetime(2027, 1, 10), timezones=st.just(UTC))  # noqa: DTZ001 - with UTC
kinds_of_time = st.sampled_from([WhenKnown.EXACT, WhenKnown.SPAN, WhenKnown.DAY, WhenKnown.UNKNOWN])
drawn = st.tuples(
    moments, st.integers(0, 4000), kinds_of_time, st.integers(0, 3), st.sampled_from(["", "berga", "ryd"]),
    st.sampled_from(["", "calm", "uneasy", "unsafe"]), st.booleans(),
)  # fmt: skip
doing = st.lists(st.tuples(st.sampled_from(["report", "correct", "withdraw"]), st.integers(0, 30), drawn), max_size=14)


def made(values: Any) -> Observation:
    """An observation out of drawn values."""
    at, minutes, known, kind, where, felt, pinned = values
    until = at + timedelta(minutes=minutes if known is WhenKnown.SPAN else 0)
    return one(
        area(where) if where else None, at, kind=kind, until=until, known=known, felt=felt,
        pin=(58.39 + minutes / 1e5, 15.63) if pinned else None,
    )  # fmt: skip


class KeptSums(TestCase):
    """By property, each example in a transaction of its own."""

    @settings(max_examples=25, deadline=None)
    @given(doing)
    def test_after_anything_that_is_done_the_kept_sums_are_the_counted_ones(self, acts: Any) -> None:
        rows: list[Observation] = []
        for act, which, values in acts:
            do(act, which, values, rows)
        assert kept_by_kind() == counted()
        assert check_sums(by=BY, mend=False).wrong == 0


def do(act: str, which: int, values: Any, rows: list[Observation]) -> None:
    """Report, correct or withdraw one."""
    if act == "report" or not rows:
        rows.extend(seen([made(values)]))
        return
    row = rows[which % len(rows)]
    before = copy(row)
    if act == "withdraw":
        row.state = State.WITHDRAWN
    else:
        new = made(values)
        for name in ("kind", "area", "felt", "happened_from", "happened_to", "when_known", "latitude", "longitude"):
            setattr(row, name, getattr(new, name))
    row.save()
    kept.note(before, row)


@pytest.mark.parametrize(
    ("known", "minutes", "x", "y"),
    [
        (WhenKnown.EXACT, 0, 4, 21),
        (WhenKnown.SPAN, 30, 4, 21),
        (WhenKnown.SPAN, 45, 4, 21),
        (WhenKnown.SPAN, 46, 4, NO_HOUR),
        (WhenKnown.SPAN, 165, 4, NO_HOUR),
        (WhenKnown.SPAN, 166, NO_DAY, NO_HOUR),
        (WhenKnown.DAY, 0, 4, NO_HOUR),
        (WhenKnown.UNKNOWN, 0, NO_DAY, NO_HOUR),
    ],
)
@pytest.mark.django_db
def test_no_weekday_and_no_hour_is_guessed(known: WhenKnown, minutes: int, x: int, y: int) -> None:
    at = moment(WEEK, 4, 21, 15)
    seen([one(area("berga"), at, until=at + timedelta(minutes=minutes), known=known)])
    assert WeekSum.objects.filter(trait=Trait.TIME).values_list("x", "y").get() == (x, y)


@pytest.mark.django_db
def test_the_week_is_that_of_the_wall_clock() -> None:
    seen([one(None, datetime(2026, 11, 8, 23, 30, tzinfo=UTC))])
    assert WeekSum.objects.get(trait=Trait.ALL).monday == WEEK.monday
    seen([one(None, datetime(2026, 11, 8, 22, 30, tzinfo=UTC))])
    assert WeekSum.objects.filter(trait=Trait.ALL, monday=WEEK.plus(-1).monday).exists()


@pytest.mark.django_db
def test_a_wrong_sum_is_found_told_and_mended() -> None:
    seen([one(area("berga"), moment(WEEK, 1, 12)) for _ in range(3)])
    WeekSum.objects.filter(trait=Trait.ALL).update(count=7)
    before = log.written()
    assert check_sums(by=BY, mend=False).wrong == 1
    assert log.written() == before
    assert check_sums(by=BY, mend=True).wrong == 1
    assert log.written() == before + 1
    assert WeekSum.objects.get(trait=Trait.ALL).count == 3
    assert check_sums(by=BY, mend=False).wrong == 0


@pytest.mark.django_db
def test_each_night_what_differs_is_mended() -> None:
    rows = seen([one(area("berga"), moment(WEEK, 1, 12))])
    Observation.objects.filter(pk=rows[0].pk).delete()
    tasks.check_kept_sums(0)
    assert not WeekSum.objects.exclude(count=0).exists()


@pytest.mark.django_db
def test_the_operator_is_told_and_the_command_fails_when_a_sum_is_wrong() -> None:
    from samspel.cli.sums import command

    seen([one(area("berga"), moment(WEEK, 1, 12))])
    assert CliRunner().invoke(command, ["check"]).exit_code == 0
    WeekSum.objects.filter(trait=Trait.ALL).update(count=2)
    assert CliRunner().invoke(command, ["check"]).exit_code == 1
    assert CliRunner().invoke(command, ["mend"]).exit_code == 0
    assert CliRunner().invoke(command, ["check"]).exit_code == 0


# ---------- Twenty at once


def all_at_once(do: Callable[[int], Any]) -> list[Any]:
    """Run `do` with 0 to 19 in twenty threads that start together, each with its own connection."""
    ready = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            connection.ensure_connection()
            ready.wait(timeout=30)
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def several(number: int) -> list[Observation]:
    """A few in an order that differs from one to the next: who took rows in that order would wait in a ring."""
    weeks = [WEEK.plus(-back) for back in range(4)]
    turned = weeks[number % 4 :] + weeks[: number % 4]
    return [one(area("berga"), moment(week, 2, 12)) for week in turned]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast")
def test_twenty_at_once_are_all_counted() -> None:
    all_at_once(lambda number: seen(several(number)))
    sums = WeekSum.objects.filter(trait=Trait.ALL).values_list("count", flat=True)
    assert list(sums) == [AT_ONCE] * 4
    assert check_sums(by=BY, mend=False).wrong == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast")
def test_control_read_and_written_back_some_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    together = Barrier(AT_ONCE)
    seen([one(area("berga"), moment(WEEK, 2, 12))])

    def read_first(sums: Counter[kept.Key]) -> None:
        """Adds to what it read, when all have read."""
        key = next(key for key in sums if key.trait == Trait.ALL)
        row = WeekSum.objects.get(trait=key.trait, monday=key.monday, area=key.area)
        together.wait(timeout=30)
        WeekSum.objects.filter(pk=row.pk).update(count=row.count + sums[key])

    monkeypatch.setattr(kept, "add", read_first)
    all_at_once(lambda _number: seen([one(area("berga"), moment(WEEK, 2, 12))]))
    assert WeekSum.objects.get(trait=Trait.ALL).count < AT_ONCE + 1


def test_weeks_are_read_and_written_as_iso_says() -> None:
    assert str(WEEK) == "2026-W46"
    assert str(Week.read("2026-W53")) == "2026-W53"
    assert Week.read("2025-W53") is None
    assert Week.read("2026-W00") is None
    assert Week.read("vecka 46") is None
    assert [str(week) for week in WEEK.back(2)] == ["2026-W45", "2026-W46"]
