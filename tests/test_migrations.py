"""An upgrade keeps nobody waiting for long: no change since the first release rewrites or reads through a table."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samspel.core import backup
from tools.places import BIN, ROOT

RELEASE = backup.read(min((ROOT / "tests" / "releases").iterdir()))
# Of all that squawk knows: what keeps others waiting while PostgreSQL reads through a table, or writes it anew.
LONG = {
    "adding-field-with-default",
    "adding-foreign-key-constraint",
    "adding-not-nullable-field",
    "adding-serial-primary-key-field",
    "changing-column-type",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
}
# A table that has fewer rows than this after a year of work stays small.
SMALL = 100
# Nobody stands in a column that is made now: PostgreSQL doesn't look through the table for it.
NEW_REFERENCE = re.compile(r'ADD COLUMN "\w+" \w+ NULL CONSTRAINT "\w+" REFERENCES')


def statements() -> str:
    """What all of our migrations since the first release do, as SQL in their order."""
    known = {tuple(name.split(".", 1)) for name in RELEASE.migrations}
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("samspel.")}
    executor = MigrationExecutor(connection)
    everything = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    since = [each for each, _ in everything if each.app_label in ours and (each.app_label, each.name) not in known]
    return "\n".join(line for each in since for line in executor.loader.collect_sql([(each, False)]))


def long_locks(sql: str, folder: Path) -> list[str]:
    """The statements that keep others waiting for long."""
    file = folder / "since.sql"
    file.write_text(sql)
    command = [str(BIN / "squawk"), "--pg-version", "15", "--reporter", "json", str(file)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    lines = sql.splitlines()
    found = dict.fromkeys(lines[each["line"]] for each in said if each["rule_name"] in LONG)
    return [line for line in found if grows(line) and not NEW_REFERENCE.search(line)]


def grows(statement: str) -> bool:
    """Is it about a table that was there in the first release, and full?"""
    named = re.search(r'(?:ALTER TABLE|\bON) "(\w+)"', statement)
    table = RELEASE.tables.get(named[1]) if named else None
    return table is None or table.rows >= SMALL


@pytest.mark.django_db(transaction=True)
def test_no_migration_since_the_first_release_locks_a_table_for_long(tmp_path: Path) -> None:
    assert long_locks(statements(), tmp_path) == []


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX "slow" ON "questions_question" ("text");',
        'ALTER TABLE "questions_question" ALTER COLUMN "text" TYPE varchar(10) USING "text"::varchar(10);',
        'ALTER TABLE "questions_question" ADD CONSTRAINT "some" CHECK ("text" <> \'\');',
        'ALTER TABLE "questions_question" ALTER COLUMN "text" SET NOT NULL;',
        'ALTER TABLE "questions_question" ADD CONSTRAINT "one" UNIQUE ("text");',
    ],
)
def test_a_migration_that_would_is_seen(statement: str, tmp_path: Path) -> None:
    assert long_locks(f"SELECT 1;\n{statement}", tmp_path) == [statement]


def test_a_reference_in_a_new_column_is_no_long_lock(tmp_path: Path) -> None:
    add = 'ADD COLUMN "thing_id" bigint NULL CONSTRAINT "fk" REFERENCES "core_beat"("job");'
    assert long_locks(f'SELECT 1;\nALTER TABLE "questions_question" {add}', tmp_path) == []
