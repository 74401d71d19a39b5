"""`make run` as somebody meets it: it serves, it says so, it stops all that it started, and what was written stays."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_children import until
from tests.test_postgres import killed
from tools.places import ROOT, command_of, var
from tools.postgres import Cluster, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "tools.run"]


class Run:
    """A trial without the demo, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "said"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAMSPEL", "DATABASE"))}
        self.env = kept | {"SAMSPEL_VAR": str(folder), "SAMSPEL_ENV": "trial", "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, and wait until it says that it serves."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(COMMAND, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        assert until(lambda: "Stop with Ctrl-C" in self.said() or self.ended(), 60), self.said()
        assert not self.ended(), self.said()
        return self.process

    def ended(self) -> bool:
        """Has it ended?"""
        return self.process is not None and self.process.poll() is not None

    def said(self) -> str:
        """All that it said."""
        return self.log.read_text()

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send it a signal, and wait for its end."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(40)

    def answers(self) -> bool:
        """Does anything answer there?"""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/health", timeout=10).close()
        except urllib.error.HTTPError as error:
            error.close()
            return True
        except OSError:
            return False
        return True

    def left(self) -> list[str]:
        """The processes that are still there, of those whose command line names this folder or this port."""
        commands = [command_of(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return [each for each in commands if str(self.port) in each or f"{self.folder}/" in each]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """A run that has everything set up already, since packages are shared by all tests."""
    shutil.copy(var() / "setup.json", tmp_path / "setup.json")
    monkeypatch.setenv("SAMSPEL_VAR", str(tmp_path))
    made = Run(tmp_path)
    yield made
    if made.process and not made.ended():
        made.stop()
    Cluster().remove()


def test_from_the_first_start_over_a_kill_to_the_end(run: Run) -> None:
    run.start()
    assert f"Samspel is at http://localhost:{run.port}" in run.said()
    assert run.answers()

    refused = subprocess.run(COMMAND, cwd=ROOT, env=run.env, text=True, capture_output=True, check=False)
    assert "already runs from this folder" in refused.stderr

    assert run.stop(signal.SIGINT) == 0
    assert until(lambda: run.left() == []), run.left()

    run.start()
    assert "Static files" not in run.said(), "a second run does nothing twice, and so starts in seconds"
    run.stop(signal.SIGKILL)
    assert run.answers(), "what it had started is still there"

    run.start()
    assert "An earlier run was killed" in run.said()
    record = killed(Cluster())
    assert until(lambda: Cluster().answers(record), 30), "its database is started again, as web and worker are"
    assert run.stop(signal.SIGTERM) == 0
    assert until(lambda: run.left() == []), run.left()


@pytest.mark.parametrize(
    ("setting", "said"),
    [("PORT=eight", "PORT must be a number"), ("HOST=192.0.2.1", "192.0.2.1:"), ("PORT=taken", "can't be used")],
)
def test_an_address_that_cannot_be_used_is_said_at_once(run: Run, setting: str, said: str) -> None:
    with Listener() as listener:
        name, value = setting.replace("taken", str(listener.port)).split("=")
        env = run.env | {name: value}
        refused = subprocess.run(COMMAND, cwd=ROOT, env=env, text=True, capture_output=True, check=False)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


class Listener:
    """Somebody else who listens at a port."""

    def __enter__(self) -> Listener:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
