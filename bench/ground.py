"""What is measured: a database server of its own, filled, and the product in front of it; all of it gone afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.places import BIN, ROOT, ToolError, say
from tools.postgres import Cluster, free_port

SAMSPEL = str(BIN / "samspel")
PATIENCE = 60.0


@dataclass(frozen=True)
class Sizes:
    """How much there is on the red thread."""

    observations: int = 1_000_000
    interventions: int = 5_000
    measures: int = 600


@dataclass(frozen=True)
class Ground:
    """Where the product answers, and where its database does (as the owner, for the plain SQL)."""

    base: str
    owner: str


@contextmanager
def ground(*, questions: int, log_rows: int, thread: Sizes, keep: Path | None = None) -> Iterator[Ground]:
    """Everything that a run needs. With `keep` it is made in that folder and left there, for the next run to use."""
    folder = keep or Path(tempfile.mkdtemp(prefix="samspel-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["SAMSPEL_VAR"] = str(folder)
    cluster = Cluster()
    try:
        urls = cluster.start()
        _environment(urls.app, urls.owner)
        _furnish(urls.owner, questions=questions, log_rows=log_rows, thread=thread)
        with _served() as base:
            yield Ground(base, urls.owner)
    finally:
        if keep:
            cluster.stop()
        else:
            cluster.remove()
            shutil.rmtree(folder, ignore_errors=True)


def _environment(app: str, owner: str) -> None:
    """A trial's, with the bench's settings; nothing that was set for another run comes along."""
    for name in [name for name in os.environ if name.startswith(("SAMSPEL_", "EMAIL_"))]:
        if name != "SAMSPEL_VAR":
            del os.environ[name]
    os.environ |= {
        "DATABASE_URL": app,
        "DATABASE_OWNER_URL": owner,
        "SAMSPEL_ENV": "trial",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(ROOT),
    }


def _furnish(owner: str, *, questions: int, log_rows: int, thread: Sizes) -> None:
    """Tables, municipality, people, and years of work."""
    _run("tables", SAMSPEL, "migrate")
    _run("static files", str(BIN / "python"), "-m", "django", "collectstatic", "--no-input", "--verbosity", "0")
    import django

    django.setup()
    from bench.fill import fill
    from bench.thread import fill as thread_fill
    from demo.cast import make_cast
    from samspel.questions.models import Question

    if Question.objects.exists():
        return
    _run("municipality", SAMSPEL, "municipality", "apply", str(ROOT / "municipalities" / "linkoping"), "--yes")
    make_cast()
    began = time.monotonic()
    fill(owner, questions=questions, log_rows=log_rows)
    say(f"{questions} questions and {log_rows} log rows: {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    thread_fill.fill(
        owner, observations=thread.observations, interventions=thread.interventions, measures=thread.measures
    )
    say(f"{thread.observations} observations and what follows from them: {time.monotonic() - began:.0f} s")


def _run(what: str, *command: str) -> None:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolError(f"{what}: {done.stdout}{done.stderr}")
    say(f"{what}: {time.monotonic() - began:.0f} s")


@contextmanager
def _served() -> Iterator[str]:
    """`samspel web` as an operator starts it, on loopback; it is stopped with all its processes."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [SAMSPEL, "web", "--host", "127.0.0.1", "--port", str(port)]
    web = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        _wait(web, f"{base}/about/")
        yield base
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        try:
            web.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(web.pid, signal.SIGKILL)
            web.wait()


def _wait(web: "subprocess.Popen[bytes]", address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if web.poll() is not None:
            raise ToolError(f"the web server ended with {web.returncode}")
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.HTTPError as error:
            raise ToolError(f"{address} answers {error.code}") from error
        except OSError:
            time.sleep(0.1)
    raise ToolError("the web server does not answer")
