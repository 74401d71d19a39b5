"""Similar questions while writing: only open ones that the writer may see, the area's first."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samspel.accounts.who import Who
from samspel.municipality.models import Area
from samspel.questions import queries, services
from samspel.questions.models import Question
from samspel.questions.permissions import reach_of
from samspel.questions.tests.given import ask

pytestmark = pytest.mark.django_db

WhoIs = Callable[[str], Who]
ClientAs = Callable[..., Client]
WRITTEN = "gatubelysnigen i gångtuneln är trasig igen"


def found(who: Who, text: str = WRITTEN, area: str = "berga") -> list[Question]:
    here = Area.objects.get(code=area) if area else None
    return [one.question for one in queries.similar(reach_of(who), text, here)]


def test_an_open_question_about_the_same_thing_is_found_with_slips_of_the_pen(who: WhoIs) -> None:
    asked = ask()
    ask("school", subject="Skolmaten är dålig", text="Det är alltid soppa.")
    assert found(who("coordinator.berga")) == [asked]


def test_one_that_has_been_answered_is_not(who: WhoIs) -> None:
    asked = ask()
    services.answer(asked.pk, "Lagat.", by=who("coordinator.berga"))
    assert found(who("coordinator.berga")) == []


def test_what_one_may_not_see_is_not_found(who: WhoIs) -> None:
    ask()
    assert found(who("coordinator.ryd")) == []
    assert found(who("contact.school")) == []
    assert len(found(who("contactcentre"))) == 1


def test_the_areas_own_come_first_and_others_after(who: WhoIs) -> None:
    elsewhere = ask(area="ryd")
    here = ask(subject="Lamporna i gångtunneln", text="De är trasiga.")
    assert found(who("contactcentre")) == [here, elsewhere]
    assert found(who("contactcentre"), area="ryd") == [elsewhere, here]


def test_the_name_of_the_area_says_nothing(who: WhoIs) -> None:
    ask(subject="Biblioteket i Berga", text="När öppnar det i Berga?")
    assert found(who("coordinator.berga"), "Badhuset i Berga är stängt i Berga") == []


@pytest.mark.parametrize("text", ["", "   ", "hej hej", "12345 99", "!!! | & <->", "'", "a" * 9000, "\\", "på & i"])
def test_odd_text_finds_nothing_and_harms_nothing(who: WhoIs, text: str) -> None:
    ask()
    assert found(who("coordinator.berga"), text) == []


def test_the_reads_are_as_many_however_many_there_are(
    who: WhoIs, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reach = reach_of(who("coordinator.berga"))
    for _ in range(12):
        ask()
    with django_assert_max_num_queries(9):
        assert len(queries.similar(reach, WRITTEN, Area.objects.get(code="berga"))) == 5


def test_while_writing_they_are_shown_and_joined_when_the_question_is_sent(client_as: ClientAs) -> None:
    other, client = ask(), client_as("coordinator.berga")
    shown = client.post(reverse("questions:similar"), {"text": WRITTEN, "area": "berga"}).content.decode()
    assert other.subject in shown
    form = {"text": WRITTEN, "area": "berga", "asker_role": "resident", "reply_by": "code", "key": "a" * 32}
    client.post(reverse("questions:new"), {**form, "same_as": str(other.pk)})
    asked = Question.objects.exclude(pk=other.pk).get()
    other.refresh_from_db()
    assert asked.joint == other.joint is not None


def test_without_javascript_they_stand_on_the_preview(client_as: ClientAs) -> None:
    other = ask()
    form = {"text": WRITTEN, "area": "berga", "asker_role": "resident", "reply_by": "code", "preview": "1"}
    shown = client_as("coordinator.berga").post(reverse("questions:new"), form).content.decode()
    assert other.subject in shown
    assert Question.objects.count() == 1


def test_who_only_asks_is_shown_nobody_elses(client_as: ClientAs) -> None:
    ask()
    for username in ("polare.ryd", "partner.police"):
        shown = client_as(username).post(reverse("questions:similar"), {"text": WRITTEN}).content.decode()
        assert "same_as" not in shown


def test_what_cannot_be_joined_is_asked_all_the_same(client_as: ClientAs) -> None:
    hidden = ask("school", "ryd")
    form = {"text": WRITTEN, "area": "berga", "asker_role": "resident", "reply_by": "code", "key": "b" * 32}
    answer = client_as("coordinator.berga").post(reverse("questions:new"), {**form, "same_as": str(hidden.pk)})
    assert answer.status_code == 302
    assert Question.objects.filter(joint__isnull=False).count() == 0
    assert Question.objects.count() == 2


@pytest.mark.parametrize(("asked", "told"), [(4, 0), (5, 5), (9, 5), (12, 10)])
def test_an_asker_is_told_only_a_rounded_count_of_matter_and_area(asked: int, told: int) -> None:
    for number in range(asked):
        ask(subject=f"Något helt annat {number}", text="Annan text.")
    ask(area="ryd")
    ask("school")
    assert queries.at_least_asked(ask()) == told


def test_the_evaluator_finds_by_what_they_read(who: WhoIs) -> None:
    ask(subject="Lampan", text="Ring Maria på 070-174 06 05 eller maria.svart@example.org om gångtunneln")
    reach = reach_of(who("evaluator"))
    counted = {
        words: queries.chosen(reach, queries.Filters(status="all", q=words)).count()
        for words in ("gångtunnel", "070-174", "174", "svart", "maria.svart@example.org", "example", "@", "lampa")
    }
    assert {words for words, count in counted.items() if count} == {"gångtunnel", "lampa"}
    everything = reach_of(who("coordinator.berga"))
    assert queries.chosen(everything, queries.Filters(status="all", q="070-174")).count() == 1
