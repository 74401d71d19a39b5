"""What the verbs refuse, and what they leave in the log."""

import pytest

from samspel.core import clock
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow
from samspel.escalation import services
from samspel.escalation.models import Escalation
from samspel.escalation.tests.ground import (
    MIDSUMMERS_EVE,
    TUESDAY,
    WhoIs,
    alarm,
    lifted,
    send,
    weekend_duty,
)

pytestmark = pytest.mark.django_db


# --- What is refused -----------------------------------------------------------------------------


def test_segregation_without_a_department_is_refused_at_its_field(who: WhoIs) -> None:
    with pytest.raises(Refused) as no:
        lifted(who("coordinator.ryd"))
    assert no.value.field == "departments"
    assert not Escalation.objects.exists()


def test_a_personal_identity_number_is_refused_though_somebody_has_looked(who: WhoIs) -> None:
    with pytest.raises(Refused) as no:
        send(who("host.berga"), text="Pojken är 19990101-1234", looked=True)
    assert no.value.field == "text"


@pytest.mark.parametrize("text", ["Ring 070-174 06 31", "a@b.se"])
def test_what_names_a_person_is_refused_until_somebody_has_looked(who: WhoIs, text: str) -> None:
    with pytest.raises(Refused) as no:
        send(who("host.berga"), text=text)
    assert no.value.field == "text"
    assert send(who("host.berga"), text=text, looked=True).text == text


@pytest.mark.parametrize("username", ["partner.police", "admin", "evaluator", "outsider", "member.steering"])
def test_who_may_not_escalate_finds_nothing(who: WhoIs, username: str) -> None:
    with pytest.raises(Missing):
        send(who(username))


def test_taking_it_twice_says_who_has_it(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("duty.officer"))
        with pytest.raises(Refused, match=r"Tjänsteman i beredskap \(TiB\)"):
            services.acknowledge(leg, by=who("security.head"))


def test_what_nobody_has_taken_is_not_done(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        with pytest.raises(Refused):
            services.report_done(leg, "Klart", "", by=who("security.head"))


def test_a_stale_report_loses_no_text(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("security.head"))
        with pytest.raises(Stale) as stale:
            services.report_done(leg, "Klart", "", by=who("security.head"), version=1)
        assert stale.value.current == leg


def test_every_verb_leaves_its_row_in_the_log_without_what_was_written(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("security.head"))
        services.report_done(leg, "Hemligt", "Också hemligt", by=who("security.head"))
    rows = LogRow.objects.filter(object_kind="escalation.escalation", object_id=str(leg.escalation_id)).order_by("pk")
    assert [row.verb for row in rows] == ["escalate", "acknowledge", "finish"]
    assert not any("emligt" in f"{row.because}{row.fields}" for row in rows)


def test_references_are_numbered_by_year(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        assert [send(who("host.berga")).reference for _ in range(2)] == ["L2026-0001", "L2026-0002"]
