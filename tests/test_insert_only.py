"""What has happened cannot be changed by the program, nor by who breaks into it: the database refuses."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from samspel.core import grants

pytestmark = pytest.mark.django_db
HISTORY = (
    "commissions_commissionversion",
    "core_disposal",
    "core_logrow",
    "core_logseal",
    "questions_entry",
    "questions_note",
    "questions_standardtext",
    "situation_adoptedchallenge",
    "situation_adoptedpicture",
    "escalation_hop",
    "escalation_handoverline",
    "plans_adoptedmeasure",
    "plans_adoptedplan",
    "plans_followup",
    "plans_statusrow",
    "targets_adoptedgoal",
    "targets_adoptedtarget",
)
KEYS = {"core_logseal": "no"}


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as fault:
        return "permission denied" in str(fault) or "must be owner" in str(fault)
    return False


def test_these_are_the_tables_that_are_only_added_to() -> None:
    assert sorted(grants.insert_only_tables()) == sorted(HISTORY)


@pytest.mark.asvs("V16.4.2", "V13.2.2")
@pytest.mark.parametrize("table", HISTORY)
def test_history_is_neither_changed_nor_taken_away(table: str) -> None:
    for statement in (
        f"UPDATE {table} SET {KEYS.get(table, 'id')} = NULL",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
    ):
        assert refused(statement), statement
    assert not refused(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "UPDATE django_migrations SET name = name",
        "GRANT UPDATE ON core_logrow TO samspel_app",
        "SET session_replication_role = replica",
        "CREATE EXTENSION dblink",
        "COPY core_logrow TO PROGRAM 'cat'",
    ],
)
def test_the_application_gives_itself_no_more_rights(statement: str) -> None:
    refused_by_grant = statement.startswith("GRANT")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SELECT has_table_privilege(current_user, 'core_logrow', 'UPDATE')")
            (may,) = cursor.fetchone()
    except ProgrammingError:
        return
    assert refused_by_grant, statement
    assert not may, statement
