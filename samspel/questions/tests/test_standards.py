"""Standard answers: kept by the departments, every wording kept, and never sent with a gap that nobody filled in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing, Refused, Stale
from samspel.municipality.models import Matter
from samspel.questions import gaps, queries, services
from samspel.questions.models import StandardAnswer
from samspel.questions.tests.given import again, ask, department, part_of

pytestmark = pytest.mark.django_db

WhoIs = Callable[[str], Who]
ClientAs = Callable[..., Client]
TEXT = "Tack. Lampan i {area} lagas [[dag]]. Ditt nummer är {number}."


def written(by: Who, text: str = TEXT, **others: str) -> StandardAnswer:
    matter = Matter.objects.get(code="lighting-and-streets")
    return services.write_standard(department("urban-planning"), matter, "Trasig lampa", {"sv": text, **others}, by=by)


def test_it_is_offered_where_the_matter_is_answered_with_what_is_known_filled_in(who: WhoIs) -> None:
    made, asked = written(who("contact.urban")), ask()
    (one,) = queries.offered(asked)
    assert one.pk == made.pk
    assert one.text == f"Tack. Lampan i Berga lagas [[dag]]. Ditt nummer är {asked.reference}."
    assert queries.offered(ask("school")) == []
    assert "[[area]]" in queries.offered(ask(area=""))[0].text


def test_it_is_in_the_askers_language_where_there_is_one(who: WhoIs) -> None:
    written(who("contact.urban"), en="Thank you. It is mended [[day]].")
    assert queries.offered(ask(language="en"))[0].language == "en"
    assert queries.offered(ask(language="ar"))[0].language == "sv"


@pytest.mark.parametrize("username", ["contact.school", "coordinator.berga", "evaluator", "contactcentre", "admin"])
def test_only_the_department_keeps_its_own(who: WhoIs, username: str) -> None:
    made = written(who("contact.urban"))
    with pytest.raises(Missing):
        written(who(username))
    for change in (services.still_true, services.retire_standard):
        with pytest.raises(Missing):
            change(made.pk, by=who(username))


def test_every_wording_is_kept_and_who_saves_last_is_told(who: WhoIs) -> None:
    by = who("contact.urban")
    made = written(by)
    services.change_standard(made.pk, "Trasig lampa", {"sv": "Ny text.", "en": "New."}, by=by, version=made.version)
    assert [text.text for text in made.texts.filter(language="sv")] == ["Ny text.", TEXT]
    with pytest.raises(Stale):
        services.change_standard(made.pk, "Annat", {"sv": "Tredje."}, by=by, version=made.version)
    services.change_standard(made.pk, "Trasig lampa", {"sv": "Ny text."}, by=by)
    assert made.texts.count() == 3


def test_it_is_looked_at_again_after_a_year(who: WhoIs) -> None:
    by = who("contact.urban")
    made = written(by)
    with clock.at(clock.now() + timedelta(days=400)):
        assert queries.offered(ask())[0].review_due
        services.still_true(made.pk, by=by)
        assert not queries.offered(ask())[0].review_due


def test_one_that_is_retired_is_offered_no_more(who: WhoIs) -> None:
    services.retire_standard(written(who("contact.urban")).pk, by=who("contact.urban"))
    assert queries.offered(ask()) == []


@pytest.mark.parametrize("text", ["", "  ", "Hej {name}", "{ }"])
def test_a_wording_that_cannot_be_filled_in_is_refused(who: WhoIs, text: str) -> None:
    with pytest.raises(Refused):
        written(who("contact.urban"), text)


def test_no_answer_is_sent_with_a_gap(who: WhoIs) -> None:
    by, asked = who("contact.urban"), ask()
    for send in (
        lambda: services.answer(asked.pk, "Lagas [[dag]].", by=by),
        lambda: services.answer_part(part_of(asked, "urban-planning").pk, "Lagas [[dag]].", by=by),
        lambda: services.ask_back(asked.pk, "Var är [[plats]]?", by=by),
    ):
        with pytest.raises(Refused, match=r"\[\[(dag|plats)\]\]"):
            send()
    assert again(asked).is_open


def test_what_was_sent_is_counted_and_only_that(who: WhoIs, client_as: ClientAs) -> None:
    made, asked = written(who("contact.urban")), ask()
    client = client_as("contact.urban")
    shown = client.post(reverse("questions:use_standard", args=[asked.pk]), {"use": str(made.pk), "text": "Hej!"})
    body = shown.content.decode()
    assert "Hej!" in body
    assert "Lampan i Berga lagas [[dag]]" in body
    form = {"text": "Lampan lagas i dag.", "end": "answered", "key": "k" * 32, "standard": str(made.pk)}
    refused = client.post(reverse("questions:answer", args=[asked.pk]), {**form, "text": "Lagas [[dag]]."})
    assert refused.status_code == 422
    assert StandardAnswer.objects.get().used == 0
    client.post(reverse("questions:answer", args=[asked.pk]), form)
    assert StandardAnswer.objects.get().used == 1
    assert again(asked).answer == "Lampan lagas i dag."


@given(st.text(max_size=60))
def test_no_text_harms_the_filling_in(text: str) -> None:
    filled = gaps.filled(text, {"area": "Berga"})
    assert gaps.filled(filled, {}) is not None
    assert all(gap.startswith("[[") for gap in gaps.gaps(filled))
