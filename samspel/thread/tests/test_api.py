"""The thread for other systems."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core.actors import Operator
from samspel.thread.tests.fakes import Fake

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


@pytest.fixture
def get(cast: dict[str, User]) -> Callable[..., Get]:
    """get("coordinator.berga")("/challenge/2") asks as a system of that user."""

    def as_user(username: str, scope: TokenScope = TokenScope.THREAD_READ) -> Get:
        _token, secret = accounts.issue_token(cast[username], name="test", scopes=(scope,), by=Operator())
        client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})
        return lambda path: client.get(f"/api/v1/thread{path}")

    return as_user


def test_the_thread_comes_as_nodes_and_edges(fake: Fake, get: Callable[..., Get]) -> None:
    found = get("coordinator.berga")("/challenge/2").json()
    assert [(one["type"], one["id"], one["step"]) for one in found["nodes"]][:3] == [
        ("observation", "young", 1),
        ("challenge", "2", 2),
        ("goal", "leisure", 3),
    ]
    assert {
        "earlier": {"type": "challenge", "id": "2"},
        "later": {"type": "goal", "id": "leisure"},
        "state": "whole",
    } in found["edges"]
    assert [(one["rule"], one["thing"]["id"], one["mended_by"], one["since"]) for one in found["broken"]] == [
        ("goal_without_baseline", "leisure", "culture-leisure", None),
        ("measure_without_intervention", "21", "culture-leisure", "2026-03-11"),
    ]


def test_each_thing_has_the_whole_address_of_its_page(fake: Fake, get: Callable[..., Get], settings: Any) -> None:
    settings.BASE_URL = "https://samspel.example"
    found = get("coordinator.berga")("/challenge/2").json()
    assert {one["url"] for one in found["nodes"]} >= {"https://samspel.example/challenge/2/"}


def test_what_the_user_may_not_see_is_not_told_nor_are_its_edges(fake: Fake, get: Callable[..., Get]) -> None:
    fake.hidden = frozenset({"measure 17"})
    ask = get("coordinator.berga")
    text = ask("/challenge/2").content.decode()
    assert '"17"' not in text
    assert ask("/measure/17").status_code == 404


def test_broken_links_come_page_by_page(fake: Fake, get: Callable[..., Get]) -> None:
    ask = get("coordinator.berga")
    first = ask("/broken?limit=10").json()
    assert len(first["items"]) == 10
    rest = ask(f"/broken?limit=10&cursor={first['next']}").json()
    assert len(rest["items"]) == 3
    assert rest["next"] is None
    things = [(one["rule"], one["thing"]["id"]) for one in [*first["items"], *rest["items"]]]
    assert len(set(things)) == 13


def test_broken_links_are_filtered(fake: Fake, get: Callable[..., Get]) -> None:
    ask = get("coordinator.berga")
    assert len(ask("/broken?area=berga").json()["items"]) == 2
    assert len(ask("/broken?mended_by=nobody").json()["items"]) == 1
    assert len(ask("/broken?rule=goal_without_baseline").json()["items"]) == 1


@pytest.mark.parametrize("cursor", ["x", "1:2:3", "ImEi:x:y"])
def test_a_cursor_that_was_not_given_here_is_refused(fake: Fake, get: Callable[..., Get], cursor: str) -> None:
    assert get("coordinator.berga")(f"/broken?cursor={cursor}").status_code == 422


def test_a_token_without_the_scope_reaches_nothing(fake: Fake, get: Callable[..., Get]) -> None:
    ask = get("coordinator.berga", TokenScope.QUESTIONS_READ)
    assert ask("/challenge/2").status_code == 403
    assert ask("/broken").status_code == 403


def test_who_has_nothing_on_the_thread_finds_nothing(fake: Fake, get: Callable[..., Get]) -> None:
    assert get("polare.ryd")("/challenge/2").status_code == 404
    assert get("partner.police")("/broken").json() == {"items": [], "next": None}
