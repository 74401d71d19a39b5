"""Escalations for other systems: what outside clients rely on."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core import clock
from samspel.core.actors import Job
from samspel.escalation.models import Escalation
from samspel.escalation.tests.ground import MIDSUMMERS_EVE, TUESDAY, WhoIs, alarm, send, weekend_duty

pytestmark = pytest.mark.django_db
READ, WRITE = TokenScope.ESCALATIONS_READ, TokenScope.ESCALATIONS_WRITE
PREVIEW = "/api/v1/escalations/preview"
BODY = {"kind": "safety", "text": "Brand i container, släckt.", "area": "berga", "needs": ["adults"]}


class Api:
    """A system that asks with a token."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {token}", "accept-language": "sv"})

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(f"/api/v1/escalations{path}", query)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1/escalations{path}", json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture
def api(cast: dict[str, User]) -> Callable[..., Api]:
    """api("host.berga"): acts as that user."""

    def made(username: str, scopes: tuple[TokenScope, ...] = (READ, WRITE)) -> Api:
        _token, secret = accounts.issue_token(cast[username], name="test", scopes=scopes, days=2, by=Job("tests"))
        return Api(secret)

    return made


def receivers(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.content
    return [(one["kind"], one["receiver"]) for one in answer.json()["routes"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "safety", "at": "2026-06-19T22:00:00+02:00"}, [("safety", "duty_officer")]),
        ({"kind": "crime", "at": "2026-06-18T10:00:00+02:00"}, [("crime", "head_of_security")]),
        (
            {"kind": "safety,segregation", "departments": "education", "at": "2026-06-18T08:00:00Z"},
            [("safety", "head_of_security"), ("segregation", "managers_concerned")],
        ),
        (
            {"kind": "segregation", "departments": "education", "settled": "false"},
            [("segregation", "department_management:education")],
        ),
        (
            {"kind": "segregation", "departments": "education,social-care", "settled": "false"},
            [("segregation", "coordination_group")],
        ),
        (
            {"kind": "safety,crime", "at": "2026-10-25T02:30:00+01:00"},
            [("safety", "duty_officer"), ("crime", "duty_officer")],
        ),
    ],
)
def test_a_preview_says_who_would_get_it(
    api: Callable[..., Api], query: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    answer = api("host.berga").get("/preview", **query)
    assert receivers(answer) == expected
    assert all(one["because"].startswith("Eftersom") for one in answer.json()["routes"])


def test_a_preview_says_the_time_back_and_whether_the_office_is_open(api: Callable[..., Api]) -> None:
    answer = api("host.berga").get("/preview", kind="safety", at="2026-06-19T22:00:00+02:00").json()
    assert answer["at"] == "2026-06-19T22:00:00+02:00"
    assert answer["office_hours"] is False
    assert not Escalation.objects.exists()


def test_a_plus_that_came_as_a_space_is_understood(api: Callable[..., Api]) -> None:
    answer = api("host.berga").client.get(f"{PREVIEW}?kind=safety&at=2026-06-18T10:00:00+02:00")
    assert datetime.fromisoformat(answer.json()["at"]) == datetime.fromisoformat("2026-06-18T10:00:00+02:00")


def test_without_a_time_it_is_now(api: Callable[..., Api]) -> None:
    with clock.at(TUESDAY):
        answer = api("host.berga").get("/preview", kind="safety")
    assert receivers(answer) == [("safety", "head_of_security")]
    assert datetime.fromisoformat(answer.json()["at"]) == TUESDAY


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "segregation"}, "departments"),
        ({"kind": "segregation", "departments": ","}, "departments"),
        ({"kind": "segregation", "departments": "education,nobody"}, "departments"),
        ({"kind": "noise"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"kind": "safety,noise"}, "kind"),
        ({}, "kind"),
        ({"kind": "safety", "at": "2026-06-19T22:00:00"}, "at"),
        ({"kind": "safety", "at": "midsummer"}, "at"),
        ({"kind": "safety", "at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({"kind": "safety", "at": "2026-13-19T22:00:00Z"}, "at"),
        ({"kind": "segregation", "departments": "education", "settled": "perhaps"}, "settled"),
    ],
)
def test_what_the_rule_cannot_answer_is_422_at_its_field(
    api: Callable[..., Api], query: dict[str, str], field: str
) -> None:
    answer = api("host.berga").get("/preview", **query)
    assert answer.status_code == 422
    assert answer["content-type"] == "application/problem+json"
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_it_is_sent_read_and_taken(api: Callable[..., Api]) -> None:
    with clock.at(TUESDAY):
        sent = api("host.berga").post("", BODY)
        assert sent.status_code == 201, sent.content
        found = sent.json()
        assert found["reference"] == "L2026-0001"
        assert [(one["receiver"], one["state"]) for one in found["routes"]] == [("head_of_security", "waiting")]
        head = api("security.head")
        assert [one["id"] for one in head.get("", state="open", kind="safety", area="berga").json()["items"]] == [
            found["id"]
        ]
        taken = head.post(f"/{found['id']}/acknowledge")
        assert taken.status_code == 200, taken.content
        assert taken.json()["state"] == "acknowledged"
        assert api("host.berga").get(f"/{found['id']}").json()["routes"][0]["acknowledged_by"] == "Säkerhetschef"


