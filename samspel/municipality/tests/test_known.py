"""What is known of the municipality is as the rows are, at once, whoever changed them and whatever became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction

from samspel.core import log
from samspel.core.actors import Job
from samspel.municipality import edition, known, queries
from samspel.municipality.models import Area, Department, Edition, Matter, Setting, Team

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django.fixtures import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def mark() -> object:
    """The mark that stands."""
    return Edition.objects.get().mark


def test_what_was_read_is_not_read_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    queries.matters(), queries.calendar(), queries.routes()
    with known.one_request():
        queries.matters()
        with django_assert_num_queries(0):
            assert queries.calendar() is queries.calendar()
            assert [one.code for one in queries.matters()]
            assert queries.routes()


@pytest.mark.parametrize(
    "change",
    [
        lambda: Matter.objects.filter(pk=queries.matters()[0].pk).update(name="Ett annat namn"),
        lambda: Matter.objects.create(code=f"m-{uuid4()}", name="Nytt", answer_days=3),
        lambda: _by_hand("UPDATE municipality_matter SET name = name"),
        lambda: Setting.objects.filter(key="none").delete(),
    ],
)
def test_every_change_is_known_at_once_also_one_made_by_hand(change: Callable[[], object]) -> None:
    before = mark()
    change()
    assert mark() != before
    assert {one.pk: one.name for one in queries.matters()} == dict(Matter.objects.current().values_list("pk", "name"))


def _by_hand(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_what_was_taken_back_was_never_known() -> None:
    matter = queries.matters()[0]
    with transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(name="Ångrat")
        assert queries.matters()[0].name == "Ångrat"
        transaction.set_rollback(True)
    assert queries.matters()[0].name == matter.name
    Matter.objects.filter(pk=matter.pk).update(name="Beslutat")
    assert queries.matters()[0].name == "Beslutat"


def test_a_request_that_has_written_reads_what_it_wrote() -> None:
    with known.one_request():
        matter = queries.matters()[0]
        Matter.objects.filter(pk=matter.pk).update(name="Skrivet")
        log.record("changed", matter, by=Job("test"))
        assert queries.matters()[0].name == "Skrivet"


def test_who_sorts_what_they_were_given_sorts_their_own() -> None:
    before = [one.code for one in queries.areas()]
    queries.areas().reverse()
    queries.function_names().clear()
    assert [one.code for one in queries.areas()] == before
    assert queries.function_names()


def test_a_key_into_the_description_is_followed_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    area, teams = Area.objects.current()[0], queries.teams()
    with known.one_request():
        assert known.row(Area, area.pk) == area
        with django_assert_num_queries(0):
            found = known.row(Area, area.pk)
            assert found is not None
            assert found.team in {*teams, None}
    assert known.row(Area, 0) is None


def test_a_retired_row_is_found_by_those_that_point_at_it() -> None:
    department = queries.departments()[0]
    Department.objects.filter(pk=department.pk).update(retired_on="2020-01-01")
    assert known.row(Department, department.pk) == department
    assert department not in queries.departments()


def test_every_table_of_the_description_gives_a_new_mark() -> None:
    app = apps.get_app_config("municipality")
    with connection.cursor() as cursor:
        cursor.execute(edition.WATCHED)
        watched = {table for (table,) in cursor.fetchall()}
    assert watched == set(edition.tables(app))
    assert Team._meta.db_table in watched
    assert "municipality_changeset" not in watched
