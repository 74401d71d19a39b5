"""The processes of a run: kept going, and gone when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tools.children import HASTY, Children, Stopped, gone, pause
from tools.places import BIN, ToolError
from tools.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow
PYTHON = str(BIN / "python")
SLEEPS = [PYTHON, "-c", "import time; time.sleep(60)"]
ENV = dict(os.environ)


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_all_are_gone_at_the_end_and_what_they_started_too(tmp_path: Path) -> None:
    family = f"import subprocess, time; subprocess.Popen({SLEEPS!r}); time.sleep(60)"
    with Children(tmp_path) as children:
        children.start("web", SLEEPS, ENV)
        children.start("worker", [PYTHON, "-c", family], ENV)
        groups = [child.process.pid for child in children.running]
        assert not any(gone(group, 0.2) for group in groups)
    assert all(gone(group, 1) for group in groups)
    assert not (tmp_path / "run.json").exists()


def test_one_that_does_not_listen_is_ended_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.children.GRACE", 0.3)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    with Children(tmp_path) as children:
        children.start("web", [PYTHON, "-c", deaf], ENV)
        assert until(lambda: "deaf" in children.last_words("web"))
        group = children.running[0].process.pid
    assert gone(group, 1)


def looked(children: Children, holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Let the supervisor look until it holds."""

    def seen() -> bool:
        children.look()
        return holds()

    return until(seen, seconds)


def test_one_that_is_killed_is_started_again_at_once(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.start("worker", SLEEPS, ENV)
        child = children.running[0]
        first = child.process
        os.kill(first.pid, signal.SIGKILL)
        assert looked(children, lambda: child.process.pid != first.pid, seconds=2)
        assert child.process.poll() is None


def test_what_a_killed_one_left_is_gone_before_it_is_started_again(tmp_path: Path) -> None:
    family = f"import subprocess, time; subprocess.Popen({SLEEPS!r}); print('both', flush=True); time.sleep(60)"
    with Children(tmp_path) as children:
        children.start("web", [PYTHON, "-c", family], ENV)
        child = children.running[0]
        assert until(lambda: "both" in children.last_words("web"))
        first = child.process.pid
        os.kill(first, signal.SIGKILL)
        assert looked(children, lambda: child.process.pid != first)
        assert gone(first, 0.1), "a helper of the one that was killed would hold its port"


def test_the_pause_of_one_keeps_no_other_waiting(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.start("web", SLEEPS, ENV)
        children.start("worker", SLEEPS, ENV)
        waits, other = children.running
        waits.due = time.monotonic() + 60
        first = other.process
        os.kill(first.pid, signal.SIGKILL)
        assert looked(children, lambda: other.process.pid != first.pid, seconds=2)
        assert waits.due is not None


@pytest.mark.parametrize(("young", "seconds"), [(1, 0), (2, 1), (3, 2), (4, 4), (9, 30), (200, 30)])
def test_each_death_in_a_row_doubles_the_pause(young: int, seconds: float) -> None:
    assert pause(young) == seconds


def test_one_that_can_never_live_is_given_up_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.children.LONGEST_PAUSE", 0.0)
    with Children(tmp_path) as children:
        children.start("worker", [PYTHON, "-c", "raise SystemExit('no such table')"], ENV)
        with pytest.raises(ToolError, match=r"worker ended 5 times in a row:\n(no such table\n?)+"):
            children.watch()


def test_one_that_has_lived_is_never_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.children.LONGEST_PAUSE", 0.0)
    with Children(tmp_path) as children:
        children.start("worker", [PYTHON, "-c", "print('again', flush=True)"], ENV)
        children.running[0].steady = True
        assert looked(children, lambda: children.last_words("worker").count("again") > HASTY)


def test_it_waits_until_there_is_an_answer(tmp_path: Path) -> None:
    port = free_port()
    server = [PYTHON, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with Children(tmp_path) as children:
        children.start("web", server, ENV)
        children.wait_for("web", "127.0.0.1", port)


def test_what_never_starts_says_why(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.start("web", [PYTHON, "-c", "raise SystemExit('a setting is missing')"], ENV)
        with pytest.raises(ToolError, match="web did not start:\na setting is missing"):
            children.wait_for("web", "127.0.0.1", free_port())


def test_what_a_killed_run_left_is_stopped_by_the_next(tmp_path: Path) -> None:
    killed = Children(tmp_path)
    killed.start("web", SLEEPS, ENV)
    left = killed.running[0].process
    reaper = threading.Thread(target=left.wait)
    reaper.start()
    with Children(tmp_path) as children:
        children.clear_leftovers()
    reaper.join(5)
    assert gone(left.pid, 1)


def test_a_process_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(f'{{"groups": [{os.getppid()}], "database": false}}')
    with Children(tmp_path) as children:
        children.clear_leftovers()
    os.kill(os.getppid(), 0)


def test_being_stopped_stops_them(tmp_path: Path) -> None:
    children = Children(tmp_path)

    def run() -> None:
        with children:
            children.start("web", SLEEPS, ENV)
            groups.append(children.running[0].process.pid)
            raise Stopped

    groups: list[int] = []
    with pytest.raises(Stopped):
        run()
    assert gone(groups[0], 1)
