"""Nobody waits for the sealing, and it skips nothing: ids are given before the commit, and some commit late."""

from random import Random
from time import sleep

import pytest
from django.db import connection, transaction

from samspel.core import chain
from samspel.core.columns import bounds
from samspel.core.models import LogRow, LogSeal
from samspel.core.tests.logged import at_once, going_on, unsealed, write

pytestmark = pytest.mark.django_db(transaction=True)


def sealed_by_id() -> set[int]:
    """What a sealing that goes by ids would take: all that is beyond the highest that was sealed."""
    highest = max((beyond for seal in LogSeal.objects.all() for _first, beyond in bounds(seal.rows)), default=0)
    return set(LogRow.objects.filter(pk__gte=highest).values_list("pk", flat=True))


def test_a_row_that_is_committed_late_is_sealed_late() -> None:
    with going_on(2) as late:
        early = write(3)
        assert max(late) < min(early), "the late one got its ids first"
        assert chain.seal_log() == 3
    assert unsealed() == set(late)
    assert chain.seal_log() == 2
    assert unsealed() == set()
    assert chain.verify().findings == []


def test_control_sealing_by_id_would_skip_the_late_one() -> None:
    with going_on(2) as late:
        write(3)
        chain.seal_log()
    assert sealed_by_id() == set()
    assert unsealed() == set(late), "the control sees what sealing by id would leave"


def test_a_long_import_delays_nobodys_write_and_nobodys_seal() -> None:
    with going_on(300) as imported:
        for _turn in range(5):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '500ms'")
                cursor.execute("SET LOCAL statement_timeout = '1s'")
                write(2)
            assert chain.seal_log() == 2
            assert chain.verify().young == 0
    assert chain.seal_log() == len(imported)
    assert (unsealed(), chain.verify().findings) == (set(), [])


def test_sealing_delays_nobodys_write() -> None:
    write(2)
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("LOCK TABLE core_logseal")
        faults = at_once([lambda: write(2)])
    assert faults == []
    assert chain.seal_log() == 4


def test_many_writers_at_once_some_of_them_undone_and_all_that_stays_is_sealed_once() -> None:
    def writer(seed: int) -> None:
        chance = Random(seed)
        for _turn in range(15):
            with transaction.atomic():
                write(chance.randrange(1, 4))
                with transaction.atomic():
                    write(1)
                    transaction.set_rollback(chance.random() < 0.2)
                sleep(chance.random() / 100)
            with transaction.atomic():
                write(1)
                transaction.set_rollback(chance.random() < 0.5)

    def sealer() -> None:
        for _turn in range(40):
            chain.seal_log()
            sleep(0.005)

    assert at_once([*(lambda seed=seed: writer(seed) for seed in range(6)), sealer, sealer]) == []
    chain.seal_log()
    assert unsealed() == set()
    assert sum(LogSeal.objects.values_list("count", flat=True)) == LogRow.objects.count()
    assert chain.verify().findings == []
