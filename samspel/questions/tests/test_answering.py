"""The answer reaches the asker; it comes back when it isn't solved; nothing that was written is lost."""

from datetime import timedelta
from typing import Any

import pytest

from samspel.core import clock, versions
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow, OutboxMessage
from samspel.municipality.models import Organisation, Service
from samspel.questions import services
from samspel.questions.models import ContactDetails, KeptText, Question
from samspel.questions.queries import kept_texts
from samspel.questions.rules import OPEN, PartStatus, Status
from samspel.questions.services import Asker, Contact
from samspel.questions.services.answering import End
from samspel.questions.tests.given import WhoIs, again, ask, ask_by_email, part_of, verbs

pytestmark = pytest.mark.django_db

ANSWER = "Hej! Kabeln byts vecka 48."


def test_the_answer_ends_the_question_and_reaches_the_asker(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    ended = again(question)
    assert ended.stands is Status.ANSWERED
    assert ended.answer == ANSWER
    letter = OutboxMessage.objects.filter(kind="question.to_asker").latest("pk")
    assert letter.to == "boende@example.org"
    assert ANSWER in letter.body
    assert part_of(question, "education").stands is PartStatus.ANSWERED


def test_who_left_no_address_gets_no_letter_but_reads_it_by_code(who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    assert not OutboxMessage.objects.filter(kind="question.to_asker").exists()
    assert question.entries.filter(public=True, verb="answered", text=ANSWER).exists()


def test_the_coordinator_may_give_the_joint_answer_and_others_may_not(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    services.answer_part(part_of(question, "culture-leisure").pk, "Fritidsgården är öppen", by=who("contact.culture"))
    for username in ("contact.culture", "bridge.berga", "contactcentre", "management.social", "evaluator"):
        with pytest.raises(Missing):
            services.answer(question.pk, ANSWER, by=who(username))
    services.answer(question.pk, ANSWER, by=who("coordinator.berga"))
    assert again(question).stands is Status.ANSWERED


def test_a_parts_answer_is_not_told_to_the_asker(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    services.answer_part(part_of(question, "culture-leisure").pk, "Fritidsgården är öppen", by=who("contact.culture"))
    assert not question.entries.filter(public=True, text__contains="Fritidsgården").exists()
    part = part_of(question, "culture-leisure")
    assert (part.stands, part.answer) == (PartStatus.ANSWERED, "Fritidsgården är öppen")


@pytest.mark.parametrize("status", [Status.GUIDED, Status.DECLINED, Status.NOT_OURS])
def test_an_end_that_lacks_what_it_needs_is_refused(who: WhoIs, status: Status) -> None:
    question = ask("school")
    with pytest.raises(Refused):
        services.answer(question.pk, ANSWER, End(status), by=who("contact.school"))
    assert again(question).stands is Status.NEW


def test_guided_on_says_to_whom(who: WhoIs) -> None:
    question = ask("school")
    helps = Service.objects.current().first()
    services.answer(question.pk, ANSWER, End(Status.GUIDED, service=helps), by=who("contact.school"))
    assert again(question).guided_service == helps
    assert question.entries.get(verb="guided").params["to"] == str(helps)


def test_not_ours_says_whose_and_then_they_see_it(who: WhoIs) -> None:
    from samspel.questions.tests.given import sees

    question = ask("school")
    police = Organisation.objects.get(code="police")
    assert not sees(who("partner.police"), question)
    services.answer(question.pk, ANSWER, End(Status.NOT_OURS, organisation=police), by=who("contact.school"))
    assert again(question).stands is Status.NOT_OURS
    assert sees(who("partner.police"), question)


def test_could_not_reach_is_an_honest_end(who: WhoIs) -> None:
    question = ask("school", reply_by="phone", contact=Contact(phone="070-174 06 05"))
    services.could_not_reach(question.pk, "Vi ringde tre gånger.", by=who("contact.school"))
    assert again(question).stands is Status.UNREACHABLE


def test_a_second_answer_is_stale_even_when_no_version_was_read(who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    with pytest.raises(Stale):
        services.answer(question.pk, "Ett annat svar", by=who("manager.school"))
    assert again(question).answer == ANSWER


@pytest.mark.django_db(transaction=True)
def test_the_losers_text_is_kept_in_a_transaction_of_its_own(who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    loser = who("manager.school")
    with pytest.raises(Stale), services.keeping(question.pk, "Mitt långa svar", by=loser):
        services.answer(question.pk, "Mitt långa svar", by=loser, version=question.version)
    assert loser.user is not None
    assert [kept.text for kept in kept_texts(question, loser.user)] == ["Mitt långa svar"]


# ---------- The asker


def test_asking_back_stops_the_clock_until_the_reply(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.ask_back(question.pk, "Vilken skola menar du?", by=who("contact.school"))
    assert again(question).stands is Status.WAITING
    left = again(question).days_kept
    with clock.at(clock.now() + timedelta(days=30)):
        services.reply("Den vid torget", by=Asker(question.pk))
        replied = again(question)
        assert replied.stands is Status.ACCEPTED
        assert replied.due_on > clock.today()
    assert left > 0
    assert OutboxMessage.objects.filter(kind="question.replied").exists()
    assert verbs(question)[-2:] == ["asked_back", "replied"]


def test_nobody_is_asked_back_who_wanted_no_answer(who: WhoIs) -> None:
    question = ask("school", reply_by="none")
    with pytest.raises(Refused):
        services.ask_back(question.pk, "Vilken?", by=who("contact.school"))


def test_not_solved_comes_back_to_the_one_who_answered(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    services.not_solved("Det är fortfarande mörkt", by=Asker(question.pk))
    back = again(question)
    assert back.stands is Status.REOPENED
    assert back.stands in OPEN
    assert back.solved is False
    assert back.due_on > clock.today()
    assert ContactDetails.objects.get(question=question).dispose_on is None
    told = set(OutboxMessage.objects.filter(kind="question.not_solved").values_list("to", flat=True))
    assert told == {"contact.school@example.org", "coordinator.berga@example.org"}
    services.answer(question.pk, "Nu är det lagat", by=who("contact.school"))
    assert again(question).answer == "Nu är det lagat"


def test_solved_is_said_once_answered(who: WhoIs) -> None:
    question = ask("school")
    with pytest.raises(Refused):
        services.solved(by=Asker(question.pk))
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    services.solved(by=Asker(question.pk))
    assert again(question).solved is True


def test_a_reply_to_an_answered_question_is_refused(who: WhoIs) -> None:
    question = ask("school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    with pytest.raises(Refused):
        services.reply("Tack", by=Asker(question.pk))


# ---------- Drafts


def test_a_draft_is_ones_own_and_goes_when_the_answer_is_sent(who: WhoIs) -> None:
    question = ask("school")
    by, other = who("contact.school"), who("manager.school")
    services.save_draft(question.pk, "Hej, jag", by=by)
    services.save_draft(question.pk, "Hej, jag skriver", by=by)
    services.save_draft(question.pk, "Chefens", by=other)
    assert sorted(KeptText.objects.values_list("text", flat=True)) == ["Chefens", "Hej, jag skriver"]
    services.answer(question.pk, ANSWER, by=by)
    assert list(KeptText.objects.values_list("text", flat=True)) == ["Chefens"]


def test_a_draft_of_a_part_is_for_its_department(who: WhoIs) -> None:
    question = ask("young-people-outdoors")
    part = part_of(question, "culture-leisure")
    services.save_draft(question.pk, "Vi har öppet", by=who("contact.culture"), part=part.pk)
    with pytest.raises(Missing):
        services.save_draft(question.pk, "x", by=who("contact.social"), part=part.pk)
    with pytest.raises(Missing):
        services.save_draft(question.pk, "x", by=who("contact.culture"))


def test_old_texts_are_disposed_of(who: WhoIs) -> None:
    question = ask("school")
    services.save_draft(question.pk, "Hej", by=who("contact.school"))
    assert services.dispose_kept(by=Job("disposal")) == 0
    with clock.at(clock.now() + timedelta(days=61)):
        assert services.dispose_kept(by=Job("disposal")) == 1
    assert not KeptText.objects.exists()


# ---------- Contact details


def test_each_look_at_contact_details_is_told_and_logged(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    assert services.look_at_contact(question.pk, by=who("contact.school")).email == "boende@example.org"
    assert "contact_seen" in verbs(question)
    assert LogRow.objects.filter(verb="question.contact_seen", object_id=str(question.pk)).exists()


@pytest.mark.parametrize(
    "username", ["contact.social", "management.school", "bridge.berga", "contactcentre", "evaluator", "partner.police"]
)
def test_only_who_answers_sees_contact_details(who: WhoIs, username: str) -> None:
    question = ask_by_email(matter="school")
    with pytest.raises(Missing):
        services.look_at_contact(question.pk, by=who(username))


def test_the_contact_centre_sees_what_it_took_down(who: WhoIs) -> None:
    question = ask_by_email(matter="school", by=who("contactcentre"), channel="contact_centre")
    assert services.look_at_contact(question.pk, by=who("contactcentre")).email


def test_contact_details_are_disposed_of_six_months_after_the_answer(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    with clock.at(clock.now() + timedelta(days=170)):
        assert services.dispose_contacts(by=Job("disposal")) == 0
    with clock.at(clock.now() + timedelta(days=185)):
        assert services.dispose_contacts(by=Job("disposal")) == 1
        assert services.dispose_contacts(by=Job("disposal")) == 0
        with pytest.raises(Refused):
            services.look_at_contact(question.pk, by=who("contact.school"))
    row = ContactDetails.objects.get()
    assert (row.email, row.phone, row.name) == ("", "", "")
    assert "contact_disposed" in verbs(question)


def test_the_letters_to_the_asker_are_disposed_of_with_the_address(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    with clock.at(clock.now() + timedelta(days=185)):
        services.dispose_contacts(by=Job("disposal"))
    assert not OutboxMessage.objects.filter(to="boende@example.org").exists()
    assert not OutboxMessage.objects.filter(body__contains=ANSWER).exists()


def test_a_question_that_comes_back_in_the_same_moment_keeps_its_contact_details(
    who: WhoIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    hold = versions.hold

    def comes_back_first(rows: Any, pk: Any, version: int | None = None) -> Any:
        ContactDetails.objects.update(dispose_on=None)
        return hold(rows, pk, version)

    with clock.at(clock.now() + timedelta(days=185)):
        monkeypatch.setattr(versions, "hold", comes_back_first)
        assert services.dispose_contacts(by=Job("disposal")) == 0
    assert ContactDetails.objects.get().email == "boende@example.org"


@pytest.mark.usefixtures("cast")
def test_an_open_question_keeps_its_contact_details() -> None:
    ask_by_email()
    with clock.at(clock.now() + timedelta(days=400)):
        assert services.dispose_contacts(by=Job("disposal")) == 0


# ---------- Reminders


def at_working_hours(question: Question, days: int) -> object:
    """The morning so many working days after the last day."""
    from datetime import UTC, datetime, time

    from samspel.municipality import queries as municipality

    day = municipality.calendar().add_working_days(question.due_on, days)
    return clock.at(datetime.combine(day, time(6), UTC))


def test_who_is_late_is_reminded_once_and_then_the_manager(who: WhoIs) -> None:
    question = ask("school")
    services.accept(part_of(question, "education").pk, by=who("contact.school"))
    with at_working_hours(question, 1):  # type: ignore[attr-defined]
        assert services.remind(by=Job("reminders")) == 1
        assert services.remind(by=Job("reminders")) == 0
    with at_working_hours(question, 2):  # type: ignore[attr-defined]
        assert services.remind(by=Job("reminders")) == 1
    sent = list(OutboxMessage.objects.filter(kind__in=["question.late", "question.manager"]).order_by("pk"))
    assert [(letter.kind, letter.to) for letter in sent] == [
        ("question.late", "contact.school@example.org"),
        ("question.manager", "manager.school@example.org"),
    ]
    assert verbs(question).count("reminded") == 2


def test_nobody_is_reminded_on_a_day_off() -> None:
    from datetime import UTC, datetime

    with clock.at(datetime(2026, 6, 20, 6, tzinfo=UTC)):
        assert services.remind(by=Job("reminders")) == 0


def test_who_is_away_has_a_stand_in(who: WhoIs) -> None:
    from samspel.accounts.models import StandIn

    away, instead = who("contact.school").user, who("manager.school").user
    assert away is not None
    assert instead is not None
    StandIn.objects.create(absent=away, stand_in=instead, starts=clock.today(), ends=clock.today())
    ask("school")
    assert [one.to for one in OutboxMessage.objects.filter(kind="question.new")] == ["manager.school@example.org"]


def test_a_week_after_the_answer_the_asker_is_asked_once_whether_it_is_solved(who: WhoIs) -> None:
    question = ask_by_email(matter="school")
    services.answer(question.pk, ANSWER, by=who("contact.school"))
    with clock.at(clock.now() + timedelta(days=6)):
        assert services.ask_whether_solved(by=Job("is it solved")) == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert services.ask_whether_solved(by=Job("is it solved")) == 1
        assert services.ask_whether_solved(by=Job("is it solved")) == 0
    assert again(question).stands is Status.ANSWERED
