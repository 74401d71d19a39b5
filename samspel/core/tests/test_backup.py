"""A backup holds what was there at one moment, shows when it is damaged, and gives back the same."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspel.core import backup, clock
from samspel.core.actors import Operator
from samspel.core.backup import Where, programs
from samspel.core.backup.contents import contents
from samspel.core.backup.manifest import NAME
from samspel.core.backup.steps import Steps
from samspel.core.errors import Refused
from samspel.core.models import Beat, LogRow, OutboxMessage
from tests.pgbackend.template import template

NIGHT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LETTER = """
    INSERT INTO core_outboxmessage (kind, channel, "to", subject, body, about_kind, about_id, created_at, due_at, attempts, last_error)
    VALUES ('answer', 'email', 'a@example.org', %s, %s, 'questions.question', '1', now(), now(), 0, '')
"""  # noqa: E501


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is refused is told in one language, whatever was spoken before."""
    with translation.override("en"):
        yield


def silent(taken: int, of: int, what: str) -> None:
    """Nobody listens."""


class Databases:
    """Databases made for one test, and dropped after it."""

    def __init__(self) -> None:
        self.server = Where.of(connection)
        self.made: list[str] = []

    def sql(self, statement: str) -> None:
        with closing(Where(self.server.parameters | {"dbname": "postgres"}).connect()) as server:
            server.autocommit = True
            server.execute(statement)

    def new(self, source: str = "template1") -> Where:
        name = f"{self.server.parameters['dbname']}_{len(self.made)}"
        self.sql(f'DROP DATABASE IF EXISTS "{name}"')
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        self.made.append(name)
        return Where(self.server.parameters | {"dbname": name})

    def drop(self) -> None:
        for name in self.made:
            self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def databases(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Databases]:
    settings.MEDIA_ROOT = tmp_path / "files"
    made = Databases()
    yield made
    made.drop()


@pytest.fixture
def running(databases: Databases) -> Where:
    """An installation with letters, one of them with words that are hard on a copy."""
    where = databases.new(template(connection))
    with where.connect() as writing:
        for number in range(50):
            writing.execute(LETTER, [f"brev {number}", "Å\u2028\t\\N 'citat' \U0001f33e" * number])
    return where


def letters(where: Where) -> int:
    with where.connect() as reading:
        row = reading.execute("SELECT count(*) FROM core_outboxmessage").fetchone()
    return int(row[0]) if row else 0


def test_what_was_copied_comes_back_row_by_row_and_file_by_file(
    running: Where, databases: Databases, tmp_path: Path
) -> None:
    (tmp_path / "files" / "2026").mkdir(parents=True)
    (tmp_path / "files" / "2026" / "bild.jpg").write_bytes(b"\xff\xd8 en bild")
    made = backup.make(tmp_path / "kept", running, silent)
    (tmp_path / "files").rename(tmp_path / "lost")

    empty = databases.new()
    manifest = backup.restore(made, empty, silent)

    assert letters(empty) == 50 == manifest.tables["core_outboxmessage"].rows
    with running.connect() as before, empty.connect() as after:
        assert contents(before, lambda _: None) == contents(after, lambda _: None) == manifest.tables
    assert (tmp_path / "files" / "2026" / "bild.jpg").read_bytes() == b"\xff\xd8 en bild"


def test_people_go_on_writing_while_it_is_made(running: Where, databases: Databases, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with closing(running.connect()) as writing:
            writing.autocommit = True
            while not stop.is_set():
                writing.execute(LETTER, ["under tiden", ""])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = backup.make(tmp_path, running, silent)
    finally:
        stop.set()
        writer.join()
    manifest = backup.restore(made, databases.new(), silent)
    assert 50 <= manifest.tables["core_outboxmessage"].rows < letters(running)


def test_each_step_is_told_and_the_last_is_the_end(running: Where, databases: Databases, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    made = backup.make(tmp_path, running, lambda *step: heard.append(step))
    assert [taken for taken, _, _ in heard] == list(range(1, len(heard) + 1))
    assert heard[-1][0] == heard[-1][1]
    assert any("core_outboxmessage" in what for _, _, what in heard)
    heard.clear()
    backup.restore(made, databases.new(), lambda *step: heard.append(step))
    assert heard[-1][0] == heard[-1][1]


def test_only_its_owner_can_read_it(running: Where, tmp_path: Path) -> None:
    made = backup.make(tmp_path, running, silent)
    assert made.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.iterdir())


def test_a_flipped_bit_is_seen_before_anything_is_restored(
    running: Where, databases: Databases, tmp_path: Path
) -> None:
    made = backup.make(tmp_path, running, silent)
    dump = made / "database.dump"
    damaged = bytearray(dump.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    dump.write_bytes(damaged)
    empty = databases.new()
    with pytest.raises(Refused, match=r"damaged: database\.dump"):
        backup.restore(made, empty, silent)
    with empty.connect() as untouched:
        assert contents(untouched, lambda _: None) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["tables"]["core_outboxmessage"].update(rows=49),
        lambda said: said["tables"]["core_outboxmessage"].update(checksum="1"),
        lambda said: said["tables"].pop("core_counter"),
    ],
    ids=["a row fewer", "another content", "a table more"],
)
def test_what_comes_back_is_held_against_what_was_counted(
    running: Where, databases: Databases, tmp_path: Path, change: Any
) -> None:
    made = backup.make(tmp_path, running, silent)
    said = json.loads((made / NAME).read_text())
    change(said)
    (made / NAME).write_text(json.dumps(said))
    with pytest.raises(Refused, match="What came back is not what was counted: core_"):
        backup.restore(made, databases.new(), silent)


