"""Alarms that are open are told of before what they go by is changed."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.utils import translation

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.escalation import effects, services
from samspel.escalation.rules import Kind
from samspel.municipality.content import stored
from samspel.municipality.effects import Effect, Planned
from samspel.municipality.files import examine
from samspel.municipality.models import Area

pytestmark = pytest.mark.django_db


def told(change: Callable[[dict[str, dict[str, str]]], None]) -> list[Effect]:
    """What is told of a change of the receivers, which come by role and department."""
    before = stored.document()
    after = deepcopy(before)
    rows = after["escalation"]["receivers"]
    change({f"{row['role']}:{row.get('department', '')}": row for row in rows})
    sides = [examine(one).description for one in (before, after)]
    assert sides[0]
    assert sides[1]
    with translation.override("en"):
        return list(effects._of_alarms(Planned(sides[0], sides[1], clock.today(), clock.today())))


def other_number(role: str) -> Callable[[dict[str, dict[str, str]]], None]:
    """Another number to call."""
    return lambda rows: rows[role].update(phone="08-465 004 55")


def test_an_open_alarm_is_counted_at_the_receiver_that_is_changed(cast: dict[str, User]) -> None:
    sent = services.escalate(
        [Kind.SAFETY], "Något har hänt.", by=who_is(cast["coordinator.berga"]), callback="013-20 60 00",
        area=Area.objects.get(code="berga"),
    )  # fmt: skip
    role = sent.legs.get().role
    other = "duty_officer" if role == "head_of_security" else "head_of_security"
    assert [one.text[:40] for one in told(other_number(f"{role}:"))] == ["1 open alarm or lifted question is with "]
    assert told(other_number(f"{other}:")) == []


@pytest.mark.usefixtures("cast")
def test_where_nothing_is_open_nothing_is_told() -> None:
    assert told(other_number("duty_officer:")) == []