def test_the_same_key_sends_once(api: Callable[..., Api]) -> None:
    with clock.at(TUESDAY):
        host = api("host.berga")
        answers = [host.post("", BODY, idempotency_key="once") for _ in range(3)]
        other = host.post("", BODY | {"text": "Annat"}, idempotency_key="once")
    assert {answer.json()["id"] for answer in answers} == {str(Escalation.objects.get().pk)}
    assert other.status_code == 422


def test_who_comes_second_is_told_who_has_it(api: Callable[..., Api], who: WhoIs) -> None:
    officer = who("duty.officer").user
    assert officer is not None
    weekend_duty(officer)
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        assert api("duty.officer").post(f"/{leg.escalation_id}/acknowledge").status_code == 200
        second = api("security.head").post(f"/{leg.escalation_id}/acknowledge")
    assert second.status_code == 409
    assert second.json()["current"]["routes"][0]["acknowledged_by"] == "Tjänsteman i beredskap (TiB)"


@pytest.mark.parametrize(
    "username", ["outsider", "partner.police", "admin", "polare.ryd", "coordinator.ryd", "contactcentre"]
)
def test_what_is_not_yours_is_not_there(api: Callable[..., Api], who: WhoIs, username: str) -> None:
    with clock.at(TUESDAY):
        sent = send(who("host.berga"))
        other = api(username)
        assert other.get("").json()["items"] == []
        assert other.get(f"/{sent.pk}").status_code == 404
        assert other.post(f"/{sent.pk}/acknowledge").status_code == 404


def test_who_sees_it_but_does_not_answer_for_it_cannot_take_it(api: Callable[..., Api], who: WhoIs) -> None:
    with clock.at(TUESDAY):
        sent = send(who("host.berga"))
        for username in ("host.berga", "coordinator.berga", "evaluator"):
            assert api(username).get(f"/{sent.pk}").status_code == 200
            assert api(username).post(f"/{sent.pk}/acknowledge").status_code == 404


def test_the_evaluator_reads_without_persons(api: Callable[..., Api], who: WhoIs) -> None:
    with clock.at(TUESDAY):
        sent = send(who("host.berga"), text="Ring 070-174 06 99 om larmet", looked=True)
        assert api("evaluator").get(f"/{sent.pk}").json()["callback"] == ""
        assert api("evaluator").get(f"/{sent.pk}").json()["text"] == "Ring […] om larmet"
        assert api("security.head").get(f"/{sent.pk}").json()["callback"] == "070-174 06 31"


def test_a_token_reaches_no_further_than_its_scope(api: Callable[..., Api]) -> None:
    reader = api("host.berga", (READ,))
    assert reader.post("", BODY).status_code == 403
    assert api("host.berga", (TokenScope.QUESTIONS_READ,)).get("").status_code == 403


def test_a_list_comes_in_pages(api: Callable[..., Api], who: WhoIs) -> None:
    with clock.at(TUESDAY):
        sent = [str(send(who("host.berga")).pk) for _ in range(5)]
        host = api("host.berga")
        first = host.get("", limit="2").json()
        second = host.get("", limit="2", cursor=first["next"]).json()
        third = host.get("", limit="2", cursor=second["next"]).json()
    found = [one["id"] for part in (first, second, third) for one in part["items"]]
    assert sorted(found) == sorted(sent)
    assert third["next"] is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "segregation"}, "departments"),
        ({"kind": "noise"}, "kind"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "Ring 070-174 06 31"}, "text"),
        ({"area": "nowhere"}, "area"),
        ({"needs": ["a dragon"]}, "needs.0"),
    ],
)
def test_what_cannot_be_sent_is_422_at_its_field(api: Callable[..., Api], change: dict[str, Any], field: str) -> None:
    answer = api("host.berga").post("", BODY | change)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_body_that_is_no_json_with_a_key_is_no_fault_of_ours(api: Callable[..., Api], who: WhoIs) -> None:
    with clock.at(TUESDAY):
        sent = send(who("host.berga"))
        answer = api("security.head").client.post(
            f"/api/v1/escalations/{sent.pk}/acknowledge",
            b"\xff{",
            content_type="text/plain",
            headers={"idempotency-key": "k"},
        )
    assert answer.status_code < 500
