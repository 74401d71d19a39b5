"""What needs somebody now: each question once, with the one thing to do about it."""

import pytest

from samspel.questions import queries, services
from samspel.questions.models import Question
from samspel.questions.permissions import reach_of
from samspel.questions.queries import NeedKind
from samspel.questions.tests.given import WhoIs, ask, department, part_of

pytestmark = pytest.mark.django_db


def kinds(who: WhoIs, username: str) -> list[NeedKind]:
    return [need.kind for need in queries.needs(reach_of(who(username)))]


def test_a_new_part_is_to_be_accepted_and_then_answered(who: WhoIs) -> None:
    question = ask("school")
    assert kinds(who, "contact.school") == [NeedKind.ACCEPT]
    services.accept(part_of(question, "education").pk, by=who("contact.school"))
    assert kinds(who, "contact.school") == [NeedKind.ANSWER]
    services.answer(question.pk, "Svar", by=who("contact.school"))
    assert kinds(who, "contact.school") == []


def test_who_does_not_lead_answers_a_part(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    services.accept(part_of(question, "culture-leisure").pk, by=who("contact.culture"))
    assert kinds(who, "contact.culture") == [NeedKind.ANSWER_PART]
    services.answer_part(part_of(question, "culture-leisure").pk, "Del", by=who("contact.culture"))
    assert kinds(who, "contact.culture") == []


def test_nobody_needs_to_do_anything_while_the_asker_is_waited_for(who: WhoIs) -> None:
    question = ask("school")
    services.ask_back(question.pk, "Vilken?", by=who("contact.school"))
    assert kinds(who, "contact.school") == []


def test_a_coordinator_decides_what_goes_round_and_watches_what_is_late(who: WhoIs) -> None:
    from datetime import timedelta

    from samspel.core import clock

    question = ask("school")
    assert kinds(who, "coordinator.berga") == []
    services.return_part(part_of(question, "education").pk, department("social-care"), "Ej", by=who("contact.school"))
    services.return_part(part_of(question, "social-care").pk, department("education"), "Ej", by=who("contact.social"))
    assert kinds(who, "coordinator.berga") == [NeedKind.DECIDE]
    Question.objects.update(disputed=False, due_on=clock.today() - timedelta(days=1))
    assert kinds(who, "coordinator.berga") == [NeedKind.WATCH]
    assert queries.needs(reach_of(who("coordinator.berga")))[0].late
    assert kinds(who, "coordinator.ryd") == []


def test_counts_are_of_what_one_may_see(who: WhoIs) -> None:
    ask("school")
    assert queries.counts(reach_of(who("coordinator.berga")))["open"] == 1
    assert queries.counts(reach_of(who("coordinator.ryd")))["open"] == 0
