"""The journeys of an escalation, happy and unhappy."""

from datetime import timedelta
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.errors import Missing, Refused
from samspel.core.models import OutboxMessage
from samspel.escalation import line, queries, services
from samspel.escalation.models import HandoverNote
from samspel.escalation.rules import Kind, Role, State
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
    put_on_duty,
    send,
    story,
    weekend_duty,
)
from samspel.municipality.models import LineStep

pytestmark = pytest.mark.django_db


# --- Safety and crime ----------------------------------------------------------------------------


def test_the_night_of_midsummers_eve(who: WhoIs) -> None:
    """To the duty officer, not answered, goes on, is taken, handed over in the morning, and the outcome comes back."""
    officer = who("duty.officer").user
    assert officer is not None
    put_on_duty(officer, MIDSUMMERS_EVE - timedelta(hours=6), MIDSUMMERS_EVE.replace(day=20, hour=8, minute=0))

    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    assert (leg.role, leg.holder_user, leg.holder_short) == (Role.DUTY_OFFICER, officer, "TiB")
    assert leg.answer_by == MIDSUMMERS_EVE + timedelta(minutes=15)
    told = letters("escalation.alarm")
    assert set(told) == {"tib@linkoping.example", "duty.officer@example.org"}
    assert "070-174 06 31" in told["tib@linkoping.example"].body
    assert f"/escalations/{leg.escalation_id}/" in told["tib@linkoping.example"].body

    with later(MIDSUMMERS_EVE, minutes=14, seconds=59):
        assert services.pass_on_unanswered() == 0
    with later(MIDSUMMERS_EVE, minutes=15):
        assert services.pass_on_unanswered() == 1
        assert services.pass_on_unanswered() == 0
    leg = again(leg)
    assert (leg.holder, leg.step, leg.state) == ("TiB 2", 1, State.WAITING)
    assert set(letters("escalation.moved")) == {
        "host.berga@example.org",
        "tib@linkoping.example",
        "duty.officer@example.org",
    }

    with later(MIDSUMMERS_EVE, minutes=20):
        services.acknowledge(leg, by=who("duty.officer"))
    assert again(leg).state == State.ACKNOWLEDGED
    assert set(letters("escalation.answered")) == {"host.berga@example.org"}

    with clock.at(MIDSUMMERS_EVE.replace(day=20, hour=7, minute=50)):
        note = services.hand_over_night("Lugnt efter klockan två.", by=who("duty.officer"))
    assert [(row.leg_id, row.state) for row in note.lines.all()] == [(leg.pk, State.ACKNOWLEDGED)]
    assert set(letters("escalation.night")) == {"sakerhetschef@linkoping.example", "security.head@example.org"}

    with clock.at(MIDSUMMERS_EVE.replace(day=22, hour=9)):
        services.receive_night(note, by=who("security.head"))
        services.report_done(
            again(leg), "Tre värdar på plats till kl. 03.", "Gruppen gick hem. Inga skador.", by=who("security.head")
        )
    done = letters("escalation.done")["host.berga@example.org"]
    assert "Tre värdar på plats" in done.body
    assert "Gruppen gick hem" in done.body
    assert [event for event, _ in story(leg)] == ["sent", "unanswered", "acknowledged", "done"]


def test_in_office_hours_it_goes_to_the_head_of_security(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("coordinator.berga"), [Kind.CRIME])
    assert (leg.role, leg.holder) == (Role.HEAD_OF_SECURITY, "Säkerhetschefen")
    assert set(letters("escalation.alarm")) == {"sakerhetschef@linkoping.example", "security.head@example.org"}


def test_another_way_such_as_text_messages_reaches_the_number(who: WhoIs, settings: Any) -> None:
    settings.ALARM_CHANNELS = ["email", "sms"]
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    message = OutboxMessage.objects.get(channel="sms")
    assert message.to == leg.holder_phone == "070-174 06 11"
    assert message.body.splitlines()[1:] == [
        "Ring tillbaka: 070-174 06 31",
        f"{settings.BASE_URL}/escalations/{leg.escalation_id}/",
    ]
    assert OutboxMessage.objects.filter(kind="escalation.alarm", channel="email").count() == 1


def test_a_gap_in_the_roster_falls_to_the_named_fallback(who: WhoIs) -> None:
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    assert (leg.role, leg.step, leg.holder, leg.holder_user) == (Role.DUTY_OFFICER, 1, "TiB 2", None)
    assert leg.hops.get().gap


