"""A question comes in: numbered, routed with its reason, owned, told."""

import itertools

import pytest

from samspel.core.errors import Missing, Refused
from samspel.core.models import LogRow, OutboxMessage
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, AskerRole, Matter
from samspel.questions import codes, rules, services, words
from samspel.questions.models import ContactDetails, Question
from samspel.questions.queries import for_asker
from samspel.questions.rules import PartStatus, Status
from samspel.questions.services import Contact
from samspel.questions.tests.given import WhoIs, ask, ask_by_email, part_of, verbs

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("cast")
def test_a_question_goes_to_the_one_who_answers_for_its_matter_and_says_why() -> None:
    question = ask()
    part = part_of(question, "urban-planning")
    assert part.leads
    assert part.stands is PartStatus.NEW
    assert question.stands is Status.NEW
    assert "Gator" in words.because(question.because) or "gator" in words.because(question.because)
    assert verbs(question) == ["asked", "routed"]


@pytest.mark.usefixtures("cast")
def test_several_departments_each_have_a_part_and_the_first_leads() -> None:
    question = ask("young-people-outdoors")
    leads = {part.department.code: part.leads for part in question.parts.select_related("department")}
    assert leads == {"provider": True, "social-care": False, "culture-leisure": False}


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("role", AskerRole.values)
def test_never_a_question_without_an_owner(role: str) -> None:
    rows = municipality.routes()
    matters, areas = [None, *municipality.matters()], [None, *municipality.areas()]
    for matter, area in itertools.product(matters, areas):
        found = rules.route(rows, matter.code if matter else None, area.code if area else None, role)
        assert found.departments


@pytest.mark.usefixtures("cast")
def test_without_a_matter_it_goes_to_the_contact_centre() -> None:
    assert part_of(ask(""), "contact-centre").leads


@pytest.mark.usefixtures("cast")
def test_the_preview_says_what_then_happens() -> None:
    matter, area = Matter.objects.get(code="lighting-and-streets"), Area.objects.get(code="berga")
    going = services.preview(matter, area, AskerRole.RESIDENT)
    question = ask()
    assert [one.code for one in going.departments] == ["urban-planning"]
    assert going.because == question.because
    assert going.due_on == question.due_on


@pytest.mark.usefixtures("cast")
def test_references_are_numbered_by_year() -> None:
    first, second = ask(), ask()
    year, number = first.reference.split("-")
    assert second.reference == f"{year}-{int(number) + 1:04d}"


@pytest.mark.usefixtures("cast")
def test_the_log_holds_no_content_and_says_that_person_data_was_pointed_out() -> None:
    question = ask(text="Ring Anna på 070-174 06 05 om lampan")
    rows = LogRow.objects.filter(object_id=str(question.pk), verb="question.asked")
    assert [row.because for row in rows] == ["pointed out: phone"]
    assert not any("070" in str(row.__dict__) or "Anna" in str(row.__dict__) for row in rows)


@pytest.mark.usefixtures("cast")
def test_the_departments_contact_gets_a_letter_without_what_was_asked() -> None:
    question = ask("family-support")
    letters = OutboxMessage.objects.filter(about_id=str(question.pk), kind="question.new")
    assert [letter.to for letter in letters] == ["contact.social@example.org"]
    assert question.subject not in letters[0].subject + letters[0].body
    assert str(question.pk) in letters[0].body


@pytest.mark.usefixtures("cast")
def test_who_left_an_address_gets_the_code_by_email() -> None:
    question = ask_by_email()
    letter = OutboxMessage.objects.get(kind="question.to_asker")
    assert letter.to == "boende@example.org"
    assert codes.grouped(question.code) in letter.body


@pytest.mark.usefixtures("cast")
def test_contact_details_are_sealed_in_the_database() -> None:
    ask_by_email()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM questions_contactdetails")
        (stored,) = cursor.fetchone()
    assert "boende" not in stored
    assert ContactDetails.objects.get().email == "boende@example.org"


@pytest.mark.usefixtures("cast")
def test_a_code_finds_its_question_and_only_its_digest_is_stored() -> None:
    question = ask()
    code = question.code
    assert for_asker(codes.grouped(code).lower()) == question
    assert code not in str(Question.objects.filter(pk=question.pk).values()[0])
    assert for_asker("AAAA-BBBB-CCCC") is None
    assert for_asker("") is None


@pytest.mark.usefixtures("cast")
def test_who_wants_no_answer_has_no_code() -> None:
    question = ask(reply_by="none")
    assert for_asker(question.code) is None


@pytest.mark.usefixtures("cast")
def test_a_question_without_words_is_refused() -> None:
    with pytest.raises(Refused):
        ask(text=" \n ")


@pytest.mark.usefixtures("cast")
def test_the_first_line_is_the_subject_when_none_is_given() -> None:
    assert ask(subject="", text="\n\nLampan är trasig\nigen").subject == "Lampan är trasig"
    assert len(ask(subject="", text="ord " * 200).subject) <= 121


@pytest.mark.parametrize(
    "username", ["coordinator.ryd", "polare.ryd", "contactcentre", "contact.school", "partner.police"]
)
def test_who_works_with_people_may_ask(who: WhoIs, username: str) -> None:
    by = who(username)
    assert by.user is not None
    assert ask(by=by, channel="staff").created_by_id == by.user.pk


@pytest.mark.parametrize("username", ["evaluator", "admin", "duty.officer", "outsider"])
def test_others_may_not(who: WhoIs, username: str) -> None:
    with pytest.raises(Missing):
        ask(by=who(username), contact=Contact())
