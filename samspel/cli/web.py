"""`samspel web`: serves the pages and the API."""

import os
import sys

import click
from django.utils.translation import gettext as _

from samspel.core import chain


@click.command(help=_("Serve with gunicorn until stopped; SIGTERM lets requests finish."))
@click.option("--host", envvar="HOST", default="localhost", show_default=True, help=_("Address to listen at (HOST)."))
@click.option("--port", envvar="PORT", default=8000, show_default=True, help=_("Port to listen at (PORT)."))
@click.option(
    "--workers",
    envvar="SAMSPEL_WEB_WORKERS",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help=_("Processes (SAMSPEL_WEB_WORKERS)."),
)
@click.option(
    "--threads",
    envvar="SAMSPEL_WEB_THREADS",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help=_("Threads of each process (SAMSPEL_WEB_THREADS)."),
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """The same process goes on as gunicorn, so that whoever started this one can stop it."""
    chain.warn_unless_outside()
    options = {
        "bind": f"{host}:{port}",
        "worker-class": "samspel.web.door.Worker",
        "workers": str(workers),
        "threads": str(threads),
        "timeout": "60",
        "graceful-timeout": "20",
        "worker-connections": "400",
        # No proxy's word is taken here: what SAMSPEL_BEHIND_PROXY lets in, the settings read themselves.
        "forwarded-allow-ips": "",
        "forwarder-headers": "",
        "max-requests": "5000",
        "max-requests-jitter": "500",
        "log-level": os.environ.get("SAMSPEL_LOG_LEVEL", "warning").lower(),
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    call = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--no-control-socket", "--no-sendfile", *words]
    os.execv(sys.executable, call)  # noqa: S606
