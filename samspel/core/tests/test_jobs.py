"""A worker that was killed leaves nothing behind for ever, and one whose clock was set begins anew."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, connections
from procrastinate import RetryStrategy

from samspel.core import jobs
from samspel.core.jobs import app

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

pytestmark = pytest.mark.django_db(transaction=True)


def sql(text: str, *values: str | int | None) -> list[tuple[Any, ...]]:
    """What a statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else []


def left_lying(task: str, attempts: int = 0, lock: str | None = None) -> int:
    """A job that a worker had begun when it was killed; its number."""
    return sql(  # type: ignore[no-any-return]
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, queueing_lock, args)"
        " VALUES ('default', %s, 'doing', %s, %s, '{}') RETURNING id",
        task,
        attempts,
        lock,
    )[0][0]


def run(job: Callable[[], Awaitable[object]]) -> None:
    """Run it in a thread of its own: that of the tests may have the browser's event loop."""

    def alone() -> None:
        try:
            async_to_sync(job)()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone).result()


def status(job: int) -> object:
    """How it stands."""
    return sql("SELECT status FROM procrastinate_jobs WHERE id = %s", job)[0][0]


def test_the_jobs_of_a_killed_worker_go_to_another() -> None:
    job = left_lying("core.tidy")
    run(jobs.retry_stalled)
    assert status(job) == "todo"


def test_a_job_whose_end_its_living_worker_could_not_write_down_is_run_again() -> None:
    worker = sql("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")[0][0]
    lost, busy = left_lying("core.tidy"), left_lying("core.tidy")
    sql("UPDATE procrastinate_jobs SET worker_id = %s", worker)
    for job, minutes in ((lost, 61), (busy, 59)):
        sql(
            "INSERT INTO procrastinate_events (job_id, type, at)"
            " VALUES (%s, 'started', now() - make_interval(mins => %s))",
            job,
            minutes,
        )
    run(jobs.retry_stalled)
    assert (status(lost), status(busy)) == ("todo", "doing")


def test_one_whose_next_waits_already_is_ended_and_keeps_no_other_lying() -> None:
    first, second = left_lying("core.tidy", lock="core.tidy"), left_lying("questions.remind")
    sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, args)"
        " VALUES ('default', 'core.tidy', 'todo', 'core.tidy', '{}')"
    )
    run(jobs.retry_stalled)
    assert (status(first), status(second)) == ("failed", "todo")


def test_one_that_takes_its_worker_with_it_each_time_is_not_begun_for_ever() -> None:
    job = left_lying("core.tidy", attempts=jobs.MOST_STARTS)
    run(jobs.retry_stalled)
    assert status(job) == "failed"


def test_what_was_finished_days_ago_is_dropped_and_what_waits_is_not() -> None:
    done, waits = left_lying("core.tidy"), left_lying("core.tidy")
    sql("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", done)
    sql("UPDATE procrastinate_events SET at = now() - interval '10 days' WHERE job_id IN (%s, %s)", done, waits)
    run(jobs.forget_old)
    assert sql("SELECT id FROM procrastinate_jobs") == [(waits,)]


def test_what_runs_once_a_day_is_tried_again_when_it_fails() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    crons = {task: one.cron for (task, _name), one in app.periodic_registry.periodic_tasks.items()}
    seldom = {task for task, cron in crons.items() if not cron.startswith("* ")}
    assert seldom
    assert {task for task in seldom if not isinstance(app.tasks[task].retry_strategy, RetryStrategy)} == set()


class Ended(Exception):
    """Sleeping ends here."""


def test_a_clock_that_is_set_ends_the_worker_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    walls = iter([1000.0, 1005.0, 1010.1, 1015.0 - 3600])
    monotonic = iter([0.0, 5.0, 10.0, 15.0])
    ended: list[tuple[int, int]] = []
    monkeypatch.setattr(time, "time", lambda: next(walls, 0.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(monotonic, 0.0))
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(os, "kill", lambda pid, number: ended.append((pid, number)))
    watch = jobs.ClockWatch()
    watch.run()
    assert watch.moved
    assert ended == [(os.getpid(), signal.SIGTERM)]


def test_a_clock_that_only_drifts_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: Iterator[int] = iter(range(200))

    def sleep(_seconds: float) -> None:
        if next(ticks) == 100:
            raise Ended

    monkeypatch.setattr(time, "sleep", sleep)
    watch = jobs.ClockWatch()
    with pytest.raises(Ended):
        watch.run()
    assert not watch.moved
