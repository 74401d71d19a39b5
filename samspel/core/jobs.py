"""The job worker's app (procrastinate): jobs take ids only, and every one that ends leaves its beat."""

from datetime import datetime

from procrastinate import App
from procrastinate.contrib.django import app

from samspel.core import clock
from samspel.core.models import Beat

__all__ = ["app", "beat", "last_beat", "ready"]


def ready(current: App) -> None:
    """Every installed module's tasks.py is found by procrastinate itself; nothing more is needed."""


def beat(job: str) -> None:
    """Note that the job ran to its end."""
    Beat.objects.update_or_create(job=job, defaults={"at": clock.now()})


def last_beat(job: str) -> datetime | None:
    """When the job last ran to its end."""
    return Beat.objects.filter(job=job).values_list("at", flat=True).first()
