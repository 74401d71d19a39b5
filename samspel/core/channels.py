"""The ways out: each takes a message of the outbox and hands it over, or says why it could not."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from samspel.core.models import OutboxMessage


class NotDelivered(Exception):
    """Could not be handed over now.

    `lasting`: another try would fail the same way. `down`: it is the way out that fails, whatever it is given.
    """

    def __init__(self, why: str, *, lasting: bool = False, down: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting
        self.down = down


class Channel(Protocol):
    """A way out: e-mail today, a text-message gateway the same way."""

    def send(self, message: OutboxMessage) -> None:
        """Hand the message over; raises NotDelivered."""


class Email:
    """E-mail by the settings' SMTP server (EMAIL_URL)."""

    def send(self, message: OutboxMessage) -> None:
        letter = EmailMessage(
            subject=message.subject,
            body=message.body,
            to=[message.to],
            # The same message has the same id at every try, so that a mail server can tell a repetition.
            headers={"Message-ID": f"<outbox-{message.pk}-{message.created_at:%Y%m%d%H%M%S}@samspel>"},
        )
        try:
            letter.send()
        except SMTPRecipientsRefused as refusal:
            # 4xx says "not now", such as a server that lets strangers wait.
            lasting = all(code >= 500 for code, _words in refusal.recipients.values())
            raise NotDelivered("the address was refused", lasting=lasting) from refusal
        except (SMTPSenderRefused, SMTPDataError) as refusal:
            raise NotDelivered(f"{type(refusal).__name__} {refusal.smtp_code}") from refusal
        except (OSError, SMTPException) as fault:
            raise NotDelivered(type(fault).__name__, down=True) from fault


def named(name: str) -> Channel:
    """The channel that the settings name."""
    channel: Channel = import_string(settings.CHANNELS[name])()
    return channel
