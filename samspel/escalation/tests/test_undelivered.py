"""An alarm's letter that nobody takes: it goes on at once, the page and its sender say so, and one way is enough."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test import Client

from samspel.core import clock, outbox
from samspel.core.channels import NotDelivered
from samspel.core.models import OutboxMessage
from samspel.escalation import letters as writing
from samspel.escalation import line, queries, services
from samspel.escalation.models import Leg
from samspel.escalation.rules import Event, Kind, Role, State
from samspel.escalation.tests.ground import (
    MIDSUMMERS_EVE,
    TUESDAY,
    WhoIs,
    again,
    alarm,
    departments,
    later,
    letters,
    lifted,
    send,
    story,
    weekend_duty,
)
from samspel.municipality.models import LineStep

pytestmark = pytest.mark.django_db


class Refusing:
    """A mail server that knows some addresses not, and refuses them for good."""

    unknown: ClassVar[set[str]] = set()

    def send(self, message: OutboxMessage) -> None:
        if message.to in self.unknown:
            raise NotDelivered("the address was refused", lasting=True)


@pytest.fixture(autouse=True)
def refused(settings: Any) -> set[str]:
    """The addresses that are refused."""
    settings.CHANNELS = dict.fromkeys(("email", "sms"), f"{__name__}.Refusing")
    Refusing.unknown = set()
    return Refusing.unknown


@pytest.fixture
def on_duty(who: WhoIs) -> str:
    """The duty officer's own address; they are on duty the whole weekend."""
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    return officer.email


def in_a_minute() -> int:
    """A minute later the worker hands over what is due."""
    with later(MIDSUMMERS_EVE, minutes=1):
        return outbox.hand_over_due()


def test_what_could_not_be_delivered_goes_on_at_once_and_its_sender_is_told(
    who: WhoIs, refused: set[str], on_duty: str
) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    in_a_minute()
    leg = again(leg)
    assert (leg.holder, leg.step, leg.stands) == ("TiB 2", 1, State.WAITING)
    assert leg.answer_by == MIDSUMMERS_EVE + timedelta(minutes=16)
    assert [event for event, _holder in story(leg)] == [Event.SENT, Event.UNDELIVERED]
    told = letters("escalation.moved")["host.berga@example.org"]
    assert "Det gick inte att leverera. Skickat vidare till TiB 2" in told.body


def test_its_page_says_that_it_could_not_be_delivered(
    who: WhoIs, refused: set[str], on_duty: str, client_as: Callable[..., Client]
) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    in_a_minute()
    with later(MIDSUMMERS_EVE, minutes=2):
        page = client_as("host.berga").get(f"/escalations/{leg.escalation_id}/").content.decode()
    assert "Det gick inte att leverera. Skickat vidare till TiB 2" in page


def test_one_way_that_is_taken_is_enough(who: WhoIs, refused: set[str], on_duty: str) -> None:
    refused |= {on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    in_a_minute()
    assert again(leg).step == 0
    assert outbox.given_up(MIDSUMMERS_EVE).count() == 1


def test_while_a_text_message_may_still_arrive_it_waits(
    who: WhoIs, refused: set[str], on_duty: str, settings: Any
) -> None:
    settings.ALARM_CHANNELS = ["email", "sms"]
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    by_mail = OutboxMessage.objects.filter(kind=writing.KIND, channel="email")
    text_message = OutboxMessage.objects.get(channel="sms")
    with later(MIDSUMMERS_EVE, minutes=1):
        for message in by_mail:
            outbox.hand_over(message.pk)
        assert again(leg).step == 0
        refused.add(text_message.to)
        outbox.hand_over(text_message.pk)
    assert again(leg).step == 1


def test_who_has_taken_it_keeps_it(who: WhoIs, refused: set[str], on_duty: str) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("duty.officer"))
    in_a_minute()
    assert again(leg).stands is State.ACKNOWLEDGED


def test_what_has_gone_on_already_goes_no_further(who: WhoIs, refused: set[str], on_duty: str) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    with later(MIDSUMMERS_EVE, minutes=15):
        services.pass_on_unanswered()
        outbox.hand_over_due()
    assert (again(leg).step, [event for event, _holder in story(leg)]) == (1, [Event.SENT, Event.UNANSWERED])


def test_at_the_end_of_the_line_it_stays_and_everybody_is_told_to_call(
    who: WhoIs, refused: set[str], on_duty: str
) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        last = LineStep.objects.filter(receiver__role=Role.DUTY_OFFICER).order_by("position").last()
        assert last is not None
        services.hand_over(leg, line.Position(Role.DUTY_OFFICER, step=last.position), "Prov", by=who("duty.officer"))
        refused |= set(OutboxMessage.objects.filter(kind=writing.KIND).values_list("to", flat=True))
    in_a_minute()
    leg = again(leg)
    assert (leg.stands, leg.answer_by) == (State.WAITING, None)
    assert story(leg)[-1] == (Event.UNREACHED, "Kommundirektören")
    assert "Det gick inte att leverera." in letters("escalation.end_of_line")["host.berga@example.org"].body


def test_a_question_that_was_lifted_and_reaches_no_manager_goes_to_who_is_above(who: WhoIs, refused: set[str]) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.berga"), "education")
        refused |= set(OutboxMessage.objects.filter(kind=writing.KIND).values_list("to", flat=True))
    with later(TUESDAY, minutes=1):
        outbox.hand_over_due()
    assert again(leg).role == Role.DEPARTMENT_MANAGEMENT
    assert story(leg)[-1][0] == Event.UNDELIVERED


def test_one_part_of_an_alarm_says_nothing_of_the_other(who: WhoIs, refused: set[str], on_duty: str) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        both = send(who("coordinator.berga"), [Kind.SAFETY, Kind.SEGREGATION], departments=departments("education"))
    in_a_minute()
    stories = [[event for event, _holder in story(leg)] for leg in both.legs.all()]
    assert stories == [[Event.SENT, Event.UNDELIVERED], [Event.SENT]]


def test_what_cannot_go_on_now_is_tried_again_with_its_letter(
    who: WhoIs, refused: set[str], on_duty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    with monkeypatch.context() as patched:
        patched.setattr(queries, "has_another_way", lambda message: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            in_a_minute()
    assert not OutboxMessage.objects.filter(kind=writing.KIND).exclude(given_up_at=None).exists()
    with later(MIDSUMMERS_EVE, minutes=5):
        outbox.hand_over_due()
    assert again(leg).step == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_ways_that_fail_at_once_the_last_lets_it_go_on(who: WhoIs, refused: set[str], on_duty: str) -> None:
    refused |= {"tib@linkoping.example", on_duty}
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    both = list(OutboxMessage.objects.filter(kind=writing.KIND).values_list("pk", flat=True))
    start = threading.Barrier(len(both))

    def give_up(pk: int) -> None:
        try:
            start.wait(10)
            with later(MIDSUMMERS_EVE, minutes=1):
                outbox.hand_over(pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=give_up, args=[pk]) for pk in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Leg.objects.get(pk=leg.pk).step == 1
    assert [event for event, _holder in story(leg)] == [Event.SENT, Event.UNDELIVERED]
