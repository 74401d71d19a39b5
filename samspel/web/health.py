"""Is it up? Everybody may ask that; the details are an administrator's."""

from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpResponse
from ninja import Router, Schema

from samspel.accounts.api import anyone, scoped
from samspel.accounts.rules import Function
from samspel.accounts.who import Request
from samspel.core import clock, outbox
from samspel.core.api import answers
from samspel.core.errors import Missing
from samspel.core.jobs import pulses

router = Router(tags=["health"])
PULSE = "core.sweep_outbox"
"""The job that runs every minute: its age is the worker's."""
SILENT = 300
"""Seconds without a beat after which the worker is taken to be down."""
GIVEN_UP_WITHIN = timedelta(days=7)


class Health(Schema):
    """Up or down, and nothing else."""

    status: Literal["up", "down"]


class Job(Schema):
    """A job that runs by the clock, and how many seconds ago it last ran to its end; null when it never has."""

    name: str
    age: int | None
    late: bool


class Details(Health):
    """For those who run it. Ages in seconds; null where there is none. Letters given up are those of the last week."""

    database: Literal["up"]
    worker: Literal["up", "down"]
    worker_beat_age: int | None
    outbox_waiting: int
    outbox_age: int | None
    outbox_given_up: int
    log_sealed_age: int | None
    log_published_age: int | None
    log_heads: Literal["outside", "here"]
    jobs_late: int
    jobs: list[Job]


@router.get("", auth=anyone, response={200: Health, 503: Health})
def health(request: Request) -> HttpResponse:
    """Answers 200 while pages can be served, 503 otherwise."""
    up = database_answers()
    body = Health(status="up" if up else "down").model_dump_json()
    # A body of its own, not a problem: load balancers and watchdogs read this.
    response = HttpResponse(body, status=200 if up else 503, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


@router.get("/details", auth=scoped("health"), response=answers(Details))
def details(request: Request) -> Details:
    """How the parts are; needs an administrator's token."""
    if not request.who.holds(Function.ADMINISTRATOR):
        raise Missing
    oldest = outbox.waiting().first()
    jobs = [Job(name=one.job, age=_age(one.at), late=one.late) for one in pulses()]
    ages = {one.name: one.age for one in jobs}
    age = ages[PULSE]
    return Details(
        status="up",
        database="up",
        worker="up" if age is not None and age < SILENT else "down",
        worker_beat_age=age,
        outbox_waiting=outbox.waiting().count(),
        outbox_age=_age(oldest.created_at if oldest else None),
        outbox_given_up=outbox.given_up(clock.now() - GIVEN_UP_WITHIN).count(),
        log_sealed_age=ages["core.seal_log"],
        log_published_age=ages["core.publish_head"],
        log_heads="outside" if settings.LOG_HEADS_OUTSIDE else "here",
        jobs_late=sum(one.late for one in jobs),
        jobs=jobs,
    )


def _age(moment: datetime | None) -> int | None:
    return int((clock.now() - moment).total_seconds()) if moment else None


def database_answers() -> bool:
    """Whether the database does anything at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True
