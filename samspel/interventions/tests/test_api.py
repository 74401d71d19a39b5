"""Interventions for other systems."""

from typing import Any

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.interventions.rules import Level
from samspel.interventions.tests.given import cost, intervention

pytestmark = pytest.mark.django_db
Cast = dict[str, User]
BOTH = (TokenScope.THREAD_READ, TokenScope.MONEY_READ)


def ask(client: Client, user: User, address: str, scopes: tuple[TokenScope, ...] = BOTH) -> Any:
    """What the API answers to a token of the user's."""
    _token, secret = accounts.issue_token(user, name="prov", scopes=scopes, by=Operator())
    response = client.get(f"/api/v1/interventions{address}", headers={"Authorization": f"Bearer {secret}"})
    return response.status_code, response.json()


@pytest.fixture
def two(cast: Cast) -> None:
    """One in two areas and one of another committee, with their costs."""
    evening = intervention(cast["contact.culture"], areas="berga ryd")
    single = intervention(cast["contact.social"], "social-care", areas="", title="Stöd", level=Level.INDIVIDUALS)
    cost(evening, cast["contact.culture"], 101, year=clock.today().year)
    cost(single, cast["contact.social"], 200, year=clock.today().year, outcome_ore=190)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["Kvällsöppet", "Stöd"]),
        ("?level=3", ["Stöd"]),
        ("?committee=culture-leisure-board", ["Kvällsöppet"]),
        ("?area=berga", ["Kvällsöppet"]),
        ("?area=whole", ["Stöd"]),
        ("?status=planned", []),
        ("?status=all&limit=1", ["Kvällsöppet"]),
    ],
)
def test_the_inventory_is_narrowed(client: Client, cast: Cast, two: None, asked: str, titles: list[str]) -> None:
    status, answer = ask(client, cast["member.coordination"], asked)
    assert status == 200
    assert [one["title"] for one in answer["items"]] == titles


NO_CODE = "Det finns ingen med den koden. Listan visar vilka som finns."


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ("?level=7", "level", "Välj ett av 1, 2 eller 3."),
        ("?status=gone", "status", "Välj ett av 'going', 'all', 'proposed', 'planned', 'ongoing' eller 'ended'."),
        ("?area=xyz", "area", NO_CODE),
        ("?committee=xx", "committee", NO_CODE),
        ("/summary?area=xyz", "area", NO_CODE),
        ("/summary?committee=xx", "committee", NO_CODE),
        ("/summary?by=colour", "by", "Säg vad summorna delas på"),
        ("/summary?by=", "by", "Säg vad summorna delas på"),
        ("/summary?year=1", "year", "Det är för litet"),
    ],
)
def test_what_can_not_be_asked_is_a_problem_that_says_why(
    client: Client, cast: Cast, asked: str, field: str, said: str
) -> None:
    status, answer = ask(client, cast["member.coordination"], asked)
    assert (status, [one["field"] for one in answer["errors"]]) == (422, [field])
    assert said in answer["errors"][0]["detail"]


def test_the_summary_by_committee_and_level(client: Client, cast: Cast, two: None) -> None:
    status, answer = ask(client, cast["member.coordination"], "/summary?by=committee,level")
    assert status == 200
    rows = [(one["committee"], one["level"], one["count"], one["budget"], one["outcome"]) for one in answer["rows"]]
    assert rows == [("culture-leisure-board", 2, 1, 101, None), ("social-care-board", 3, 1, 200, 190)]


def test_by_area_the_krona_is_shared_and_the_sum_is_whole(client: Client, cast: Cast, two: None) -> None:
    _status, answer = ask(client, cast["member.coordination"], "/summary?by=area")
    assert {one["area"]: one["budget"] for one in answer["rows"]} == {"berga": 51, "ryd": 50, None: 200}


@pytest.mark.parametrize(("who", "scopes"), [("host.berga", BOTH), ("member.coordination", (TokenScope.THREAD_READ,))])
def test_money_needs_a_user_and_a_token_that_reach_it(
    client: Client, cast: Cast, two: None, who: str, scopes: tuple[TokenScope, ...]
) -> None:
    _status, answer = ask(client, cast[who], "", scopes)
    assert {one["costs"] for one in answer["items"]} == {None}
    _status, answer = ask(client, cast[who], "/summary?by=level", scopes)
    assert {one["budget"] for one in answer["rows"]} == {None}


def test_who_sees_no_interventions_gets_none(client: Client, cast: Cast, two: None) -> None:
    assert ask(client, cast["contactcentre"], "")[1]["items"] == []
