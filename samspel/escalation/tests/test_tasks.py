"""The jobs: they do their work, leave their beat, and one alarm that cannot go on holds up no other."""

import pytest

from samspel.core import clock
from samspel.core.jobs import last_beat
from samspel.escalation import services, tasks
from samspel.escalation.models import Leg
from samspel.escalation.services import answering
from samspel.escalation.tests.ground import MIDSUMMERS_EVE, TUESDAY, WhoIs, again, alarm, later

pytestmark = pytest.mark.django_db


def test_each_minute_what_nobody_answered_goes_on(who: WhoIs) -> None:
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    with later(MIDSUMMERS_EVE, minutes=16):
        tasks.pass_on_unanswered(0)
    assert again(leg).step == 2
    assert last_beat("escalation.pass_on_unanswered") is not None


def test_each_night_old_numbers_are_emptied(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        services.withdraw(leg, "Löst", by=who("host.berga"))
    with later(TUESDAY, days=400):
        tasks.dispose_numbers(0)
    assert again(leg).escalation.callback == ""
    assert last_beat("escalation.dispose_numbers") is not None


def test_one_that_cannot_go_on_holds_up_no_other(who: WhoIs, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(MIDSUMMERS_EVE):
        broken, sound = alarm(who("host.berga")), alarm(who("host.berga"))
    pass_on = answering.pass_on

    def failing(leg: Leg, **by: object) -> Leg:
        if leg.pk == broken.pk:
            raise RuntimeError("broken")
        return pass_on(leg, by=answering.JOB)

    monkeypatch.setattr(answering, "pass_on", failing)
    with later(MIDSUMMERS_EVE, minutes=16), pytest.raises(RuntimeError):
        services.pass_on_unanswered()
    assert (again(broken).step, again(sound).step) == (1, 2)
