"""From every release on: its database, as it was full of work, becomes today's, and nobody's work is lost.

`tests/releases/<version>` is a backup of the demo, made with that version. `samspel restore` reads it and brings it up
to date, as an operator does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from samspel.core import backup
from samspel.core.backup import Manifest
from tools.places import ROOT
from tools.postgres import Cluster

RELEASES = sorted((ROOT / "tests" / "releases").iterdir())
PEOPLE = ("coordinator.berga", "contact.school", "admin")
# What people wrote, and the log of it. The rest is the program's own: sessions, jobs, what it was told once.
KEPT = (
    "accounts_assignment",
    "accounts_user",
    "core_outboxmessage",
    "duty_dutyshift",
    "escalation_escalation",
    "escalation_hop",
    "questions_contactdetails",
    "questions_entry",
    "questions_part",
    "questions_question",
)

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Upgraded:
    """A release's database after the upgrade."""

    manifest: Manifest
    owner: str
    env: Mapping[str, str]

    def ask(self, statement: str) -> Any:
        """The first value that a statement returns."""
        with psycopg.connect(self.owner) as connection:
            row = connection.execute(statement).fetchone()
        return row[0] if row else None

    def run(self, *command: str, settings: str = "config.settings") -> subprocess.CompletedProcess[str]:
        """Python with our code, in the environment of that database."""
        env = {**self.env, "DJANGO_SETTINGS_MODULE": settings, "SAMSPEL_TEST_DATABASE_URL": self.owner}
        return subprocess.run(
            [sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, check=False
        )


def server() -> str:
    """The test server's address, as its owner; without a database."""
    given = os.environ.get("SAMSPEL_TEST_DATABASE_URL") or Cluster("postgres-tests").start().owner
    return urlsplit(given)._replace(path="").geturl()


@pytest.fixture(scope="module", params=RELEASES, ids=lambda release: release.name)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    release: Path = request.param
    name = f"release_{os.environ.get('SAMSPEL_TEST_SUFFIX', '')}_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    with psycopg.connect(f"{server()}/postgres", autocommit=True) as making:
        making.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        making.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        owner = f"{server()}/{name}"
        inherited = {one: os.environ[one] for one in ("PATH", "HOME", "PGBIN") if one in os.environ}
        env = {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "SAMSPEL_ENV": "trial",
            "SAMSPEL_VAR": str(tmp_path_factory.mktemp("var")),
            "DATABASE_URL": owner,
            "DATABASE_OWNER_URL": owner,
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-c", "from samspel.cli import main; main()", "restore", str(release)]
        both = {**env, "DATABASE_URL": owner.replace("samspel_owner", "samspel_app")}
        done = subprocess.run(command, env=both, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield Upgraded(backup.read(release), owner, env)
        making.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_there_is_a_release_to_come_from() -> None:
    assert RELEASES


def test_nothing_that_people_wrote_is_lost(upgraded: Upgraded) -> None:
    before = {table: upgraded.manifest.tables[table].rows for table in KEPT}
    assert {table: upgraded.ask(f"SELECT count(*) FROM {table}") for table in KEPT} == before
    assert all(before.values())


def test_the_log_goes_on_and_says_that_it_was_restored(upgraded: Upgraded) -> None:
    assert upgraded.ask("SELECT count(*) FROM core_logrow") > upgraded.manifest.tables["core_logrow"].rows
    assert upgraded.ask("SELECT verb FROM core_logrow ORDER BY id DESC LIMIT 1") == "restored"


def test_who_was_signed_in_then_is_not_now(upgraded: Upgraded) -> None:
    assert upgraded.ask("SELECT count(*) FROM django_session") == 0


def test_the_program_finds_the_tables_as_it_expects_them(upgraded: Upgraded) -> None:
    checked = upgraded.run("-m", "django", "migrate", "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_application_has_its_rights_and_no_more(upgraded: Upgraded) -> None:
    may = "SELECT has_table_privilege('samspel_app', '{}', '{}')"
    assert upgraded.ask(may.format("questions_question", "UPDATE"))
    assert upgraded.ask(may.format("core_logrow", "INSERT"))
    assert not upgraded.ask(may.format("core_logrow", "DELETE"))


def test_every_page_answers(upgraded: Upgraded) -> None:
    shown = upgraded.run("-m", "tests.upgraded", *PEOPLE, settings="tests.settings")
    assert shown.returncode == 0, shown.stderr
    answers: dict[str, dict[str, int]] = json.loads(shown.stdout)
    assert set(answers) == set(PEOPLE)
    failed = {who: {path: code for path, code in got.items() if code >= 500} for who, got in answers.items()}
    assert failed == {who: {} for who in PEOPLE}
    assert all(got["/"] == 200 for got in answers.values())


def test_it_can_be_backed_up_again(upgraded: Upgraded, tmp_path: Path) -> None:
    made = upgraded.run("-c", "from samspel.cli import main; main()", "backup", str(tmp_path), "--keep-days", "30")
    assert made.returncode == 0, made.stderr
    manifest = backup.inspect(Path(made.stdout.strip()))
    assert manifest.tables["questions_question"].rows == upgraded.manifest.tables["questions_question"].rows


def test_it_can_be_looked_at_without_a_database(upgraded: Upgraded, tmp_path: Path) -> None:
    release = next(each for each in RELEASES if backup.read(each) == upgraded.manifest)
    looked = upgraded.run("-c", "from samspel.cli import main; main()", "restore", str(release), "--dry-run")
    assert looked.returncode == 0
    assert f"{len(upgraded.manifest.tables)} tables, {upgraded.manifest.rows} rows" in looked.stderr


def test_the_database_in_use_is_never_written_over(upgraded: Upgraded) -> None:
    refused = upgraded.run("-c", "from samspel.cli import main; main()", "restore", str(RELEASES[0]))
    assert refused.returncode == 1
    assert "not empty" in refused.stderr


def test_an_operator_is_told_who_is_in_the_way(upgraded: Upgraded) -> None:
    with psycopg.connect(upgraded.owner) as somebody:
        somebody.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        waiting = {**upgraded.env, "SAMSPEL_MIGRATION_WAIT": "200ms"}
        refused = Upgraded(upgraded.manifest, upgraded.owner, waiting).run(
            "-c", "from samspel.cli import main; main()", "migrate"
        )
    assert refused.returncode == 1
    assert "The tables are in use" in refused.stderr
