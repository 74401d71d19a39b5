"""The evaluator reads everything, without persons: on no page, in no file and in no answer of the API stands one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from samspel.accounts import services as accounts
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import who_is
from samspel.core.actors import Job
from samspel.escalation import services as escalations
from samspel.escalation.rules import Kind, Need
from samspel.municipality.models import Area
from samspel.questions import services as questions
from samspel.questions.models import Part
from samspel.questions.rules import Status
from samspel.questions.services.answering import End
from samspel.questions.tests.given import ask, department

if TYPE_CHECKING:
    from collections.abc import Callable

    from samspel.accounts.models import User

    Cast = dict[str, User]
    ClientAs = Callable[..., Client]

PHONE, NUMBER, EMAIL = "070-174 06 05", "19900131-1234", "maria.svart@example.org"
TEXT = f"Lampan: {NUMBER} {PHONE} {EMAIL}"


@pytest.fixture
def question(cast: Cast) -> str:
    """A question where everything that can be written holds what names somebody."""
    asked = ask(subject=f"Lampan {PHONE}", text=TEXT, place=f"hos {PHONE}")
    owner, other = (Part.objects.get(question=asked, leads=True), department("education"))
    by = who_is(cast["coordinator.berga"])
    questions.choose_other_receiver(asked.pk, other, TEXT, by=by)
    school = who_is(cast["contact.school"])
    part = Part.objects.get(question=asked, leads=True)
    questions.return_part(part.pk, owner.department, TEXT, by=school)
    questions.add_department(asked.pk, other, by=by)
    questions.answer_part(Part.objects.get(question=asked, department=other).pk, TEXT, by=school)
    questions.answer(asked.pk, TEXT, End(Status.NOT_OURS, because=f"Hos {PHONE}"), by=by)
    return str(asked.pk)


@pytest.fixture
def alarm(cast: Cast) -> str:
    """The same of an alarm."""
    sent = escalations.escalate(
        [Kind.SAFETY],
        f"Lampan: {PHONE} {EMAIL}",
        by=who_is(cast["coordinator.berga"]),
        area=Area.objects.get(code="berga"),
        place=f"Hos {PHONE}",
        needs=[Need.ADULTS],
        need_text=f"Ring {PHONE}",
        callback="013-20 60 00",
        looked=True,
    )
    return str(sent.pk)


def persons_in(body: str) -> list[str]:
    return [each for each in (PHONE, NUMBER, EMAIL) if each in body]


def test_no_page_tells_the_evaluator_of_a_person(client_as: ClientAs, question: str, alarm: str) -> None:
    pages = {
        reverse("questions:one", args=[question]): "Lampan",
        f"{reverse('questions:list')}?status=all": "Lampan",
        f"{reverse('questions:export', args=['csv'])}?status=all": "Lampan",
        reverse("escalation:escalation", args=[alarm]): "Lampan",
        reverse("escalation:list"): "Lampan",
        f"{reverse('web:search')}?q=lampan": "Lampan",
        reverse("web:area", args=["berga"]): "Lampan",
        reverse("web:today"): "",
    }
    evaluator, coordinator = client_as("evaluator"), client_as("coordinator.berga")
    for address, holds in pages.items():
        body = evaluator.get(address).content.decode()
        assert holds in body, address
        assert persons_in(body) == [], address
        # The control: who works with it reads it as it was written.
        assert not holds or PHONE in coordinator.get(address).content.decode(), address


def test_the_api_tells_the_evaluator_of_no_person(cast: Cast, question: str, alarm: str) -> None:
    for name, seen in (("evaluator", False), ("coordinator.berga", True)):
        _row, token = accounts.issue_token(cast[name], name="t", scopes=list(TokenScope), by=Job("tests"))
        client = Client(headers={"Authorization": f"Bearer {token}"})
        for address in ("questions", f"questions/{question}", "escalations", f"escalations/{alarm}"):
            body = client.get(f"/api/v1/{address}").content.decode()
            assert bool(persons_in(body)) is seen, (name, address)


def test_what_was_asked_is_not_shown_on_an_alarm_to_who_may_not_see_the_question(
    cast: Cast, client_as: ClientAs
) -> None:
    asked = ask(subject="Bara för området")
    sent = escalations.escalate(
        [Kind.SAFETY], "Något har hänt.", by=who_is(cast["coordinator.berga"]), callback="013-20 60 00", question=asked
    )
    address = reverse("escalation:escalation", args=[sent.pk])
    assert "Bara för området" in client_as("coordinator.berga").get(address).content.decode()
    assert "Bara för området" not in client_as("security.head").get(address).content.decode()
