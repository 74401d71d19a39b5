"""The roster's job."""

from datetime import UTC, datetime

import pytest

from samspel.core import clock
from samspel.core.jobs import last_beat
from samspel.core.models import OutboxMessage
from samspel.duty import tasks

pytestmark = pytest.mark.django_db


def test_each_week_those_who_plan_are_warned_of_gaps() -> None:
    with clock.at(datetime(2026, 6, 15, 10, tzinfo=UTC)):
        tasks.warn_of_gaps(0)
    assert OutboxMessage.objects.get().kind == "duty.gaps"
    assert last_beat("duty.warn_of_gaps") is not None
