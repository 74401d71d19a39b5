"""The demo's events: everything occurs, nothing is real, and it happens once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

import demo
from demo.cast import CAST
from demo.house import Elsewhere, build
from demo.people import gather
from demo.plan import Plan
from demo.year import NotADemo
from samspel.accounts.models import User
from samspel.accounts.who import Who, who_is
from samspel.core import clock, outbox, persondata
from samspel.core.models import LogRow, OutboxMessage
from samspel.duty import queries as duty
from samspel.escalation import queries as escalation
from samspel.escalation.models import Escalation, HandoverNote, Hop, Leg
from samspel.escalation.rules import Event, State
from samspel.municipality.models import Area
from samspel.questions import queries as questions
from samspel.questions.models import ContactDetails, Entry, KeptText, Note, Part, Question
from samspel.questions.permissions import READERS, reach_of
from samspel.questions.rules import PartStatus, Status
from samspel.situation.models import AdoptedPicture

pytestmark = pytest.mark.usefixtures("loaded")


def acting(username: str) -> Who:
    return who_is(User.objects.get(username=username))


def test_every_state_of_a_question_occurs() -> None:
    assert set(Question.objects.values_list("status", flat=True)) == {one.value for one in Status}


def test_every_state_of_a_part_occurs() -> None:
    assert set(Part.objects.values_list("status", flat=True)) == {one.value for one in PartStatus}


def test_every_state_of_an_alarm_occurs() -> None:
    assert set(Leg.objects.values_list("state", flat=True)) == {one.value for one in State}


def test_a_segregation_matter_was_not_settled_and_went_on() -> None:
    assert Hop.objects.filter(event=Event.NOT_SETTLED).exists()


def test_something_is_late_something_is_soon_due_and_something_is_returned_by_all() -> None:
    going_on = Question.objects.filter(ended_at=None)
    assert going_on.filter(due_on__lt=clock.today()).exists()
    assert going_on.filter(due_on__range=(clock.today(), clock.today() + timedelta(days=4))).exists()
    assert going_on.filter(disputed=True).exists()
    assert KeptText.objects.exists()


def test_one_alarm_rang_minutes_ago_and_nobody_has_answered() -> None:
    (ringing,) = escalation.unanswered(clock.now() + timedelta(minutes=20)).filter(escalation__area__code="berga")
    assert clock.now() - ringing.received_at < timedelta(minutes=15)
    assert ringing in escalation.for_me(acting("security.head")) or ringing in escalation.for_me(acting("duty.officer"))


def test_the_coordination_group_the_managers_and_a_management_have_something_to_settle() -> None:
    for username in ("convenor.coordination", "manager.social", "management.school", "management.social"):
        assert escalation.for_me(acting(username)), username
    assert escalation.waiting_for_bodies(acting("member.coordination"))


def test_somebody_is_on_duty_and_a_gap_ahead_is_seen_in_time() -> None:
    officer = duty.on_duty()
    assert officer is not None
    assert officer.username == "duty.officer"
    assert len(duty.gaps_ahead()) == 1
    assert len(duty.gaps(clock.now(), clock.now() + timedelta(weeks=8))) == 1


def test_the_last_night_is_still_to_be_received() -> None:
    last, *before = HandoverNote.objects.order_by("-given_at")
    assert last.received_at is None
    assert all(one.received_at for one in before if one.given_at < clock.now() - timedelta(days=5))


NO_CONTENT = {"admin", "protection.officer", "outsider"}


@pytest.mark.parametrize("username", [one.username for one in CAST if one.username not in NO_CONTENT])
def test_everybody_has_something_to_look_at(username: str) -> None:
    who = acting(username)
    asked = questions.visible_to(reach_of(who)).count() if who.holds(*READERS) else 0
    duties = [*escalation.handovers(who), *duty.next_shifts(User.objects.get(username=username))]
    pictures = AdoptedPicture.objects.count() if who.bodies() else 0
    assert asked + escalation.visible_to(who).count() + len(duties) + pictures > 0


def test_the_outsider_sees_nothing_of_it() -> None:
    outsider = acting("outsider")
    assert not questions.visible_to(reach_of(outsider)).exists()
    assert not escalation.visible_to(outsider).exists()


def test_no_letter_and_no_job_is_left_to_the_worker() -> None:
    assert OutboxMessage.objects.exists()
    assert not outbox.waiting().exists()
    assert not ProcrastinateJob.objects.exists()


def test_nothing_happened_after_now() -> None:
    assert not Entry.objects.filter(at__gt=clock.now()).exists()
    assert not Hop.objects.filter(at__gt=clock.now()).exists()
    assert not LogRow.objects.filter(at__gt=clock.now()).exists()


def texts() -> Iterator[str]:
    for question in Question.objects.all():
        yield from (question.subject, question.text, question.place, question.answer)
    yield from Entry.objects.values_list("text", flat=True)
    yield from Note.objects.values_list("text", flat=True)
    yield from Part.objects.values_list("answer", flat=True)
    for row in Escalation.objects.all():
        yield from (row.text, row.place, row.need_text)


def test_no_text_names_a_person() -> None:
    assert [(text, found) for text in texts() for found in persondata.findings(text)] == []


def test_every_address_and_number_is_one_that_nobody_has() -> None:
    for contact in ContactDetails.objects.all():
        assert not contact.email or contact.email.endswith("@example.se")
        assert not contact.phone or contact.phone.startswith("070-174 06 ")
    for row in Escalation.objects.all():
        assert row.callback.startswith("070-174 06 ")
    for address in OutboxMessage.objects.exclude(to="").values_list("to", flat=True).distinct():
        assert address.rsplit("@", 1)[1] in {"example.se", "example.org", "linkoping.example"}


def test_a_second_time_changes_nothing() -> None:
    before = (Question.objects.count(), LogRow.objects.count(), User.objects.count())
    said: list[str] = []
    assert demo.load(said.append, days=21) is False
    assert said == ["The demo is there already."]
    assert (Question.objects.count(), LogRow.objects.count(), User.objects.count()) == before


def test_without_the_switch_it_refuses() -> None:
    with override_settings(DEMO=False), pytest.raises(NotADemo):
        demo.load(lambda _text: None)


def test_the_same_day_gives_the_same_year() -> None:
    def planned() -> list[tuple[object, ...]]:
        house = build(clock.now(), gather())
        return list(Plan(house).year(house.today - timedelta(days=90), house.today))

    assert planned() == planned()


def test_in_another_municipality_it_says_so() -> None:
    Area.objects.filter(code="berga").update(retired_on=clock.today() - timedelta(days=1))
    with pytest.raises(Elsewhere, match="berga"):
        build(clock.now(), gather())
    Area.objects.filter(code="berga").update(retired_on=None)
