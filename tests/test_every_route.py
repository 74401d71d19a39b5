"""Every route, for every member of the cast and for nobody: its declared audience decides, and nothing else does.

What somebody may not see answers like what is not there: 404, with the same page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client, RequestFactory
from django.utils.html import escape

from demo.cast import CAST
from samspel.accounts.who import NOBODY, Request, Who
from samspel.escalation import queries as escalations
from samspel.observations import queries as observations
from samspel.questions import queries as questions
from tests import markup
from tests.routes import NOWHERE, Route, Things, address, make_things, missing, pages, routes

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from samspel.accounts.models import User

NOBODYS = ""
EVERYBODY = (*(one.username for one in CAST), NOBODYS)
SIGN_IN = "/sign-in/"
WITHOUT_PAGE = {
    "municipality:areas",
    "municipality:placed",
    "web:robots",
    "web:manifest",
    "web:security",
    "questions:export",
    "observations:export",
    "observations:picture",
    "observations:ready",
    "observations:worker",
    "commissions:save",
}
FRAGMENTS = {"questions:preview", "escalation:preview", "web:import_progress"}
OPEN_API = {"api:openapi-json", "api:health", "api:api-root"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def things(cast: dict[str, User]) -> Things:
    """One of each thing."""
    return make_things(cast)


@pytest.mark.asvs("V8.2.1")
def test_every_route_has_an_audience_and_a_thing_to_try_it_with() -> None:
    from tests.routes import KEYS

    walked = pages()
    assert [route.name for route in walked if not route.audiences] == []
    assert [route.name for route in routes() if route.takes_a_thing and route.name not in KEYS] == []
    assert sorted(set(KEYS) - {route.name for route in routes()}) == []


@pytest.mark.asvs("V8.2.2", "V8.2.1")
@pytest.mark.parametrize("username", EVERYBODY)
def test_the_declared_audience_decides_and_what_is_not_theirs_is_not_there(
    username: str, things: Things, client_as: Callable[..., Client], who: Callable[[str], Who]
) -> None:
    client = client_as(username)
    asking = who(username) if username else NOBODY
    visited = []
    for route in pages():
        response = client.get(address(route, things))
        visited.append(route)
        _answers_right(route, asking, things, response)
        if route.takes_a_thing and response.status_code == 404:
            nowhere = client.get(missing(route, things))
            assert nowhere.status_code == 404, route.name
            assert _without_address(response) == _without_address(nowhere), route.name
    assert len(visited) == len(pages()) > 90


def _answers_right(route: Route, who: Who, things: Things, response: Response) -> None:
    said = f"{route.name} for {who.label}: {response.status_code}"
    if response.status_code == 405:
        assert "GET" not in response["Allow"], said
    elif not _admitted(route, who):
        if who.user:
            assert response.status_code == 404, said
        else:
            assert response.status_code == 302, said
            assert response["Location"].startswith(SIGN_IN), said
    elif not _visible(route, who, things):
        assert response.status_code == 404, said
    else:
        assert response.status_code in {200, 302, 404} if route.takes_a_thing else {200, 302}, said
    _is_well_made(route, response, said)


def _admitted(route: Route, who: Who) -> bool:
    request: Any = RequestFactory().get("/")
    request.who = who
    asking: Request = request
    return any(audience.admits(asking) for audience in route.audiences)


def _visible(route: Route, who: Who, things: Things) -> bool:
    """Whether the thing behind the address is one that they may see; True where that is nothing of its own."""
    if route.name.startswith("questions:") and ("<uuid" in route.pattern or "<int:part" in route.pattern):
        return questions.visible_to(who).filter(pk=things.question.pk).exists()
    if route.name.startswith("escalation:") and ("<uuid" in route.pattern or "legs/" in route.pattern):
        return escalations.visible_to(who).filter(pk=things.escalation.pk).exists()
    if route.name.startswith("observations:") and "observation>" in route.pattern:
        return observations.visible_to(who).filter(pk=things.of(route)["observation"]).exists()
    return True


def _is_well_made(route: Route, response: Response, said: str) -> None:
    is_page = response.get("Content-Type", "").startswith("text/html") and response.status_code in {200, 404}
    if not is_page or response.streaming or route.name in WITHOUT_PAGE:
        return
    if route.name in FRAGMENTS and response.status_code == 200:
        return
    assert markup.faults(response.content.decode(), response["Content-Security-Policy"]) == [], said


def _without_address(response: Response) -> str:
    """The page but for what must differ: the address that one comes back to, and the token."""
    path = escape(response.wsgi_request.path)
    return TOKEN.sub("", response.content.decode().replace(path, "PATH"))


@pytest.mark.asvs("V3.5.3")
@pytest.mark.parametrize("username", [NOBODYS, "coordinator.berga", "security.head"])
def test_head_answers_as_get_does(username: str, things: Things, client_as: Callable[..., Client]) -> None:
    client = client_as(username)
    for route in pages():
        there = address(route, things)
        shown = client.get(there).status_code
        assert client.head(there).status_code == shown or shown == 405, route.name


@pytest.mark.parametrize("username", [NOBODYS, "coordinator.berga", "evaluator", "admin"])
def test_every_page_is_well_made_in_english_too(
    username: str, things: Things, client_as: Callable[..., Client]
) -> None:
    client = client_as(username, language="en")
    for route in pages():
        response = client.get(address(route, things))
        _is_well_made(route, response, route.name)


def test_the_api_answers_nobody_who_has_no_token(things: Things, client: Client) -> None:
    walked = [route for route in routes() if route.name.startswith("api:")]
    for route in walked:
        status = client.get(address(route, things)).status_code
        assert status in {401, 405} or (route.name in OPEN_API and status in {200, 404}), (route.name, status)
    assert len(walked) > 10


def test_an_address_that_nobody_made_is_a_page_that_says_so(client_as: Callable[..., Client], cast: object) -> None:
    for username in (NOBODYS, "coordinator.berga", "outsider"):
        response = client_as(username).get(f"/questions/{NOWHERE}/nothing/")
        assert response.status_code == 404
        assert markup.faults(response.content.decode(), response["Content-Security-Policy"]) == []
