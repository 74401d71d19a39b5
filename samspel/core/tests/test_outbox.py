"""What is to be sent stands or falls with what it tells of."""

import pytest
from django.core import mail
from django.db import transaction

from samspel.core import clock, outbox
from samspel.core.models import Beat, OutboxMessage


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
