"""What a resident sees: asking, the code, the answer, and that it comes back when it isn't solved."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from samspel.accounts.who import Who
from samspel.core.models import OutboxMessage
from samspel.portal import finding
from samspel.questions import codes, services
from samspel.questions.models import ContactDetails, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

ASKED = {"text": "Lampan på gatan är trasig", "reply_by": "code", "asker_role": "resident"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Tries of one test do not count in the next."""
    cache.clear()


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Language": "en"})


def ask(client: Client, key: str = "k" * 32, **changes: Any) -> Any:
    return client.post("/ask/", {"key": key, **ASKED, **changes})


def look_up(client: Client, question: Question) -> str:
    response = client.post("/ask/code/", {"code": codes.grouped(question.code)}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, path: str, **data: str) -> Any:
    return client.post(f"/ask/question/{path}/", {"key": "s" * 32, **data})


@pytest.mark.asvs("V14.3.1")
def test_a_shown_code_is_forgotten_when_the_browser_is_closed(client: Client) -> None:
    ask(client)
    look_up(client, Question.objects.get())
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["expires"] == ""


def test_the_urgent_numbers_stand_first(client: Client) -> None:
    text = client.get("/ask/").content.decode()
    assert text.index("112") < text.index("114 14") < text.index("<h1")


def test_a_resident_asks_and_gets_a_code(client: Client) -> None:
    response = ask(client, where="Vid torget i Berga")
    question = Question.objects.get()
    assert (question.channel, question.asker_role, question.language) == ("portal", "resident", "en")
    assert question.area is not None
    assert question.area.code == "berga"
    assert question.matter is not None
    assert question.matter.code == "lighting-and-streets"
    text = client.get(response["Location"]).content.decode()
    assert codes.grouped(question.code) in text


def test_sending_twice_makes_one_question_with_the_same_code(client: Client) -> None:
    assert ask(client)["Location"] == ask(client)["Location"]
    assert Question.objects.count() == 1


@pytest.mark.asvs("V9.1.1", "V9.2.1")
def test_the_address_with_the_code_says_nothing_when_it_is_forged_or_old(client: Client) -> None:
    token = ask(client)["Location"]
    assert client.get("/ask/thanks/forged:mark/")["Location"] == "/ask/code/"
    with pytest.MonkeyPatch.context() as patch:
        later = time.time() + 7200
        patch.setattr(time, "time", lambda: later)
        assert client.get(token)["Location"] == "/ask/code/"


def test_the_text_is_kept_when_something_is_wrong(client: Client) -> None:
    response = ask(client, reply_by="email", email="no address", text="Min långa text", where="Berga")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Min långa text" in text
    assert "name@example.com" in text
    assert not Question.objects.exists()


def test_names_and_numbers_are_pointed_out_and_taken_when_one_has_looked(client: Client) -> None:
    response = ask(client, text="Ring Anna på 070-174 06 05")
    assert 'name="looked"' in response.content.decode()
    assert ask(client, text="Ring Anna på 070-174 06 05", looked="on").status_code == 302


@pytest.mark.asvs("V2.4.1")
def test_a_robot_that_fills_everything_is_stopped(client: Client) -> None:
    assert ask(client, website="http://spam.example").status_code == 422


@pytest.mark.asvs("V14.2.4")
def test_an_address_is_sealed_and_a_phone_not_asked_for_is_not_kept(client: Client) -> None:
    ask(client, reply_by="email", email="boende@example.org", phone="070-174 06 05")
    contact = ContactDetails.objects.get()
    assert (contact.email, contact.phone) == ("boende@example.org", "")
    assert OutboxMessage.objects.filter(to="boende@example.org").exists()


def test_too_many_questions_from_one_network_wait_with_their_text(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "ask": (1, 3600)}
    assert ask(client).status_code == 302
    response = ask(client, key="l" * 32, text="Den andra frågan")
    assert response.status_code == 429
    assert "Den andra frågan" in response.content.decode()


# ---------- The code


def test_the_code_shows_the_question_in_plain_words(client: Client) -> None:
    ask(client)
    text = look_up(client, Question.objects.get())
    assert "Lampan på gatan är trasig" in text
    assert "You asked" in text


