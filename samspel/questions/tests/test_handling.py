"""A department takes its part, hands it on, or returns it: never is a question left without an owner."""

import pytest

from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.questions import services, words
from samspel.questions.models import Question
from samspel.questions.rules import AT_WORK, PartStatus, Status
from samspel.questions.tests.given import WhoIs, again, ask, department, part_of, verbs

pytestmark = pytest.mark.django_db


def owner(question: Question) -> str:
    """The department that leads, which is at work with it."""
    return question.parts.get(leads=True, status__in=list(AT_WORK)).department.code


def test_the_one_who_accepts_handles_it(who: WhoIs) -> None:
    question = ask("school")
    by = who("contact.school")
    services.accept(part_of(question, "education").pk, by=by)
    part = part_of(question, "education")
    assert part.stands is PartStatus.ACCEPTED
    assert part.handled_by == by.user
    assert again(question).stands is Status.ACCEPTED


def test_a_part_is_accepted_once(who: WhoIs) -> None:
    part = part_of(ask("school"), "education")
    services.accept(part.pk, by=who("contact.school"))
    with pytest.raises(Refused):
        services.accept(part.pk, by=who("manager.school"))


def test_another_departments_part_is_not_there(who: WhoIs) -> None:
    part = part_of(ask("school"), "education")
    for username in ("contact.social", "coordinator.berga", "evaluator", "partner.police", "outsider"):
        with pytest.raises(Missing):
            services.accept(part.pk, by=who(username))


def test_what_was_changed_since_it_was_read_is_stale(who: WhoIs) -> None:
    part = part_of(ask("school"), "education")
    services.accept(part.pk, by=who("contact.school"), version=part.version)
    with pytest.raises(Stale):
        services.return_part(
            part.pk, department("social-care"), "Inte vår", by=who("contact.school"), version=part.version
        )


def test_returning_names_who_answers_instead_and_it_goes_there(who: WhoIs) -> None:
    question = ask("school")
    services.return_part(
        part_of(question, "education").pk, department("social-care"), "Gäller stöd hemma.", by=who("contact.school")
    )
    assert owner(question) == "social-care"
    assert part_of(question, "education").stands is PartStatus.RETURNED
    assert again(question).stands is Status.NEW
    assert "Gäller stöd hemma." in words.because(again(question).because)
    assert OutboxMessage.objects.filter(kind="question.new", to="contact.social@example.org").exists()


def test_returning_to_one_who_returned_it_goes_to_the_catch_all_and_the_coordinator_decides(who: WhoIs) -> None:
    question = ask("school")
    services.return_part(
        part_of(question, "education").pk, department("social-care"), "Inte vår", by=who("contact.school")
    )
    services.return_part(
        part_of(question, "social-care").pk, department("education"), "Inte vår", by=who("contact.social")
    )
    assert owner(question) == "contact-centre"
    assert again(question).disputed
    decide = OutboxMessage.objects.filter(kind="question.decide")
    assert [letter.to for letter in decide] == ["coordinator.berga@example.org"]


def test_what_nobody_takes_stays_with_the_catch_all(who: WhoIs) -> None:
    question = ask("school")
    services.return_part(
        part_of(question, "education").pk, department("contact-centre"), "Inte vår", by=who("contact.school")
    )
    with pytest.raises(Refused):
        services.return_part(
            part_of(question, "contact-centre").pk, department("education"), "Inte vår", by=who("contactcentre")
        )
    assert owner(question) == "contact-centre"


