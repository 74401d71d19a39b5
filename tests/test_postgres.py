"""The database of one's own: made, started, found again after a crash, stopped; and the rights of its two roles."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.test_children import looked
from tools.children import Children
from tools.postgres import Cluster, Record, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A server that is not there yet; removed afterwards."""
    monkeypatch.setenv("SAMSPEL_VAR", str(tmp_path / "var"))
    made = Cluster()
    yield made
    made.remove()


def alive(pid: int) -> bool:
    """Is there such a process?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def killed(cluster: Cluster) -> Record:
    """The server, killed without a word."""
    record = cluster.record
    assert record is not None
    pid = cluster.pid(record)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while alive(pid):
        time.sleep(0.02)
    return record


def test_it_starts_once_and_says_where(cluster: Cluster) -> None:
    first, second = cluster.start(), cluster.start()
    assert (first.started, second.started) == (True, False)
    assert (first.app, first.owner) == (second.app, second.owner)
    with psycopg.connect(first.app) as connection:
        assert connection.execute("SELECT current_user, lower('ÅÄÖ')").fetchone() == ("samspel_app", "åäö")


def test_the_supervisor_starts_one_that_was_killed_again_where_it_was(cluster: Cluster, tmp_path: Path) -> None:
    urls = cluster.start()
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with Children(tmp_path) as children:
        children.keep_going(cluster)
        record = killed(cluster)
        assert looked(children, lambda: cluster.answers(record), seconds=30)
    with psycopg.connect(urls.owner) as owner:
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)


def test_one_whose_files_are_gone_is_tried_again_ever_more_seldom(cluster: Cluster, tmp_path: Path) -> None:
    said: list[str] = []
    children = Children(tmp_path, tell=said.append)
    children.keep_going(cluster)
    for _look in range(20):
        children.look()
    assert said.count("The database could not be started: its files are gone") == 2


def test_the_application_owns_nothing(cluster: Cluster) -> None:
    urls = cluster.start()
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (id int)")
        owner.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    with psycopg.connect(urls.app, autocommit=True) as application:
        for refused in ("CREATE TABLE mine (id int)", "SELECT * FROM kept", "DROP TABLE kept", "CREATE DATABASE mine"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(refused)


@pytest.mark.asvs("V13.3.2")
def test_only_a_password_opens_it_and_only_we_can_read_it(cluster: Cluster) -> None:
    urls = cluster.start()
    record = cluster.record
    assert record is not None
    assert cluster.file.stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(urls.app.replace(record.app_password, "guessed"))


def test_what_was_written_survives_a_kill(cluster: Cluster) -> None:
    with psycopg.connect(cluster.start().owner) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS id")
    killed(cluster)
    assert cluster.start().started
    with psycopg.connect(cluster.start().owner) as owner:
        assert owner.execute("SELECT id FROM kept").fetchone() == (1,)


def test_a_process_number_that_belongs_to_somebody_else_now_is_no_hindrance(cluster: Cluster) -> None:
    cluster.start()
    record = killed(cluster)
    file = Path(record.home) / "data" / "postmaster.pid"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    assert cluster.start().started


def test_a_port_that_was_taken_meanwhile_is_changed(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    record = cluster.record
    assert record is not None
    taken = Cluster("postgres-tests")
    try:
        taken.start()
        assert taken.record is not None
        cluster.remember(Record(**(asdict(record) | {"port": taken.record.port})))
        urls = cluster.start()
        assert urls.started
        assert f":{taken.record.port}/" not in urls.app
    finally:
        taken.remove()


def test_stopping_what_does_not_run_is_no_fault(cluster: Cluster) -> None:
    assert not cluster.stop()
    cluster.start()
    assert cluster.stop()
    assert not cluster.stop()
    assert "stopped" in cluster.status()


def test_a_free_port_is_free() -> None:
    assert 1024 < free_port() < 65536
