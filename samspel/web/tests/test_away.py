"""When the database is away: nobody loses what they typed, and nobody needs to know whether it was saved."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.test import Client
from procrastinate.exceptions import ConnectorException

from samspel.core.away import is_away
from samspel.questions.models import Question
from tests.sent import Forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
TEXT = "Lampan vid lekplatsen är släckt.\r\n\r\nDet är <b>mörkt</b> där."
KEY = "k" * 32


def raising(fault: Exception) -> Callable[..., Any]:
    """Something that raises it, whatever it is called with."""

    def raises(*_: object, **__: object) -> None:
        raise fault

    return raises


def noted_in_the_session(request: HttpRequest, _text: object) -> None:
    """Something that the session is to remember."""
    request.session["noted"] = True


def chained(fault: Exception) -> ConnectorException:
    """As procrastinate tells it."""
    told = ConnectorException()
    told.__cause__ = fault
    return told


def asked(client: Client, **more: str) -> HttpResponse:
    """A question is sent as staff."""
    fields = {"text": TEXT, "key": KEY, "asker_role": "resident", "reply_by": "code"} | more
    response: Any = client.post("/questions/new/?from=start", fields)
    return response  # type: ignore[no-any-return]


@pytest.fixture
def client(client_as: Callable[..., Client]) -> Client:
    """Somebody at the contact centre, who gets the page that visitors get."""
    return client_as("contactcentre", raise_request_exception=False)


@pytest.mark.parametrize(
    "fault",
    [
        OperationalError("the server closed the connection unexpectedly"),
        InterfaceError("the connection is closed"),
        psycopg.errors.DiskFull("could not extend file"),
        psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"),
        chained(psycopg.OperationalError("terminating connection")),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
    ids=lambda fault: type(fault.__cause__ or fault).__name__,
)
def test_what_was_typed_comes_back_and_can_be_sent_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("samspel.questions.views.new.services.ask", raising(fault))
        response = asked(client)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "no-store" in response.headers["Cache-Control"]
    (form,) = Forms(response.content.decode(), "").found
    assert form.action == "/questions/new/?from=start"
    assert form.fields["key"] == KEY
    assert "&lt;b&gt;mörkt&lt;/b&gt;" in response.content.decode()

    again = client.post(form.action, form.fields | {"text": TEXT})
    assert again.status_code == 302
    assert Question.objects.filter(text__startswith="Lampan").count() == 1


def test_a_fault_of_ours_is_not_said_to_pass(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in (RuntimeError("a mistake"), OSError(errno.ENOENT, "no such file")):
        monkeypatch.setattr("samspel.questions.views.new.services.ask", raising(fault))
        assert asked(client).status_code == 500
        assert not is_away(fault)


def test_what_was_saved_before_the_answer_was_lost_is_saved_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "save", raising(OperationalError("lost after the commit")))
        broken.setattr("samspel.questions.views.new.messages.success", noted_in_the_session)
        assert asked(client).status_code == 503
    first = asked(client)
    assert first.status_code == 302
    assert asked(client).headers["Location"] == first.headers["Location"]
    assert Question.objects.filter(text__startswith="Lampan").count() == 1


@pytest.mark.asvs("V16.5.2")
@pytest.mark.parametrize("path", ["/", "/questions/", "/ask/", "/menu/", "/nowhere/", "/accounts/login/"])
def test_without_the_database_every_page_says_so(client: Client, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(QuerySet, "_fetch_all", raising(OperationalError("connection refused")))
    monkeypatch.setattr(SessionStore, "load", raising(OperationalError("connection refused")))
    response = client.get(path)
    assert response.status_code == 503
    assert "<form" not in response.content.decode()


@pytest.mark.parametrize("where", ["samspel.accounts.api._valid", "samspel.accounts.middleware.translation.activate"])
def test_the_api_says_it_as_a_problem(client: Client, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(where, raising(OperationalError("connection refused")))
    response = client.post("/api/v1/questions", {}, headers={"Authorization": "Bearer x"})
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Retry-After"]


@pytest.mark.asvs("V14.2.4")
def test_no_password_is_repeated_in_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "_fetch_all", raising(OperationalError("connection refused")))
    monkeypatch.setattr(SessionStore, "load", raising(OperationalError("connection refused")))
    response = client.post("/accounts/login/", {"login": "contactcentre", "password": "a long secret here", "key": KEY})
    assert response.status_code == 503
    assert "a long secret here" not in response.content.decode()
    assert "<form" not in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("sv", "Skicka igen"), ("en", "Send again")])
def test_it_is_said_in_the_readers_language(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    monkeypatch.setattr("samspel.questions.views.new.services.ask", raising(OperationalError()))
    assert words in asked(client).content.decode()