def test_a_returned_part_of_several_leaves_the_lead_where_it_is(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    services.return_part(
        part_of(question, "culture-leisure").pk, department("provider"), "Teamet gör det", by=who("contact.culture")
    )
    assert owner(question) == "provider"
    assert part_of(question, "culture-leisure").stands is PartStatus.RETURNED
    assert question.parts.count() == 3


def test_returning_to_oneself_or_without_a_reason_is_refused(who: WhoIs) -> None:
    part = part_of(ask("school"), "education")
    with pytest.raises(Refused):
        services.return_part(part.pk, department("education"), "Inte vår", by=who("contact.school"))
    with pytest.raises(Refused):
        services.return_part(part.pk, department("social-care"), "  ", by=who("contact.school"))


def test_forwarding_hands_the_lead_on_and_tells_the_asker(who: WhoIs) -> None:
    question = ask("school")
    part = part_of(question, "education")
    services.accept(part.pk, by=who("contact.school"))
    services.forward(part.pk, department("social-care"), "Ni har redan ärendet", by=who("contact.school"))
    assert owner(question) == "social-care"
    entry = question.entries.get(verb="forwarded")
    assert entry.public
    assert words.to_asker(entry)


def test_forwarding_to_one_who_returned_it_is_refused(who: WhoIs) -> None:
    question = ask("school")
    services.return_part(
        part_of(question, "education").pk, department("social-care"), "Inte vår", by=who("contact.school")
    )
    with pytest.raises(Refused):
        services.forward(part_of(question, "social-care").pk, department("education"), "Er", by=who("contact.social"))


def test_an_answered_question_is_not_handed_on(who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, "Svar", by=who("contact.school"))
    with pytest.raises(Refused):
        services.return_part(
            part_of(question, "education").pk, department("social-care"), "x", by=who("contact.school")
        )


# ---------- A person chooses otherwise


def test_a_coordinator_chooses_another_receiver_with_a_reason(who: WhoIs) -> None:
    question = ask("school")
    services.choose_other_receiver(
        question.pk, department("culture-leisure"), "Gäller fritidsgården", by=who("coordinator.berga")
    )
    assert owner(question) == "culture-leisure"
    assert part_of(question, "education").stands is PartStatus.WITHDRAWN
    assert "Gäller fritidsgården" in words.because(again(question).because)


def test_another_areas_coordinator_does_not_see_it(who: WhoIs) -> None:
    question = ask("school")
    with pytest.raises(Missing):
        services.choose_other_receiver(question.pk, department("social-care"), "x", by=who("coordinator.ryd"))


def test_choosing_settles_what_was_disputed(who: WhoIs) -> None:
    question = ask("school")
    Question.objects.update(disputed=True)
    services.choose_other_receiver(question.pk, department("social-care"), "Ni tar den", by=who("coordinator.berga"))
    assert not again(question).disputed


def test_changing_the_matter_routes_anew_and_keeps_everything(who: WhoIs) -> None:
    from samspel.municipality.models import Matter

    question = ask("school")
    services.note(question.pk, "Ringde rektorn", by=who("contact.school"))
    services.change_matter(question.pk, Matter.objects.get(code="leisure"), by=who("coordinator.berga"))
    changed = again(question)
    assert owner(question) == "culture-leisure"
    assert changed.text == question.text
    assert changed.reference == question.reference
    assert verbs(question) == ["asked", "routed", "noted", "matter_changed", "routed"]
    assert changed.matter is not None
    assert changed.matter.code == "leisure"


def test_changing_the_matter_keeps_a_part_that_was_answered(who: WhoIs) -> None:
    from samspel.municipality.models import Matter

    question = ask("school")
    services.answer_part(part_of(question, "education").pk, "Skolan öppnar kl. 8", by=who("contact.school"))
    services.change_matter(question.pk, Matter.objects.get(code="leisure"), by=who("coordinator.berga"))
    part = part_of(question, "education")
    assert part.stands is PartStatus.ANSWERED
    assert part.answer == "Skolan öppnar kl. 8"
    assert owner(question) == "culture-leisure"


def test_changing_to_a_matter_of_the_same_departments_changes_no_owner(who: WhoIs) -> None:
    from samspel.municipality.models import Matter

    question = ask("lighting-and-streets")
    services.change_matter(question.pk, Matter.objects.get(code="parks-and-litter"), by=who("coordinator.berga"))
    assert owner(question) == "urban-planning"
    assert question.parts.count() == 1


def test_changing_the_area_shows_it_to_the_areas_team_and_keeps_its_owner(who: WhoIs) -> None:
    from samspel.municipality.models import Area
    from samspel.questions.tests.given import sees

    question = ask("school", "berga")
    services.accept(part_of(question, "education").pk, by=who("contact.school"))
    services.change_area(question.pk, Area.objects.get(code="ryd"), "Torget", None, by=who("contact.school"))
    assert sees(who("coordinator.ryd"), question)
    assert not sees(who("coordinator.berga"), question)
    assert owner(question) == "education"
    assert part_of(question, "education").stands is PartStatus.ACCEPTED
    assert (again(question).place, verbs(question)[-1]) == ("Torget", "area_changed")


def test_a_department_is_added_once(who: WhoIs) -> None:
    question = ask("school")
    services.add_department(question.pk, department("culture-leisure"), by=who("coordinator.berga"))
    assert not part_of(question, "culture-leisure").leads
    with pytest.raises(Refused):
        services.add_department(question.pk, department("culture-leisure"), by=who("coordinator.berga"))


def test_the_lead_is_given_to_one_who_has_a_part(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    services.change_lead(question.pk, department("culture-leisure"), by=who("coordinator.berga"))
    assert owner(question) == "culture-leisure"
    with pytest.raises(Refused):
        services.change_lead(question.pk, department("education"), by=who("coordinator.berga"))


def test_a_note_is_kept_apart_and_never_told(who: WhoIs) -> None:
    question = ask("school")
    services.note(question.pk, "Elva observationer om samma sak", by=who("coordinator.berga"))
    entry = question.entries.get(verb="noted")
    assert not entry.public
    assert entry.text == ""
    assert entry.note.text == "Elva observationer om samma sak"


@pytest.mark.parametrize("username", ["partner.police", "evaluator", "polare.ryd", "contact.social"])
def test_notes_are_for_those_who_work_with_it(who: WhoIs, username: str) -> None:
    question = ask("school")
    with pytest.raises(Missing):
        services.note(question.pk, "Hej", by=who(username))


def test_every_change_leaves_a_row_in_the_log(who: WhoIs) -> None:
    question = ask("school")
    part = part_of(question, "education")
    services.accept(part.pk, by=who("contact.school"))
    services.forward(part.pk, department("social-care"), "Er", by=who("contact.school"))
    logged = LogRow.objects.filter(verb__startswith="question.", object_label__startswith=question.reference)
    assert [row.verb for row in logged.order_by("pk")] == [
        "question.asked",
        "question.routed",
        "question.accepted",
        "question.forwarded",
    ]