def test_replies_are_counted_as_questions_are_and_keep_their_text(client: Client, settings: Any) -> None:
    ask(client)
    look_up(client, Question.objects.get())
    settings.LIMITS = {**settings.LIMITS, "ask": (3, 3600)}
    assert send(client, "reply", text="Ett").status_code == 302
    assert send(client, "reply", text="Två").status_code == 302
    response = send(client, "reply", text="Det tredje svaret")
    assert response.status_code == 429
    assert "Det tredje svaret" in response.content.decode()
    assert Question.objects.get().entries.filter(verb="replied").count() == 2


def test_the_session_that_shows_a_question_is_a_fresh_one(client: Client) -> None:
    ask(client)
    look_up(client, Question.objects.get())
    planted = client.cookies["sessionid"].value
    look_up(client, Question.objects.get())
    assert client.cookies["sessionid"].value != planted


@pytest.mark.asvs("V2.3.2")
def test_wrong_codes_answer_alike_and_are_few(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "look_up": (3, 600)}
    ask(client)
    answers = [client.post("/ask/code/", {"code": code}) for code in ("AAAA-BBBB-CCCC", "x", "2345-6789-ABCD")]
    assert {answer.status_code for answer in answers} == {422}
    said = {answer.context["form"].errors["code"].as_text() for answer in answers}
    assert len(said) == 1
    right = Question.objects.get().code
    assert client.post("/ask/code/", {"code": right}).status_code == 429


def test_without_a_code_there_is_no_question(client: Client) -> None:
    ask(client)
    assert client.get("/ask/question/").status_code == 404
    assert send(client, "reply", text="x").status_code == 404


def test_the_browser_forgets_the_code_when_told(client: Client) -> None:
    ask(client)
    look_up(client, Question.objects.get())
    client.post("/ask/question/forget/")
    assert client.get("/ask/question/").status_code == 404


def test_from_answer_to_not_solved_and_back(client: Client, who: Callable[[str], Who]) -> None:
    ask(client)
    question = Question.objects.get()
    services.note(question.pk, "Hemlig anteckning", by=who("contact.urban"))
    services.ask_back(question.pk, "Vilken gata?", by=who("contact.urban"))
    assert "Vilken gata?" in look_up(client, question)
    assert send(client, "reply", text="Storgatan").status_code == 302
    services.answer(question.pk, "Lampan byts på fredag", by=who("contact.urban"))
    text = look_up(client, question)
    assert "Lampan byts på fredag" in text
    assert "Hemlig" not in text
    assert send(client, "not-solved", text="Den är fortfarande trasig").status_code == 302
    assert Question.objects.get().status == "reopened"
    services.answer(question.pk, "Nu är den bytt", by=who("contact.urban"))
    assert send(client, "solved").status_code == 302
    assert Question.objects.get().solved


@pytest.mark.asvs("V15.3.1", "V8.2.3")
def test_reasons_of_departments_are_not_told_to_the_asker(client: Client, who: Callable[[str], Who]) -> None:
    from samspel.questions.tests.given import department

    ask(client)
    question = Question.objects.get()
    part = question.parts.get()
    services.return_part(part.pk, department("education"), "De vill bara slippa", by=who("contact.urban"))
    text = look_up(client, question)
    assert "slippa" not in text
    assert "answers for your question now" in text


# ---------- Where and what


@pytest.mark.parametrize(
    ("where", "code"),
    [("Berga", "berga"), ("vid Stora torget", "city"), ("", None), ("vet inte", None), ("mellan Berga och Ryd", None)],
)
def test_the_area_is_found_in_the_words(where: str, code: str | None) -> None:
    found = finding.area_of(where)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gatubelysningen är trasig", "lighting-and-streets"),
        ("När börjar skolan?", "school"),
        ("Hej", None),
        ("", None),
    ],
)
def test_the_matter_is_hinted_at_by_the_words(text: str, code: str | None) -> None:
    found = finding.matter_of(text)
    assert (found.code if found else None) == code


# ---------- Languages


def test_a_language_is_offered_when_it_is_wanted_and_translated(client: Client) -> None:
    from samspel.municipality.models import PortalLanguage

    offered = [one.code for one in client.get("/ask/").context["frame"].languages]
    assert offered == ["sv", "en"]
    assert PortalLanguage.objects.filter(code="ar").exists()
    PortalLanguage.objects.filter(code="en").update(retired_on="2020-01-01")
    assert [one.code for one in client.get("/ask/").context["frame"].languages] == ["sv"]


def test_every_page_is_in_swedish_and_english(client_as: Any) -> None:
    assert "Fråga din kommun" in client_as(language="sv").get("/ask/").content.decode()
    assert "Ask your municipality" in client_as(language="en").get("/ask/").content.decode()
