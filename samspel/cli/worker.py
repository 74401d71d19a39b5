"""`samspel worker`: runs the jobs."""

import os
import sys
from typing import cast

import click
from django.utils.translation import gettext as _
from procrastinate.contrib.django.django_connector import DjangoConnector

from samspel.cli import say
from samspel.core import chain
from samspel.core.jobs import ClockWatch, app


@click.command(
    help=_("Run jobs until stopped: letters, reminders, alarms that go on, disposal. SIGTERM lets them finish.")
)
@click.option(
    "--concurrency", default=4, show_default=True, type=click.IntRange(1, 32), help=_("Jobs at the same time.")
)
@click.option("--once", is_flag=True, help=_("Run what waits, and stop."))
def command(concurrency: int, *, once: bool) -> None:
    """All queues; it listens, so that a letter leaves at once."""
    say(_("The worker runs."))
    chain.warn_unless_outside()
    watch = ClockWatch()
    watch.start()
    connector = cast(DjangoConnector, app.connector)
    working = app.with_connector(connector.get_worker_connector())
    working.run_worker(
        concurrency=concurrency, wait=not once, listen_notify=not once, shutdown_graceful_timeout=20, name="samspel"
    )
    if watch.moved:
        os.execv(sys.argv[0], sys.argv)  # noqa: S606
