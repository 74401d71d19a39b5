"""`samspel log`: an operator seals, publishes and checks; what is found is told by row, and by the exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from samspel.cli.log import command
from samspel.core.models import LogRow
from samspel.core.tests.logged import a_sealed_log, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english() -> object:
    """As at an English terminal."""
    with translation.override("en"):
        yield


def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and what was said beside it."""
    result = CliRunner().invoke(command, arguments, input=typed)
    return result.exit_code, result.stdout, result.stderr


def as_superuser(statement: str) -> None:
    """Do what the application may not."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement)


def test_what_was_logged_is_sealed_published_and_holds(tmp_path: Path) -> None:
    write(4)
    assert run("seal")[2] == "4 rows were sealed.\n"
    with override_settings(LOG_HEADS=[f"file://{tmp_path}/heads"]):
        code, line, _said = run("publish")
    assert (code, line) == (0, (tmp_path / "heads").read_text())
    code, found, said = run("verify", "--heads", str(tmp_path / "heads"))
    assert (code, found) == (0, "")
    assert "4 rows, of which 4 under 1 seals." in said
    assert "All holds." in said


def test_rows_that_are_not_sealed_yet_are_told_and_are_no_fault() -> None:
    a_sealed_log(1)
    write(2)
    code, _found, said = run("verify")
    assert code == 0
    assert "2 rows are not sealed yet" in said
    assert "can't be seen" in said, "no heads were given"


def test_what_is_found_is_told_by_row_and_by_the_exit_code() -> None:
    a_sealed_log(2)
    row = LogRow.objects.order_by("pk")[7].pk
    as_superuser(f"UPDATE core_logrow SET actor_id = 'nobody' WHERE id = {row}")
    code, found, said = run("verify")
    assert code == 1
    assert found.startswith(f"Row {row} has been changed")
    assert "Found: 1." in said


def test_an_end_that_was_cut_off_is_seen_by_the_heads_from_standard_input() -> None:
    published = a_sealed_log(3)
    as_superuser("DELETE FROM core_logrow USING core_logseal AS s WHERE s.no = 3 AND s.rows @> core_logrow.id")
    as_superuser("DELETE FROM core_logseal WHERE no = 3")
    assert run("verify")[0] == 0, "without the heads it can't be seen"
    code, found, _said = run("verify", "--heads", "-", typed="\n".join(published))
    assert code == 1
    assert "its end has been cut off" in found


def test_what_came_after_the_last_head_is_told_as_not_vouched_for() -> None:
    published = a_sealed_log(3)
    code, _found, said = run("verify", "--heads", "-", typed="\n".join(published[:2]))
    assert code == 0
    assert "are not vouched for from outside: 15 are there" in said


def test_a_file_without_heads_is_told() -> None:
    a_sealed_log(1)
    code, _found, said = run("verify", "--heads", "-", typed="nothing here\n")
    assert code == 0
    assert "There is no head in the file" in said


def test_no_more_than_a_hundred_findings_are_shown_and_all_are_counted() -> None:
    a_sealed_log(10)
    as_superuser("UPDATE core_logrow SET verb = 'x'")
    code, found, said = run("verify")
    assert code == 1
    assert "… and 50 more." in found
    assert "Found: 150." in said


def test_nothing_is_published_before_anything_was_sealed() -> None:
    assert "Nothing is sealed yet." in run("publish")[1]
