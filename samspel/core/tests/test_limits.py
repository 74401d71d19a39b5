"""Limits let as many through as they say, however many come at once; with the ways of counting that let more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.test import override_settings

from samspel.core import clock, limits
from samspel.core.cache import Cache
from samspel.core.models import Counter

AT_ONCE = 16
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(do: Callable[[], bool]) -> int:
    """How many of those who do it at once are let through."""
    ready = Barrier(AT_ONCE)

    def one(_number: int) -> bool:
        try:
            connections["default"].ensure_connection()
            ready.wait(20)
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


def taken_after_its_holder_died(kind: type[DatabaseCache]) -> int:
    """A lock was left behind and has run out: how many take it at once."""
    made = kind("core_cache", {})
    made.set("lock", "of the dead", timeout=-60)
    return at_once(lambda: made.add("lock", "mine", timeout=60))


@pytest.mark.asvs("V6.3.1", "V6.5.1")
def test_a_lock_that_ran_out_is_taken_by_one() -> None:
    assert [taken_after_its_holder_died(Cache) for _time in range(5)] == [1] * 5


def test_the_control_many_take_it_when_it_is_read_first() -> None:
    assert max(taken_after_its_holder_died(DatabaseCache) for _time in range(20)) > 1


def test_a_lock_that_is_held_is_taken_by_nobody_and_a_free_one_by_one() -> None:
    cache.clear()
    assert cache.add("lock", 1, timeout=60)
    assert not cache.add("lock", 2, timeout=60)
    assert cache.get("lock") == 1
    cache.delete("lock")
    assert at_once(lambda: cache.add("lock", 1, timeout=None)) == 1


@pytest.mark.asvs("V2.4.1", "V2.3.2")
@override_settings(LIMITS={"api_write": (5, 3600)})
def test_five_of_those_who_come_at_once_are_let_through() -> None:
    assert at_once(lambda: limits.within("api_write", "one token")) == 5


@override_settings(LIMITS={"api_write": (5, 3600)})
def test_the_control_more_are_let_through_when_one_reads_and_then_writes() -> None:
    def racy() -> bool:
        row, _made = Counter.objects.get_or_create(series="racy", defaults={"value": 0})
        row.value += 1
        row.save()
        return row.value <= 5

    counts = []
    for _time in range(10):
        Counter.objects.filter(series="racy").delete()
        counts.append(at_once(racy))
    assert max(counts) > 5


@override_settings(LIMITS={"ask": (2, 3600), "look_up": (1, 60)})
def test_the_night_forgets_what_is_past_and_no_limit_begins_anew() -> None:
    assert [limits.within("ask", "one network") for _time in range(3)] == [True, True, False]
    with clock.at(clock.now() - timedelta(days=1)):
        limits.within("look_up", "one network")
    assert limits.forget_old() == 1
    assert not limits.within("ask", "one network")
