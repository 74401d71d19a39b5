"""What the modules have registered hangs together: the thread runs from what was seen to what was decided."""

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspel.core import thread as registry
from samspel.core.thread import Side, Step
from tests.cast import Whos

NO_IDS = ("x", "-1", "00000000-0000-4000-8000-000000000000", "many~~~~", "9" * 30)


def test_every_link_leads_onwards_between_kinds_that_are_there() -> None:
    kinds = registry.kinds()
    for link in registry.links():
        assert {link.earlier, link.later} <= set(kinds), link
        assert kinds[link.earlier].step <= kinds[link.later].step, link


def test_the_thread_can_be_walked_from_observation_to_money() -> None:
    kinds = registry.kinds()
    reached = {"observation"}
    for _step in Step:
        reached |= {link.later for link in registry.links() if link.earlier in reached}
    assert {kinds[code].step for code in reached} >= {
        Step.OBSERVATION,
        Step.CHALLENGE,
        Step.GOAL,
        Step.MEASURE,
        Step.INTERVENTION,
        Step.MONEY,
        Step.DECISION,
    }


def test_every_rule_is_of_a_kind_that_can_be_counted() -> None:
    for rule in registry.rules().values():
        assert rule.kind in registry.kinds(), rule.code
        kind = registry.kinds()[rule.kind]
        assert registry.kinds()[kind.part_of or kind.code].count, rule.code
        assert all(str(text) for text in (rule.name, rule.lacks, rule.mend)), rule.code


def test_a_rule_is_within_one_of_the_same_kind() -> None:
    rules = registry.rules()
    for rule in rules.values():
        assert not rule.within or rules[rule.within].kind == rule.kind, rule.code


def test_what_the_issue_names_as_broken_is_looked_for() -> None:
    """Challenges without measure, measures without challenge, goal or owner, and so on: each has a rule."""
    ruled = {(rule.kind, rule.step) for rule in registry.rules().values()}
    assert ruled >= {
        ("challenge", Step.MEASURE),
        ("measure", Step.CHALLENGE),
        ("measure", Step.GOAL),
        ("measure", Step.MEASURE),
        ("intervention", Step.MEASURE),
        ("goal", Step.GOAL),
    }


@pytest.mark.django_db
def test_ids_that_are_none_find_nothing_and_raise_nothing(who: Whos) -> None:
    seen = who("coordinator.berga")
    for kind in registry.kinds().values():
        found = list(kind.nodes(NO_IDS, seen))
        assert {node.ref.id for node in found} <= {"many~~~~"}, kind.code
        assert list(kind.nodes([], seen)) == [], kind.code
    for link in registry.links():
        for side in Side:
            assert list(link.pairs(NO_IDS, side)) == [], link
            assert list(link.pairs([], side)) == [], link


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["outsider", "polare.ryd", "admin"])
def test_who_has_no_part_in_the_work_finds_nothing_broken(who: Whos, username: str) -> None:
    seen = who(username)
    for rule in registry.rules().values():
        assert list(rule.lacking(seen, None)) == [], rule.code


@pytest.mark.django_db
def test_each_rule_each_link_and_each_kind_is_asked_in_few_statements(who: Whos) -> None:
    seen = who("coordinator.berga")
    ids = ["00000000-0000-4000-8000-000000000000"]
    asked: list[tuple[str, Callable[[], Iterable[object]]]] = [
        *((rule.code, partial(rule.lacking, seen, None)) for rule in registry.rules().values()),
        *((kind.code, partial(kind.nodes, ids, seen)) for kind in registry.kinds().values()),
        *((str(link), partial(link.pairs, ids, Side.LATER)) for link in registry.links()),
    ]
    for name, ask in asked:
        list(ask())
        with CaptureQueriesContext(connection) as queries:
            list(ask())
        # One, and one that reads the municipality's mark: outside a request that is read each time.
        real = [one for one in queries if "municipality_edition" not in one["sql"]]
        assert len(real) <= 2, (name, real)
