"""The command `samspel`: what it prints where, how it ends, and that it says plainly what is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation

from samspel.accounts.models import ApiToken, User
from samspel.accounts.rules import Function
from samspel.accounts.who import who_is
from samspel.cli import admin, demo, furnish, main, outbox, token
from samspel.core import clock
from samspel.core.models import OutboxMessage
from tests.cast import Cast

PASSWORD = "vinter kanot apelsin"


@pytest.fixture(autouse=True)
def language_comes_back() -> Iterator[Any]:
    """The command chooses a language for its process, which here is everybody's."""
    with translation.override(translation.get_language()):
        yield


def run(command: Any, *arguments: Any, **options: Any) -> Any:
    return CliRunner().invoke(command, arguments, **options)


def program(*arguments: Any, **environment: Any) -> Any:
    """The program itself, with an environment of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SAMSPEL", "DATABASE"))}
    call = [sys.executable, "-c", "from samspel.cli import main; main()", *arguments]
    return subprocess.run(
        call,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", "SAMSPEL_VAR": "/nonexistent", **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


# --- The frame -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", ["sv_SE.UTF-8", "en_GB.UTF-8"])
def test_lists_its_commands_without_any_settings(language: str) -> None:
    shown = program("--help", LC_ALL=language)
    assert shown.returncode == 0, shown.stderr
    for name in ("admin", "demo", "migrate", "municipality", "outbox", "token", "web", "worker"):
        assert f"\n  {name}" in shown.stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", ["web", "worker", "migrate", "admin create", "token create", "outbox show"])
def test_each_has_its_help_without_any_settings(command: Any) -> None:
    shown = program(*command.split(), "--help")
    assert shown.returncode == 0, shown.stderr
    assert "Usage: samspel" in shown.stdout or "Usage: -c" in shown.stdout


@pytest.mark.asvs("V13.2.3")
@pytest.mark.slow
def test_says_in_one_line_that_a_setting_is_missing() -> None:
    failed = program("outbox", "show")
    assert failed.returncode == 1
    assert failed.stderr.strip() == "Error: SECRET_KEY must be set in production, see docs/operations.md"


@pytest.mark.slow
def test_says_in_one_line_that_the_database_does_not_answer() -> None:
    failed = program(
        "outbox", "show", SAMSPEL_ENV="trial", DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing", LC_ALL="C"
    )
    assert failed.returncode == 1
    assert failed.stderr.startswith("Error: The database does not answer: ")
    assert failed.stderr.count("\n") == 1


def test_an_unknown_command_ends_with_2(db: None) -> None:
    failed = run(main, "emperor")
    assert failed.exit_code == 2
    assert "emperor" in failed.stderr


def test_takes_the_environment_of_the_trial_when_it_has_none(tmp_path: Path) -> None:
    (tmp_path / "trial.json").write_text(json.dumps({"DATABASE_URL": "of the trial", "SECRET_KEY": "of the trial"}))
    given = {"SAMSPEL_VAR": str(tmp_path), "SECRET_KEY": "given"}
    assert furnish(given) == {"DATABASE_URL": "of the trial"}
    assert furnish({**given, "DATABASE_URL": "given"}) == {}


def test_migrates_as_the_owner() -> None:
    given = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "SAMSPEL_VAR": "/nonexistent"}
    assert furnish(given, as_owner=True) == {"DATABASE_URL": "owner", "DATABASE_APP_URL": "app"}
    assert furnish(given) == {}


# --- Administrators and tokens -------------------------------------------------------------------


def test_the_first_administrator_gives_a_password(db: None) -> None:
    done = run(admin.command, "create", "first", "--name", "First Admin", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.stderr
    user = User.objects.get(username="first")
    assert user.check_password(PASSWORD)
    assert who_is(user).functions == {Function.ADMINISTRATOR}
    assert not user.password_is_temporary
    assert PASSWORD not in done.output


def test_a_generated_password_stands_alone_on_standard_output(db: None) -> None:
    done = run(admin.command, "create", "first", "--name", "First Admin", "--generate")
    user = User.objects.get(username="first")
    assert user.check_password(done.stdout.strip())
    assert user.password_is_temporary


@pytest.mark.asvs("V6.3.2")
def test_a_weak_password_makes_no_administrator(db: None) -> None:
    done = run(main, "admin", "create", "first", "--name", "First", input="short\nshort\n")
    assert done.exit_code == 1
    assert "Error: " in done.stderr
    assert not User.objects.filter(username="first").exists()


def test_a_token_stands_alone_on_standard_output(cast: Cast, client: Client) -> None:
    done = run(token.command, "create", "Evaluator", "--days", "7", "--scopes", "questions:read, health")
    secret = done.stdout.strip()
    assert done.stdout == f"{secret}\n"
    row = ApiToken.objects.get()
    assert (row.user.username, row.scopes) == ("evaluator", ["health", "questions:read"])
    assert row.expires_at - row.created_at == timedelta(days=7)
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["create", "nobody.at.all"], 1),
        (["create", "admin", "--days", "0"], 2),
        (["create", "admin", "--days", "401"], 2),
        (["create", "admin", "--scopes", "everything"], 2),
        (["create"], 2),
        (["revoke", "999"], 1),
        (["revoke", "x"], 2),
    ],
)
def test_what_cannot_be_prints_nothing_on_standard_output(cast: Cast, arguments: list[str], code: str | int) -> None:
    failed = run(token.command, *arguments)
    assert failed.exit_code == code
    assert failed.stdout == ""
    assert "Error" in failed.stderr
    assert not ApiToken.objects.exists()


def test_tokens_are_listed_without_what_they_say_and_ended(cast: Cast, client: Client) -> None:
    secret = run(token.command, "create", "admin").stdout.strip()
    row = ApiToken.objects.get()
    listed = run(token.command, "list").stdout
    assert listed.startswith(f"{row.pk}\tadmin\t")
    assert secret not in listed
    assert run(token.command, "revoke", str(row.pk)).exit_code == 0
    assert client.get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


# --- Outbox, demo, database ----------------------------------------------------------------------


def test_the_outbox_shows_how_old_and_how_often_but_no_content(cast: Cast) -> None:
    now = clock.now()
    failed: dict[str, Any] = {"attempts": 3, "last_error": "SMTPServerDisconnected"}
    given_up: dict[str, Any] = {"given_up_at": now}
    for number, fields in enumerate([{}, failed, given_up]):
        OutboxMessage.objects.create(
            kind="question answered",
            channel="email",
            to=f"somebody{number}@example.org",
            subject="A secret subject",
            body="A secret body",
            about_kind="questions.question",
            about_id=str(number),
            created_at=now - timedelta(hours=5),
            due_at=now,
            **fields,
        )
    shown = run(outbox.command, "show").stdout
    assert "2\t" in shown
    assert "SMTPServerDisconnected" in shown
    assert "\t5 " in shown
    assert len(shown.splitlines()) == 2
    assert "secret" not in shown
    assert "somebody" not in shown


def test_an_empty_outbox_says_so(db: None) -> None:
    assert len(run(outbox.command, "show").stdout.splitlines()) == 1


def test_the_demo_is_not_loaded_without_its_switch(db: None) -> None:
    failed = run(demo.command, "load")
    assert failed.exit_code == 1
    assert "SAMSPEL_DEMO" in failed.stderr


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_migrate_twice_changes_nothing_and_keeps_the_log_safe() -> None:
    wanted = connection.settings_dict
    address = f"postgres://{wanted['USER']}:{wanted['PASSWORD']}@{wanted['HOST']}:{wanted['PORT']}/{wanted['NAME']}"
    for _time in range(2):
        done = program("migrate", SAMSPEL_ENV="trial", DATABASE_URL=address, LC_ALL="C")
        assert done.returncode == 0, done.stderr
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('samspel_app', 'core_logrow', 'UPDATE')")
        assert cursor.fetchone() == (False,)
    failed = program("migrate", "--role", "no such role", SAMSPEL_ENV="trial", DATABASE_URL=address, LC_ALL="C")
    assert failed.returncode == 1
    assert "The role no such role is missing" in failed.stderr
