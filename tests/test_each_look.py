"""Whoever opens somebody's contact details leaves a row in the log: by page, file, API, letter or form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.rules import TokenScope
from samspel.core import crypto, looks
from samspel.core.actors import Operator
from samspel.core.models import LogRow
from samspel.questions import services
from samspel.questions.models import ContactDetails
from samspel.questions.tests.given import ask_by_email
from tests.routes import API, Things, address, make_things, pages, routes
from tests.sent import Forms

if TYPE_CHECKING:
    from samspel.accounts.models import User
    from tests.cast import ClientAs, Whos

ADDRESS = "boende@example.org"
NOBODY = ""
READERS = (
    "contact.urban", "coordinator.berga", "contactcentre", "management.school", "security.head", "evaluator",
    "partner.police", "protection.officer", "admin", NOBODY,
)  # fmt: skip
"""Those who meet the question in different ways, and some who do not."""
WRITERS = ("contact.urban", "coordinator.berga", "contactcentre", "protection.officer", "admin", NOBODY)
ENDS_IT = ("sign-out", "/end/", "/sessions/")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that the address is opened, whoever does it."""
    found: list[str] = []
    unseal = crypto.unseal

    def seen(sealed: str) -> str:
        plain = unseal(sealed)
        if plain == ADDRESS:
            found.append(plain)
        return plain

    monkeypatch.setattr(crypto, "unseal", seen)
    return found


@pytest.fixture
def things(cast: dict[str, User], opened: list[str]) -> Things:
    """One of each thing; the question's asker left an address."""
    cache.clear()
    made = make_things(cast)
    opened.clear()
    return made


def logged() -> int:
    """How many looks the log holds."""
    return LogRow.objects.filter(verb__in=looks.verbs()).count()


def unlogged(opened: list[str], visits: Iterator[tuple[str, Callable[[], object]]]) -> list[str]:
    """The visits in which the address was opened, and no look was logged."""
    found = []
    for said, visit in visits:
        opened.clear()
        before = logged()
        body = getattr(visit(), "content", b"")
        shown = ADDRESS.encode() in body
        if (opened or shown) and logged() == before:
            found.append(said)
    return found


@pytest.mark.parametrize("username", READERS)
def test_no_page_and_no_file_opens_them_unseen(
    username: str, things: Things, opened: list[str], client_as: ClientAs
) -> None:
    client = client_as(username)
    visits = ((route.name, partial(client.get, address(route, things))) for route in pages())
    assert unlogged(opened, visits) == []


@pytest.mark.parametrize("username", ["contact.urban", "coordinator.berga", "contactcentre", "evaluator"])
def test_no_call_of_the_api_opens_them_unseen(
    username: str, things: Things, opened: list[str], cast: dict[str, User], client: Client
) -> None:
    _row, token = accounts.issue_token(cast[username], name="x", scopes=list(TokenScope), by=Operator())
    headers = {"Authorization": f"Bearer {token}"}
    walked = [route for route in routes() if route.name.startswith(API)]
    visits = ((route.name, partial(client.get, address(route, things), headers=headers)) for route in walked)
    assert unlogged(opened, visits) == []
    assert len(walked) > 10


@pytest.mark.parametrize("username", WRITERS)
def test_no_form_opens_them_unseen(username: str, things: Things, opened: list[str], client_as: ClientAs) -> None:
    client = client_as(username)
    assert unlogged(opened, _sent(client, things)) == []


def _sent(client: Client, things: Things) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every form that they see, filled and sent, and undone."""
    for route in pages():
        where = address(route, things)
        shown = client.get(where)
        if shown.status_code != 200 or "html" not in shown.get("Content-Type", ""):
            continue
        for form in Forms(shown.content.decode(), where).found:
            if not any(one in form.action for one in ENDS_IT):
                yield form.action, partial(_post, client, form.action, form.fields)


def _post(client: Client, action: str, fields: dict[str, str]) -> object:
    with transaction.atomic():
        return client.post(action, fields)


@pytest.mark.django_db
def test_a_look_and_a_letter_are_told_by_who_and_for_which_question(who: Whos, opened: list[str]) -> None:
    question, by = ask_by_email(), who("contact.urban")
    services.look_at_contact(question.pk, by=by)
    services.ask_back(question.pk, "Vilken av lamporna?", by=by)
    services.answer(question.pk, "De lagas på fredag.", by=by)
    rows = LogRow.objects.filter(verb__startswith="question.contact_", actor_id=by.id).order_by("pk")
    assert [(row.verb, row.object_label) for row in rows] == [
        ("question.contact_seen", question.reference),
        ("question.contact_used", question.reference),
        ("question.contact_used", question.reference),
    ]


@pytest.mark.django_db
def test_control_reading_the_row_without_a_service_is_seen_here(opened: list[str]) -> None:
    question = ask_by_email()
    visits = [("straight", lambda: ContactDetails.objects.get(question=question))]
    assert unlogged(opened, iter(visits)) == ["straight"]
