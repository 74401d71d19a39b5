"""Two at once: one gets it and the other is told. Each with a control that goes wrong when the lock is off."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from samspel.core import clock, versions
from samspel.core.errors import Missing, Refused
from samspel.escalation import services
from samspel.escalation.models import Hop, Leg
from samspel.escalation.rules import Event, State
from samspel.escalation.services import answering
from samspel.escalation.tests.ground import MIDSUMMERS_EVE, WhoIs, alarm, later, weekend_duty

pytestmark = pytest.mark.django_db(transaction=True)
Ran = list[Exception | None]


def at_once(*acts: Callable[[], object]) -> Ran:
    """Run the acts in threads that start together; what each raised, in order."""
    start = threading.Barrier(len(acts))
    ends: Ran = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
        except (Refused, Missing) as no:
            ends[place] = no
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


@contextmanager
def without_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rows are read without being held, and both have read before either writes."""
    both = threading.Barrier(2)

    def unlocked(rows: QuerySet[Leg], pk: int, version: int | None = None) -> Leg:
        row = rows.filter(pk=pk).first()
        both.wait(10)
        if row is None:
            raise Missing
        return row

    with monkeypatch.context() as patch:
        patch.setattr(versions, "hold", unlocked)
        yield


@pytest.fixture
def waiting(who: WhoIs) -> Leg:
    """An alarm that both the duty officer and the head of security may take."""
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        return alarm(who("host.berga"))


def take(leg: Leg, by: Any) -> Callable[[], object]:
    def act() -> object:
        with later(MIDSUMMERS_EVE, minutes=15):
            return services.acknowledge(leg, by=by)

    return act


def taken(leg: Leg) -> int:
    return Hop.objects.filter(leg=leg, event=Event.ACKNOWLEDGED).count()


def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told_who(waiting: Leg, who: WhoIs) -> None:
    first, second = who("duty.officer"), who("security.head")
    ends = at_once(take(waiting, first), take(waiting, second))
    leg = Leg.objects.get(pk=waiting.pk)
    (refused,) = [end for end in ends if end is not None]
    assert isinstance(refused, Refused)
    assert leg.acknowledged_label in str(refused.message)
    assert leg.acknowledged_by == (first if ends[0] is None else second).user
    assert taken(leg) == 1


def test_without_the_lock_both_would_take_it(waiting: Leg, who: WhoIs, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = who("duty.officer"), who("security.head")
    with without_lock(monkeypatch):
        ends = at_once(take(waiting, first), take(waiting, second))
    assert ends == [None, None]
    assert taken(waiting) == 2


def go_on(leg: Leg) -> Callable[[], object]:
    def act() -> object:
        with later(MIDSUMMERS_EVE, minutes=15):
            return answering.pass_on(leg, by=answering.JOB)

    return act


def test_what_is_taken_just_as_its_time_runs_out_either_stays_or_goes_on(waiting: Leg, who: WhoIs) -> None:
    ends = at_once(take(waiting, who("duty.officer")), go_on(waiting))
    leg = Leg.objects.get(pk=waiting.pk)
    assert ends[0] is None, "whoever takes it has it, also when it had just gone on"
    assert (leg.stands, leg.acknowledged_by) == (State.ACKNOWLEDGED, who("duty.officer").user)
    assert leg.step == (0 if ends[1] else 1)


def test_without_the_lock_it_would_be_taken_and_go_on_at_once(
    waiting: Leg, who: WhoIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with without_lock(monkeypatch):
        ends = at_once(take(waiting, who("duty.officer")), go_on(waiting))
    assert ends == [None, None]
    events = list(Hop.objects.filter(leg=waiting).values_list("event", flat=True))
    assert {Event.ACKNOWLEDGED.value, Event.UNANSWERED.value} <= set(events)
    leg = Leg.objects.get(pk=waiting.pk)
    assert leg.version == 2, "one of the two was lost"


def test_two_workers_pass_it_on_once(waiting: Leg) -> None:
    def run() -> object:
        with later(MIDSUMMERS_EVE, minutes=15):
            return services.pass_on_unanswered()

    at_once(run, run)
    assert Hop.objects.filter(leg=waiting, event=Event.UNANSWERED).count() == 1
