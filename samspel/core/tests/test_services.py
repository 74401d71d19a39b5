"""What every service stands on: the log, the keys, the outbox, the versions, the database's rights."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import override_settings

from samspel.core import clock, counters, log, outbox
from samspel.core.actors import Job
from samspel.core.channels import NotDelivered
from samspel.core.errors import Refused, Unlogged
from samspel.core.models import Beat, LogRow, OutboxMessage, Receipt
from samspel.core.once import KeyReused, forget_old, once
from samspel.core.services import each, service

TESTER = Job("test")
pytestmark = pytest.mark.django_db


def beat(name: str = "test") -> Beat:
    return Beat.objects.create(job=name, at=clock.now())


@service
def leave_a_beat(name: str, *, logged: bool = True, fail: bool = False) -> Beat:
    row = beat(name)
    if logged:
        log.record("beat", row, by=TESTER, fields=["at"], because="rule 1")
    if fail:
        raise Refused("no")
    return row


@pytest.mark.asvs("V16.2.1", "V16.2.5", "V16.3.3")
def test_a_service_logs_who_did_what_and_never_what_was_written() -> None:
    leave_a_beat("pulse")
    row = LogRow.objects.get()
    assert (row.verb, row.actor_kind, row.actor_id, row.object_id) == ("beat", "job", "test", "pulse")
    assert (row.fields, row.because) == (["at"], "rule 1")


@pytest.mark.asvs("V2.3.3", "V16.3.3")
def test_a_service_that_logs_nothing_is_undone() -> None:
    with pytest.raises(Unlogged):
        leave_a_beat("pulse", logged=False)
    assert not Beat.objects.exists()


@pytest.mark.asvs("V2.3.3", "V16.5.3")
def test_a_refused_service_leaves_neither_change_nor_log_row() -> None:
    with pytest.raises(Refused):
        leave_a_beat("pulse", fail=True)
    assert not Beat.objects.exists()
    assert not LogRow.objects.exists()


def test_one_that_fails_keeps_no_other_waiting_and_is_told_in_the_end() -> None:
    with pytest.raises(Refused):
        each(["one", "two", "three"], lambda name: bool(leave_a_beat(name, fail=name == "one")))
    assert set(Beat.objects.values_list("job", flat=True)) == {"two", "three"}
    assert each(["four", "five"], lambda name: bool(leave_a_beat(name))) == 2


@pytest.mark.asvs("V16.4.2", "V13.2.2")
@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_logrow SET verb = 'x'", "DELETE FROM core_logrow", "TRUNCATE core_logrow", "DROP TABLE core_logrow"],
)
def test_the_application_can_only_add_to_the_log(statement: str) -> None:
    leave_a_beat("pulse")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogRow.objects.count() == 1


def test_a_key_does_its_work_once_and_answers_the_same_ever_after() -> None:
    calls: list[int] = []

    def do() -> str:
        calls.append(1)
        return f"/done/{len(calls)}/"

    def ask(payload: str) -> str:
        return once("k", by="user:1", doing="test", payload=payload, do=do)

    assert [ask("same"), ask("same")] == ["/done/1/", "/done/1/"]
    assert len(calls) == 1
    with pytest.raises(KeyReused):
        ask("other")
    assert once("k", by="user:2", doing="test", payload="other", do=do) == "/done/2/"


def test_a_key_whose_work_failed_may_be_used_again() -> None:
    def refuse() -> str:
        raise Refused("no")

    with pytest.raises(Refused):
        once("k", by="user:1", doing="test", payload="", do=refuse)
    assert once("k", by="user:1", doing="test", payload="", do=lambda: "done") == "done"


def test_receipts_are_forgotten_after_a_week() -> None:
    once("k", by="user:1", doing="test", payload="", do=lambda: "done")
    assert forget_old() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert forget_old() == 1


@transaction.atomic
def take_a_number_and_fail() -> None:
    counters.next_number("2026")
    raise Refused("no")


def test_numbers_in_a_series_follow_each_other_without_holes() -> None:
    assert [counters.next_number("2026") for _ in range(3)] == [1, 2, 3]
    with pytest.raises(Refused):
        take_a_number_and_fail()
    assert counters.next_number("2026") == 4
    assert counters.next_number("2027") == 1


class Down:
    """A channel whose other end does not answer."""

    def send(self, message: OutboxMessage) -> None:
        raise NotDelivered("no answer", lasting=message.to == "nobody@example.se")


def letter(to: str = "someone@example.se") -> OutboxMessage:
    return outbox.post(
        kind="test",
        to=to,
        subject="Hej\nBcc: x@example.se",
        body="Text",
        about=beat(f"letter {OutboxMessage.objects.count()}"),
    )


@pytest.mark.asvs("V1.3.11", "V1.3.3")
def test_a_letter_leaves_once_and_a_line_break_cannot_add_a_header() -> None:
    message = letter()
    assert outbox.hand_over(message.pk)
    assert not outbox.hand_over(message.pk)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Hej Bcc: x@example.se", ["someone@example.se"])


@pytest.mark.asvs("V16.5.2")
@override_settings(CHANNELS={"email": f"{Down.__module__}.Down"})
def test_a_letter_that_cannot_leave_waits_and_leaves_when_the_line_is_back() -> None:
    message = letter()
    assert not outbox.hand_over(message.pk)
    assert not outbox.hand_over_due(), "it waits a minute before the next try"
    assert outbox.waiting().count() == 1
    with (
        clock.at(clock.now() + timedelta(minutes=2)),
        override_settings(CHANNELS={"email": "samspel.core.channels.Email"}),
    ):
        assert outbox.hand_over_due() == 1


@override_settings(CHANNELS={"email": f"{Down.__module__}.Down"})
def test_a_refused_address_is_given_up_at_once_and_told() -> None:
    message = letter("nobody@example.se")
    outbox.hand_over(message.pk)
    message.refresh_from_db()
    assert message.given_up_at
    assert message.last_error == "no answer"


class Broken:
    """A channel with a fault of its own for one receiver."""

    def send(self, message: OutboxMessage) -> None:
        if message.to == "nobody@example.se":
            raise ValueError(message.to)


@override_settings(CHANNELS={"email": f"{Broken.__module__}.Broken"})
def test_a_letter_that_a_channel_chokes_on_keeps_no_other_from_leaving() -> None:
    broken, good = letter("nobody@example.se"), letter()
    assert outbox.hand_over_due() == 1
    for message in (broken, good):
        message.refresh_from_db()
    assert good.sent_at
    assert (broken.sent_at, broken.attempts, broken.last_error) == (None, 1, "ValueError")


def test_letters_about_something_are_emptied_and_those_that_wait_are_given_up() -> None:
    sent, waits, other = letter(), letter(), letter()
    outbox.hand_over(sent.pk)
    OutboxMessage.objects.update(about_id="pulse")
    OutboxMessage.objects.filter(pk=other.pk).update(kind="other")
    about = beat("pulse")
    assert outbox.dispose_about(about, "test") == 2
    for message in (sent, waits, other):
        message.refresh_from_db()
    assert (sent.to, sent.body, waits.to, waits.body) == ("", "", "", "")
    assert waits.given_up_at
    assert other.to


def test_old_letters_are_emptied_but_their_rows_stay() -> None:
    message = letter()
    outbox.hand_over(message.pk)
    with clock.at(clock.now() + timedelta(days=31)):
        assert outbox.dispose_old() == 1
    message.refresh_from_db()
    assert (message.to, message.body, message.kind) == ("", "", "test")


def twenty(work: Callable[[], object]) -> list[object]:
    """What twenty threads got that all began at once."""
    start, results = threading.Barrier(20), []

    def run() -> None:
        try:
            start.wait()
            results.append(work())
        except Exception as fault:
            results.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_do_the_work_once() -> None:
    def work() -> str:
        return once("k", by="anyone", doing="test", payload="", do=lambda: str(counters.next_number("once")))

    assert twenty(work) == ["1"] * 20
    assert Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_twenty_at_once_with_keys_of_their_own_do_it_twenty_times() -> None:
    keys = iter(range(20))

    def work() -> str:
        return once(str(next(keys)), by="anyone", doing="test", payload="", do=lambda: str(counters.next_number("own")))

    assert sorted(twenty(work), key=lambda one: int(str(one))) == [str(n) for n in range(1, 21)]
