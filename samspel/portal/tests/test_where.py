"""Where do I turn: a short list that the municipality keeps, for residents and for those who guide them on."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from samspel.accounts.who import Who
from samspel.municipality.models import Service
from samspel.questions import codes, services
from samspel.questions.forms import AnswerForm
from samspel.questions.models import Question
from samspel.questions.rules import Status
from samspel.questions.services.answering import End
from samspel.questions.tests.given import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

WhoIs = Callable[[str], Who]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def shown(language: str = "sv", **query: str) -> str:
    return Client(headers={"Accept-Language": language}).get("/ask/where/", query).content.decode()


def test_the_list_is_short_with_numbers_to_press_after_the_urgent_ones() -> None:
    text = shown()
    assert text.index("112") < text.index("<h1") < text.index("Kvinnofridslinjen")
    assert 'href="tel:020505050"' in text


def test_it_is_told_by_matter_and_what_names_no_matter_is_for_all() -> None:
    everything = Service.objects.get(code="bris")
    assert "Bris" not in shown(matter="housing")
    assert "Hyresvärden" in shown(matter="housing")
    Service.objects.filter(pk=everything.pk).update(matters=[])
    assert "Bris" in shown(matter="housing")


@pytest.mark.parametrize("matter", ["not-there", "", "' OR 1=1", "a" * 4000])
def test_what_is_no_matter_shows_all(matter: str) -> None:
    assert "Kvinnofridslinjen" in shown(matter=matter)


def test_it_is_in_the_readers_language_where_the_municipality_has_written_it() -> None:
    assert "Where do I turn?" in shown("en")
    assert "The landlord" in shown("en")


def test_an_answer_that_guides_on_names_who_helps_with_number(who: WhoIs) -> None:
    question = ask("housing")
    landlord = Service.objects.get(code="landlord")
    services.answer(question.pk, "De lagar det.", End(Status.GUIDED, landlord), by=who("coordinator.berga"))
    client = Client(headers={"Accept-Language": "sv"})
    code = codes.grouped(question.code)
    text = client.post("/ask/code/", {"code": code}, follow=True).content.decode()
    assert "Hyresvärden" in text
    assert f'href="tel:{landlord.phone.replace("-", "").replace(" ", "")}"' in text


def test_who_answers_is_offered_those_for_the_matter_first() -> None:
    groups = AnswerForm(matter="housing").fields["to"].choices  # type: ignore[attr-defined]
    first = list(groups)[1]
    assert [name for _code, name in first[1]] == ["Hyresvärden"]


@pytest.mark.parametrize(("others", "told"), [(4, False), (6, True)])
def test_who_has_asked_is_told_that_others_have_in_a_rounded_number(others: int, told: bool) -> None:
    for _ in range(others):
        ask("lighting-and-streets", "ryd")
    client = Client(headers={"Accept-Language": "sv"})
    form = {"text": "Lampan är trasig, belysning saknas", "where": "Ryd", "reply_by": "code", "asker_role": "resident"}
    text = client.post("/ask/", {"key": "k" * 32, **form}, follow=True).content.decode()
    assert Question.objects.order_by("-received_at")[0].matter is not None
    assert ("Minst 5 andra" in text) is told
