"""The job worker's app (procrastinate): jobs take ids only, may run twice, and every one that ends leaves its beat."""

import logging
import os
import signal
import threading
import time
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.periodic import PeriodicTask

from samspel.core import clock
from samspel.core.models import Beat

__all__ = ["AGAIN", "ClockWatch", "Pulse", "app", "beat", "forget_old", "last_beat", "pulses", "ready", "retry_stalled"]

logger = logging.getLogger("samspel.jobs")
AGAIN = RetryStrategy(max_attempts=6, wait=60, linear_wait=300)
"""For what runs once a day or an hour: tried again for an hour and a quarter. What runs each minute comes by itself."""
MOST_STARTS = 5
"""A job that takes its worker with it as often as this is not begun again."""
LONGEST = timedelta(hours=1)
"""No job takes as long as this."""
FINISHED_KEPT_HOURS = 72
JUMP = 60.0
"""Seconds that a wall clock may be set by (leap seconds, a drift that is mended) without a worker minding."""


def ready(current: App) -> None:
    """Every installed module's tasks.py is found by procrastinate itself; nothing more is needed."""


def beat(job: str) -> None:
    """Note that the job ran to its end."""
    Beat.objects.update_or_create(job=job, defaults={"at": clock.now()})


@dataclass(frozen=True)
class Pulse:
    """A job that runs by the clock: when it last ran to its end, and whether it should have done so since."""

    job: str
    at: datetime | None
    late: bool


def pulses() -> list[Pulse]:
    """Each of them, by name. One that has never run is late."""
    beats = dict(Beat.objects.values_list("job", "at"))
    return [_pulse(one, beats.get(one.task.name)) for one in _periodic()]


def _periodic() -> list[PeriodicTask[..., Any, ...]]:
    return sorted(app.periodic_registry.periodic_tasks.values(), key=lambda one: one.task.name)


def _pulse(periodic: PeriodicTask[..., Any, ...], at: datetime | None) -> Pulse:
    clockwork, now = copy(periodic.croniter), clock.now()
    clockwork.set_current(start_time=now.timestamp())
    last, before = clockwork.get_prev(float), clockwork.get_prev(float)
    # As long as five of its turns, an hour at most, it may take to come to its end.
    patience = min(timedelta(seconds=5 * (last - before)), LONGEST)
    clockwork.set_current(start_time=(now - patience).timestamp())
    due = datetime.fromtimestamp(clockwork.get_prev(float), UTC)
    return Pulse(periodic.task.name, at, at is None or at < due)


def last_beat(job: str) -> datetime | None:
    """When the job last ran to its end."""
    return Beat.objects.filter(job=job).values_list("at", flat=True).first()


async def retry_stalled() -> None:
    """Give the jobs of a worker that was killed to another. One that cannot be given on holds up no other."""
    for job in await _left_lying():
        try:
            await _given_on(job)
        except UniqueViolation:
            # The next of its kind waits already.
            await _ended(job)


async def _left_lying() -> list[ProcrastinateJob]:
    """Those whose worker is gone, and those whose worker could not write down that they ended."""
    gone = [job.id for job in await app.job_manager.get_stalled_jobs()]
    doing = ProcrastinateJob.objects.filter(status=Status.DOING.value)
    began = doing.filter(procrastinateevent__type="started").annotate(began=Max("procrastinateevent__at"))
    long_ago = began.filter(began__lt=clock.now() - LONGEST).values("pk")
    return [job async for job in doing.filter(Q(pk__in=gone) | Q(pk__in=long_ago))]


async def _given_on(job: ProcrastinateJob) -> None:
    if job.attempts >= MOST_STARTS:
        logger.error("job %s %s took its worker with it %s times", job.pk, job.task_name, job.attempts)
        await _ended(job)
    else:
        await app.job_manager.retry_job_by_id_async(job.pk, retry_at=clock.now())


async def _ended(job: ProcrastinateJob) -> None:
    await app.job_manager.finish_job_by_id_async(job.pk, status=Status.FAILED, delete_job=False)


async def forget_old() -> None:
    """Drop what was done or failed some days ago."""
    await app.job_manager.delete_old_jobs(
        nb_hours=FINISHED_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


class ClockWatch(threading.Thread):
    """Lets the worker stop in order when somebody sets the wall clock, so that it can begin anew.

    Set back by an hour, it would run none of what runs each minute for an hour; set forward by a year, half a million.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.moved = False

    def run(self) -> None:
        """Look every five seconds, for as long as the process lives."""
        drift = time.time() - time.monotonic()
        while not self.moved:
            time.sleep(5)
            before, drift = drift, time.time() - time.monotonic()
            self.moved = abs(drift - before) > JUMP
        logger.warning("the clock was set by %s s: the worker begins anew", round(drift - before))
        os.kill(os.getpid(), signal.SIGTERM)