def test_nothing_is_ever_written_over(running: Where, databases: Databases, tmp_path: Path) -> None:
    made = backup.make(tmp_path / "kept", running, silent)
    with pytest.raises(Refused, match="not empty"):
        backup.restore(made, running, silent)
    assert letters(running) == 50


def test_files_are_not_written_over_either(running: Where, databases: Databases, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "bild.jpg").write_bytes(b"en bild")
    made = backup.make(tmp_path / "kept", running, silent)
    with pytest.raises(Refused, match="not empty"):
        backup.restore(made, databases.new(), silent)


def test_a_backup_by_a_newer_program_is_refused(running: Where, tmp_path: Path) -> None:
    with running.connect() as later:
        later.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_later', now())")
    made = backup.make(tmp_path, running, silent)
    with pytest.raises(Refused, match="newer"):
        backup.inspect(made)


def test_a_backup_whose_keys_are_gone_is_refused(running: Where, tmp_path: Path, settings: Any) -> None:
    made = backup.make(tmp_path, running, silent)
    settings.FIELD_KEYS = ["another"]
    with pytest.raises(Refused, match="SAMSPEL_FIELD_KEYS"):
        backup.inspect(made)


def test_the_manifest_tells_no_key(running: Where, tmp_path: Path, settings: Any) -> None:
    made = backup.make(tmp_path, running, silent)
    assert not any(key in (made / NAME).read_text() for key in settings.FIELD_KEYS)


def test_what_was_not_finished_says_so_and_is_no_backup(
    running: Where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "run", lambda *_, **__: (_ for _ in ()).throw(Refused("disk full")))
    with pytest.raises(Refused, match="disk full"):
        backup.make(tmp_path, running, silent)
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".unfinished")
    with pytest.raises(Refused, match="no finished backup"):
        backup.inspect(left)


def test_old_backups_end_and_only_they(running: Where, tmp_path: Path) -> None:
    with clock.at(NIGHT - timedelta(days=31)):
        old = backup.make(tmp_path, running, silent)
    with clock.at(NIGHT):
        young = backup.make(tmp_path, running, silent)
        assert backup.remove_older(tmp_path, 30) == [old]
    assert list(tmp_path.iterdir()) == [young]


def test_a_program_too_old_for_the_server_is_not_used() -> None:
    assert programs.find("pg_dump", 15).name == "pg_dump"
    with pytest.raises(Refused, match="PGBIN"):
        programs.find("pg_dump", 99)


def test_the_last_words_of_a_program_that_fails_are_told(databases: Databases, tmp_path: Path) -> None:
    nowhere = Where(databases.server.parameters | {"dbname": "no_such_database"})
    with pytest.raises(Refused, match="no_such_database"):
        programs.run(programs.find("pg_dump", 15), where=nowhere)


@given(of=st.integers(0, 20), taken=st.integers(0, 30))
def test_more_steps_than_were_thought_never_pass_the_end(of: int, taken: int) -> None:
    heard: list[tuple[int, int]] = []
    steps = Steps(of, lambda now, all_of_them, _: heard.append((now, all_of_them)))
    for _ in range(taken):
        steps.tell("")
    assert all(now <= all_of_them for now, all_of_them in heard)


# --- Afterwards ----------------------------------------------------------------------------------


@pytest.fixture
def manifest(running: Where, tmp_path: Path) -> backup.Manifest:
    with clock.at(NIGHT):
        return backup.read(backup.make(tmp_path, running, silent))


@pytest.mark.parametrize("hold", [True, False])
def test_sessions_end_and_letters_wait_or_are_held_back(manifest: backup.Manifest, *, hold: bool) -> None:
    Session.objects.create(session_key="x", session_data="", expire_date=clock.now() + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(LETTER, ["väntar", ""])
    held = backup.go_on_from(manifest, hold_letters=hold, by=Operator())
    assert held == int(hold)
    assert not Session.objects.exists()
    letter = OutboxMessage.objects.get()
    assert (letter.given_up_at is not None) == hold
    assert letter.last_error == ("held back: restored from a backup" if hold else "")
    row = LogRow.objects.get(verb="restored")
    assert (row.because, row.actor_kind) == ("backup of 2026-11-20T01:00Z", "command")
    assert Beat.objects.filter(job="restore").exists()