def test_at_the_end_of_the_line_it_stays_and_everybody_is_told_once(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    for passed in range(15, 15 * 8, 15):
        with later(MIDSUMMERS_EVE, minutes=passed):
            services.pass_on_unanswered()
    leg = again(leg)
    assert leg.holder == "Kommundirektören"
    assert (leg.state, leg.answer_by) == (State.WAITING, None)
    assert story(leg) == [
        ("sent", "Tjänsteman i beredskap (TiB)"),
        ("unanswered", "TiB 2"),
        ("unanswered", "Säkerhetschefen"),
        ("unanswered", "Kommundirektören"),
        ("end_of_line", "Kommundirektören"),
    ]
    told = letters("escalation.end_of_line")
    assert set(told) == {
        "host.berga@example.org",
        "tib@linkoping.example",
        "duty.officer@example.org",
        "tib2@linkoping.example",
        "sakerhetschef@linkoping.example",
        "security.head@example.org",
        "kommundirektor@linkoping.example",
    }
    with later(MIDSUMMERS_EVE, days=2):
        assert services.pass_on_unanswered() == 0
        services.acknowledge(leg, by=who("security.head"))


def test_an_alarm_goes_on_although_the_line_was_shortened_meanwhile(who: WhoIs) -> None:
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    with later(MIDSUMMERS_EVE, minutes=15):
        services.pass_on_unanswered()
    assert again(leg).step == 2
    LineStep.objects.all().delete()
    with later(MIDSUMMERS_EVE, minutes=30):
        assert services.pass_on_unanswered() == 1
    assert story(again(leg))[-1][0] == "end_of_line"


def test_an_alarm_that_cannot_go_on_holds_no_other_back(who: WhoIs, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(MIDSUMMERS_EVE):
        stuck, other = alarm(who("host.berga")), alarm(who("host.berga"))
    after = line.after

    def broken(position: Any) -> Any:
        monkeypatch.setattr(line, "after", after)
        raise RuntimeError

    monkeypatch.setattr(line, "after", broken)
    with later(MIDSUMMERS_EVE, minutes=15), pytest.raises(RuntimeError):
        services.pass_on_unanswered()
    assert (again(stuck).step, again(other).step) == (1, 2)


def test_the_duty_officer_hands_over_with_a_reason(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        assert [one.name for one in line.others(leg)] == ["TiB 2", "Säkerhetschefen", "Kommundirektören"]
        to = line.Position(Role.HEAD_OF_SECURITY)
        with pytest.raises(Refused):
            services.hand_over(leg, to, "  ", by=who("duty.officer"))
        leg = services.hand_over(leg, to, "Kräver beslut om pengar.", by=who("duty.officer"))
    assert (leg.role, leg.state, leg.holder) == (Role.HEAD_OF_SECURITY, State.WAITING, "Säkerhetschefen")
    assert "Kräver beslut om pengar." in letters("escalation.alarm")["sakerhetschef@linkoping.example"].body
    assert "Kräver beslut om pengar." in letters("escalation.moved")["host.berga@example.org"].body


def test_it_is_handed_over_only_to_somebody_in_the_list(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        for to in (line.Position(Role.COORDINATION_GROUP), line.Position(Role.HEAD_OF_SECURITY, step=9)):
            with pytest.raises(Refused):
                services.hand_over(leg, to, "Skäl", by=who("security.head"))


def test_who_sent_it_says_that_it_is_no_longer_needed(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        with pytest.raises(Missing):
            services.withdraw(leg, "Löst", by=who("coordinator.berga"))
        services.withdraw(leg, "Polisen är på plats.", by=who("host.berga"))
        assert again(leg).state == State.WITHDRAWN
        assert "Polisen är på plats." in letters("escalation.moved")["sakerhetschef@linkoping.example"].body
        with pytest.raises(Refused):
            services.acknowledge(leg, by=who("security.head"))


# --- Segregation ---------------------------------------------------------------------------------


def test_who_sends_no_longer_withdraws_nothing_even_if_they_still_see_it(who: WhoIs, cast: dict[str, Any]) -> None:
    leg = alarm(who("host.berga"))
    cast["host.berga"].assignments.update(function="evaluator", team=None)
    assert queries.visible_to(who("host.berga")).exists()
    with pytest.raises(Missing):
        services.withdraw(leg, "Löst", by=who("host.berga"))


def test_segregation_is_first_settled_between_the_managers_concerned(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "education", "social-care")
        assert leg.role == Role.MANAGERS_CONCERNED
        assert leg.holder == "Chefer, Utbildning och arbetsmarknad; Chefer, Social och omsorg"
        services.acknowledge(leg, by=who("manager.social"))
        services.report_done(leg, "Gemensam öppettid från hösten.", "", by=who("manager.school"))
    assert again(leg).state == State.DONE


def test_what_one_departments_managers_could_not_settle_goes_to_its_management(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "social-care")
        leg = services.not_settled(leg, "Ramen räcker inte.", by=who("manager.social"))
    assert leg.receiver == "department_management:social-care"
    assert leg.holder.startswith("Förvaltningsledning, Social")
    assert "Ramen räcker inte." in letters("escalation.alarm")["management.social@example.org"].body
    with clock.at(TUESDAY):
        services.acknowledge(leg, by=who("management.social"))


def test_what_three_departments_managers_could_not_settle_waits_for_the_coordination_group(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "education", "social-care", "culture-leisure")
        leg = services.not_settled(leg, "Vi är oense om vem som betalar.", by=who("manager.culture"))
    assert (leg.receiver, leg.answer_by) == ("coordination_group", None)
    assert leg.body is not None
    assert list(queries.waiting_for_body(leg.body)) == [leg]
    assert queries.waiting_for_bodies(who("member.coordination")) == [leg]
    assert queries.waiting_for_bodies(who("member.steering")) == []
    with clock.at(TUESDAY), pytest.raises(Missing):
        services.acknowledge(leg, by=who("member.coordination"))
    with clock.at(TUESDAY):
        services.acknowledge(leg, by=who("convenor.coordination"))
        services.report_done(leg, "Beslut på mötet.", "Utbildning betalar.", by=who("convenor.coordination"))
    assert list(queries.waiting_for_body(leg.body)) == []


@pytest.mark.parametrize(
    ("codes", "receiver"),
    [
        (["social-care"], "department_management:social-care"),
        (["social-care", "education", "culture-leisure"], "coordination_group"),
    ],
)
def test_what_could_not_be_settled_before_lands_where_it_should(who: WhoIs, codes: list[str], receiver: str) -> None:
    with clock.at(TUESDAY):
        assert lifted(who("coordinator.ryd"), *codes, settled=False).receiver == receiver


def test_managers_who_do_not_answer_have_not_settled_it(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = lifted(who("coordinator.ryd"), "education", "social-care")
    assert leg.answer_by == TUESDAY.replace(day=17, hour=17, minute=0)
    with later(TUESDAY, days=2):
        services.pass_on_unanswered()
    assert again(leg).receiver == "coordination_group"
    assert story(leg)[-1] == ("unanswered", "SMS-gruppen")


def test_both_kinds_make_one_leg_each(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        escalation = send(who("coordinator.berga"), list(Kind), departments=departments("education"), settled=False)
    assert [(leg.receiver, leg.kinds) for leg in escalation.legs.all()] == [
        ("head_of_security", ["safety", "crime"]),
        ("department_management:education", ["segregation"]),
    ]


# --- The morning ---------------------------------------------------------------------------------


def test_only_who_had_the_night_hands_it_over_and_once(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    morning = MIDSUMMERS_EVE.replace(day=20, hour=8)
    with clock.at(morning):
        with pytest.raises(Missing):
            services.hand_over_night("", by=who("duty.second"))
        services.hand_over_night("", by=who("duty.officer"))
        with pytest.raises(Refused):
            services.hand_over_night("", by=who("duty.officer"))
    with later(morning, days=1):
        services.hand_over_night("", by=who("duty.officer"))
    first, second = HandoverNote.objects.order_by("starts")
    assert second.starts == first.ends


def test_a_night_is_received_by_the_head_of_security_once(who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with later(MIDSUMMERS_EVE, hours=9):
        note = services.hand_over_night("", by=who("duty.officer"))
        with pytest.raises(Missing):
            services.receive_night(note, by=who("duty.officer"))
        with pytest.raises(Missing):
            services.receive_night(note, by=who("coordinator.berga"))
        services.receive_night(note, by=who("security.head"))
        with pytest.raises(Refused):
            services.receive_night(note, by=who("security.head"))


def test_old_numbers_are_emptied_when_their_time_is_over(who: WhoIs) -> None:
    with clock.at(TUESDAY):
        leg = alarm(who("host.berga"))
        services.withdraw(leg, "Löst", by=who("host.berga"))
        still_open = alarm(who("host.berga"))
    with later(TUESDAY, days=179):
        assert services.dispose_numbers() == 0
    with later(TUESDAY, days=181):
        assert services.dispose_numbers() == 1
    assert again(leg).escalation.callback == ""
    assert again(still_open).escalation.callback == "070-174 06 31"
