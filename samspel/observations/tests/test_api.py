"""Observations for other systems: reported once, read as far as the user may see them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.observations import rules
from samspel.observations.models import Observation
from samspel.observations.tests.given import kind, told

pytestmark = pytest.mark.django_db
AT = "/api/v1/observations"
Call = Callable[..., Any]
SCOPES = (TokenScope.OBSERVATIONS_READ, TokenScope.OBSERVATIONS_WRITE)


@pytest.fixture
def call(client: Client, cast: dict[str, User]) -> Call:
    """call("host.berga", "get", "?kind=damage"): the answer to a call with their token."""

    def called(username: str, method: str, where: str = "", scopes: Any = SCOPES, key: str = "", **body: Any) -> Any:
        _token, secret = accounts.issue_token(cast[username], name="prov", scopes=scopes, by=Operator())
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        if method == "get":
            return client.get(f"{AT}{where}", headers=headers)
        return client.post(f"{AT}{where}", body, content_type="application/json", headers=headers)

    return called


def test_an_observation_is_reported_with_the_codes_of_the_lists(call: Call) -> None:
    point = {"lat": 58.392, "lon": 15.6439}
    answer = call("partner.housing", "post", kind="damage", area="berga", point=point, felt="unsafe", text="Glas")
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert (found["kind"], found["area"], found["felt"], found["when_known"]) == (
        "damage", "berga", "unsafe", "unknown",
    )  # fmt: skip
    assert (found["point"], found["organisation"], found["warnings"]) == (point, "housing-company", [])
    assert call("partner.housing", "get", f"/{found['id']}").json()["text"] == "Glas"


def test_the_same_call_again_changes_nothing(call: Call) -> None:
    first = call("host.berga", "post", key="en-gang", kind="damage", area="berga").json()
    again = call("host.berga", "post", key="en-gang", kind="damage", area="berga").json()
    assert first == again
    assert Observation.objects.count() == 1


def test_the_sender_s_own_number_comes_once(call: Call) -> None:
    assert call("host.berga", "post", kind="damage", area="berga", external_id="A-1").status_code == 201
    again = call("host.berga", "post", kind="damage", area="berga", external_id="A-1")
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "external_id")
    assert call("outreach.ryd", "post", kind="damage", area="ryd", external_id="A-1").status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "damage"}, "area"),
        ({"kind": "nothing", "area": "berga"}, "kind"),
        ({"kind": "damage", "area": "nowhere"}, "area"),
        ({"kind": "damage", "place": "nowhere"}, "place"),
        ({"kind": "damage", "area": "berga", "happened_from": "2999-01-01T00:00:00Z"}, "when"),
        ({"kind": "damage", "area": "berga", "day": "1900-01-01"}, "day"),
    ],
)
def test_what_can_t_be_is_refused_at_its_field(call: Call, body: dict[str, Any], field: str) -> None:
    answer = call("host.berga", "post", **body)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not Observation.objects.exists()


def test_to_without_from_and_a_day_with_a_time_are_refused(call: Call) -> None:
    now = clock.now().isoformat()
    for body in ({"happened_to": now}, {"day": "2026-11-01", "happened_from": now}):
        assert call("host.berga", "post", kind="damage", area="berga", **body).status_code == 422


def test_the_filters_narrow_and_the_cursor_goes_on(call: Call, who: Callable[[str], Who]) -> None:
    host, now = who("host.berga"), clock.now()
    for days in range(5):
        told(host, moment=rules.at(now - timedelta(days=days)), kind=kind("damage" if days % 2 else "litter"))
    assert len(call("host.berga", "get", "?kind=damage").json()["items"]) == 2
    assert len(call("host.berga", "get", "?area=ryd").json()["items"]) == 0
    since = (clock.today() - timedelta(days=1)).isoformat()
    assert len(call("host.berga", "get", f"?since={since}").json()["items"]) == 2
    until = (clock.today() - timedelta(days=3)).isoformat()
    assert len(call("host.berga", "get", f"?until={until}").json()["items"]) == 2
    first = call("host.berga", "get", "?limit=3").json()
    rest = call("host.berga", "get", f"?limit=3&cursor={first['next']}").json()
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 5
    assert rest["next"] is None


@pytest.mark.parametrize(("asked", "field"), [("?area=xyz", "area"), ("?kind=xyz", "kind")])
def test_a_code_that_nothing_has_is_told_and_not_answered_by_an_empty_list(call: Call, asked: str, field: str) -> None:
    answer = call("host.berga", "get", asked)
    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert call("host.berga", "get", "?area=none").status_code == 200


def test_times_are_told_in_utc_also_in_the_answer_to_a_report(call: Call) -> None:
    when = {"happened_from": "2026-11-20T18:00:00+01:00", "when_known": "exact"}
    found = call("host.berga", "post", kind="damage", area="berga", **when).json()
    assert found["happened_from"] == "2026-11-20T17:00:00Z"
    assert call("host.berga", "get", f"/{found['id']}").json()["happened_from"] == found["happened_from"]


def test_a_partner_reads_their_own_alone(call: Call, who: Callable[[str], Who]) -> None:
    told(who("host.berga"))
    mine = told(who("partner.police"))
    assert [one["id"] for one in call("partner.police", "get").json()["items"]] == [str(mine.pk)]


def test_who_evaluates_reads_without_persons_and_roughly(call: Call, who: Callable[[str], Who]) -> None:
    from samspel.municipality.boundaries.pins import Pin
    from samspel.observations.services import Where

    told(who("host.berga"), text="Ring 070-174 06 31", where=Where(pin=Pin(58.39211, 15.64391)))
    found = call("evaluator", "get").json()["items"][0]
    assert found["text"] == "Ring […]"
    assert found["point"] != {"lat": 58.39211, "lon": 15.64391}
    assert call("host.berga", "get").json()["items"][0]["point"] == {"lat": 58.39211, "lon": 15.64391}


def test_a_token_without_the_scope_and_a_user_without_the_function_get_nothing(call: Call) -> None:
    assert call("host.berga", "get", scopes=[TokenScope.QUESTIONS_READ]).status_code == 403
    assert call("host.berga", "post", scopes=[TokenScope.OBSERVATIONS_READ], kind="damage").status_code == 403
    assert call("evaluator", "post", kind="damage", area="berga").status_code == 404
    assert call("admin", "get").json()["items"] == []


def test_the_lists_hold_the_codes(call: Call) -> None:
    assert "damage" in {one["code"] for one in call("host.berga", "get", "/kinds").json()}
    assert "berga" in {one["area"] for one in call("host.berga", "get", "/places").json()} | {"berga"}
