"""An upgrade keeps nobody waiting for long: no change since the first release rewrites or reads through a table."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Container
from itertools import zip_longest
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samspel.core import backup
from tools.places import BIN, ROOT

RELEASES = sorted((ROOT / "tests" / "releases").iterdir())
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
# One row for each of what a municipality has few of: areas, departments, people, kinds of job. All others grow.
SMALL = re.compile(
    r"municipality_\w+|accounts_(?:user|assignment|standin|apitoken)|mfa_authenticator|auth_\w+"
    r"|core_beat|django_content_type|django_migrations"
)
MADE = re.compile(r'^CREATE TABLE "(\w+)"', re.MULTILINE)
# Nobody stands in a column that is made now: PostgreSQL doesn't look through the table for it.
NEW_REFERENCE = re.compile(r'ADD COLUMN "\w+" \w+ NULL CONSTRAINT "\w+" REFERENCES')


def migrations(release: Path) -> Container[str]:
    """What had been migrated in it."""
    return set(backup.read(release).migrations)


def statements(since: Path, until: Path | None) -> str:
    """What all of our migrations between a release and the next one (until now when there is none) do, in SQL."""
    before, after = migrations(since), migrations(until) if until else None
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("samspel.")}
    executor = MigrationExecutor(connection)
    everything = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    new = [
        each
        for each, _ in everything
        if each.app_label in ours
        and (name := f"{each.app_label}.{each.name}") not in before
        and (after is None or name in after)
    ]
    return "\n".join(line for each in new for line in executor.loader.collect_sql([(each, False)]))


def long_locks(sql: str, folder: Path) -> list[str]:
    """The statements that keep others waiting for long."""
    file = folder / "since.sql"
    file.write_text(sql)
    command = [str(BIN / "squawk"), "--pg-version", "15", "--reporter", "json", str(file)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    lines, made = sql.splitlines(), set(MADE.findall(sql))
    found = dict.fromkeys(lines[each["line"]] for each in said if each["rule_name"] in LONG)
    return [line for line in found if grows(line, made) and not NEW_REFERENCE.search(line)]


def grows(statement: str, made: Container[str]) -> bool:
    """Is it about a table that may be full? One that is made on the way from the same release is empty still."""
    named = re.search(r'(?:ALTER TABLE|\bON) "(\w+)"', statement)
    return named is None or not (named[1] in made or SMALL.fullmatch(named[1]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("since", "until"), list(zip_longest(RELEASES, RELEASES[1:])))
def test_no_migration_since_a_release_locks_a_full_table_for_long(
    since: Path, until: Path | None, tmp_path: Path
) -> None:
    assert long_locks(statements(since, until), tmp_path) == []


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX "slow" ON "questions_question" ("text");',
        'CREATE INDEX "slow" ON "observations_observation" ("text");',
        'CREATE INDEX "slow" ON "core_receipt" ("at");',
        'ALTER TABLE "questions_question" ALTER COLUMN "text" TYPE varchar(10) USING "text"::varchar(10);',
        'ALTER TABLE "questions_question" ADD CONSTRAINT "some" CHECK ("text" <> \'\');',
        'ALTER TABLE "questions_question" ALTER COLUMN "text" SET NOT NULL;',
        'ALTER TABLE "questions_question" ADD CONSTRAINT "one" UNIQUE ("text");',
    ],
)
def test_a_migration_that_would_is_seen(statement: str, tmp_path: Path) -> None:
    assert long_locks(f"SELECT 1;\n{statement}", tmp_path) == [statement]


def test_what_is_made_on_the_way_or_small_by_nature_keeps_nobody_waiting(tmp_path: Path) -> None:
    new = 'CREATE TABLE "plans_new" ("text" text NOT NULL);\nCREATE INDEX "quick" ON "plans_new" ("text");'
    few = 'CREATE INDEX "few" ON "municipality_area" ("name");'
    assert long_locks(f"SELECT 1;\n{new}\n{few}", tmp_path) == []


def test_a_reference_in_a_new_column_is_no_long_lock(tmp_path: Path) -> None:
    add = 'ADD COLUMN "thing_id" bigint NULL CONSTRAINT "fk" REFERENCES "core_beat"("job");'
    assert long_locks(f'SELECT 1;\nALTER TABLE "questions_question" {add}', tmp_path) == []
