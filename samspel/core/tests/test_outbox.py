"""What is to be sent stands or falls with what it tells of, leaves once, and is never dropped while it can be taken."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import OperationalError, transaction
from django.test import override_settings

from samspel.core import clock, outbox
from samspel.core.channels import NotDelivered
from samspel.core.models import Beat, OutboxMessage


class Other:
    """The other end of a line: what it was given, and what it answers."""

    given: ClassVar[list[OutboxMessage]] = []
    stood: ClassVar[list[OutboxMessage]] = []
    answer: ClassVar[list[BaseException]] = []

    def send(self, message: OutboxMessage) -> None:
        """Take it down, and how its row stood meanwhile."""
        self.given.append(message)
        self.stood.append(OutboxMessage.objects.get(pk=message.pk))
        if self.answer:
            raise self.answer[0]


@pytest.fixture
def other() -> type[Other]:
    """An other end that takes everything."""
    Other.given, Other.stood, Other.answer = [], [], []
    return Other


with_other = override_settings(CHANNELS={"email": f"{Other.__module__}.Other", "sms": f"{Other.__module__}.Other"})


def letter(number: int = 1, channel: str = "email") -> OutboxMessage:
    """A letter that waits."""
    about = Beat.objects.create(job=f"letter {channel} {number}", at=clock.now())
    to = f"somebody{number}@example.org"
    return outbox.post(kind="test", channel=channel, to=to, subject=str(number), body="Text", about=about)


def again(message: OutboxMessage) -> OutboxMessage:
    """As it stands now."""
    message.refresh_from_db()
    return message


@pytest.mark.django_db(transaction=True)
def test_a_letter_about_what_was_undone_is_never_sent() -> None:
    def undone() -> None:
        with transaction.atomic():
            about = Beat.objects.create(job="undone", at=clock.now())
            outbox.post(kind="test", to="somebody@example.org", subject="Undone", body="Nothing happened.", about=about)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not OutboxMessage.objects.filter(subject="Undone").exists()
    assert mail.outbox == []


@pytest.mark.django_db
@with_other
def test_a_try_is_claimed_before_it_begins_and_nobody_else_takes_the_letter_meanwhile(other: type[Other]) -> None:
    message = letter()
    assert outbox.hand_over(message.pk)
    (meanwhile,) = other.stood
    assert (meanwhile.attempts, meanwhile.last_error) == (1, outbox.UNTOLD)
    assert meanwhile.due_at > clock.now() + outbox.LEASE / 2
    assert again(message).last_error == ""


@pytest.mark.django_db
@with_other
def test_a_worker_that_dies_while_it_sends_leaves_the_letter_to_the_next_after_the_lease(other: type[Other]) -> None:
    message = letter()
    other.answer = [SystemExit()]
    with pytest.raises(SystemExit):
        outbox.hand_over(message.pk)
    other.answer = []
    assert outbox.hand_over_due() == 0
    with clock.at(clock.now() + outbox.LEASE):
        assert outbox.hand_over_due() == 1
    assert again(message).attempts == 2


@pytest.mark.django_db(transaction=True)
@with_other
def test_what_left_is_written_down_when_the_database_is_back(
    other: type[Other], monkeypatch: pytest.MonkeyPatch
) -> None:
    message, faults = letter(), [OperationalError("gone"), OperationalError("still gone")]
    save = OutboxMessage.save

    def sometimes(self: OutboxMessage, *_: object, update_fields: list[str]) -> None:
        if "sent_at" in update_fields and faults:
            raise faults.pop()
        save(self, update_fields=update_fields)

    with monkeypatch.context() as patched:
        patched.setattr(OutboxMessage, "save", sometimes)
        assert outbox.hand_over(message.pk)
    assert again(message).sent_at
    assert len(other.given) == 1


@pytest.mark.django_db
def test_the_same_letter_has_the_same_id_at_every_try() -> None:
    message = letter()
    outbox.hand_over(message.pk)
    OutboxMessage.objects.update(sent_at=None, due_at=clock.now())
    outbox.hand_over(message.pk)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.django_db
@with_other
def test_a_way_out_that_is_down_is_tried_once_a_minute_and_not_once_for_every_letter(other: type[Other]) -> None:
    for number in range(5):
        letter(number)
    other.answer = [NotDelivered("no answer", down=True)]
    now = clock.now()
    for minute in range(3):
        with clock.at(now + timedelta(minutes=minute)):
            assert outbox.hand_over_due() == 0
    assert len(other.given) == 3
    other.answer = []
    with clock.at(now + timedelta(minutes=3)):
        assert outbox.hand_over_due() == 5
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}, "that it was down is no letter's fault"


@pytest.mark.django_db
@with_other
def test_one_way_out_that_is_down_keeps_no_other_waiting(other: type[Other]) -> None:
    email, sms = letter(), letter(channel="sms")
    other.answer = [NotDelivered("no answer", down=True)]
    assert not outbox.hand_over(email.pk)
    other.answer = []
    assert outbox.hand_over_due() == 1
    assert again(sms).sent_at


@pytest.mark.django_db
@with_other
def test_three_days_without_a_way_out_and_then_everything_leaves_within_a_minute(other: type[Other]) -> None:
    for number in range(20):
        letter(number)
    other.answer = [NotDelivered("no answer", down=True)]
    now = clock.now()
    for hour in range(72):
        with clock.at(now + timedelta(hours=hour)):
            outbox.hand_over_due()
    other.answer = []
    with clock.at(now + timedelta(days=3, minutes=1)):
        assert outbox.hand_over_due() == 20
    assert not OutboxMessage.objects.exclude(given_up_at=None).exists()


@pytest.mark.django_db
@with_other
def test_a_letter_that_nobody_takes_for_a_week_is_given_up(other: type[Other]) -> None:
    message = letter()
    other.answer = [NotDelivered("not this one")]
    with clock.at(clock.now() + timedelta(days=6)):
        outbox.hand_over(message.pk)
        assert again(message).given_up_at is None
    with clock.at(clock.now() + timedelta(days=8)):
        outbox.hand_over_due()
        assert again(message).given_up_at


@pytest.mark.django_db
@with_other
@pytest.mark.parametrize("attempts", [0, 3])
def test_a_time_that_a_wrong_clock_set_keeps_no_letter_waiting(other: type[Other], attempts: int) -> None:
    message = letter()
    OutboxMessage.objects.update(due_at=clock.now() + timedelta(days=400), attempts=attempts)
    assert outbox.hand_over_due() == 1
    assert again(message).sent_at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "given_up", "down"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), True, False),
        (SMTPRecipientsRefused({"a@example.org": (450, b"come back later")}), False, False),
        (SMTPServerDisconnected("closed"), False, True),
        (ConnectionRefusedError(), False, True),
    ],
    ids=["refused", "not now", "cut", "nobody there"],
)
def test_what_the_mail_server_says_decides(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, given_up: bool, down: bool
) -> None:
    def send(self: EmailMessage) -> int:
        raise fault

    message, other = letter(1), letter(2)
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", send)
        assert not outbox.hand_over(message.pk)
    assert bool(again(message).given_up_at) is given_up
    assert outbox.hand_over(other.pk) is not down
