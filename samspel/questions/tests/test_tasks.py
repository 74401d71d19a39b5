"""The jobs: each does what its service does, by the clock, and leaves its beat."""

from datetime import timedelta

import pytest

from samspel.core import clock, jobs
from samspel.core.models import OutboxMessage
from samspel.municipality import queries as municipality
from samspel.questions import services, tasks
from samspel.questions.models import ContactDetails, KeptText
from samspel.questions.tests.given import WhoIs, ask, ask_by_email, part_of

pytestmark = pytest.mark.django_db


def test_each_weekday_morning_those_who_are_late_are_reminded(who: WhoIs) -> None:
    question = ask("school")
    services.accept(part_of(question, "education").pk, by=who("contact.school"))
    monday = municipality.calendar().add_working_days(question.due_on, 1)
    with clock.at(clock.now() + (monday - clock.today())):
        tasks.remind(0)
    assert OutboxMessage.objects.filter(kind="question.late", to="contact.school@example.org").count() == 1
    assert jobs.last_beat("questions.remind") is not None


def test_a_week_after_the_answer_comes_a_letter(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, "Svar", by=who("contact.school"))
    before = OutboxMessage.objects.filter(kind="question.to_asker").count()
    with clock.at(clock.now() + timedelta(days=8)):
        tasks.ask_whether_solved(0)
    assert OutboxMessage.objects.filter(kind="question.to_asker").count() == before + 1


def test_each_night_what_has_had_its_time_is_disposed_of(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, "Svar", by=who("contact.school"))
    services.keep_text(question.pk, "Kvar", by=who("manager.school"))
    with clock.at(clock.now() + timedelta(days=200)):
        tasks.dispose(0)
    assert ContactDetails.objects.get().email == ""
    assert not KeptText.objects.exists()
