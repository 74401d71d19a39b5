"""Questions over the API, as another system would use it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samspel.accounts import services as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import TokenScope
from samspel.core.actors import Operator
from samspel.core.models import Receipt
from samspel.questions.models import KeptText, Question
from samspel.questions.queries import for_asker
from samspel.questions.tests.given import ask, part_of

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/questions"
Call = Callable[..., Any]

ASKED = {"subject": "Lampan", "text": "Lampan är trasig", "matter": "lighting-and-streets", "area": "berga"}


@pytest.fixture
def api(cast: dict[str, User]) -> Callable[..., Call]:
    """api("contact.school")("POST", path, body, key="...") calls as a system of that user."""

    def as_user(username: str, *scopes: TokenScope) -> Call:
        given = scopes or (TokenScope.QUESTIONS_READ, TokenScope.QUESTIONS_WRITE)
        _token, secret = accounts.issue_token(cast[username], name="test", scopes=given, by=Operator())
        client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "sv"})

        def call(method: str, path: str = "", body: object = None, *, key: str = "", query: str = "") -> Any:
            headers = {"Idempotency-Key": key} if key else {}
            return client.generic(
                method,
                f"{ROOT}{path}{query}",
                data="" if body is None else __import__("json").dumps(body),
                content_type="application/json",
                headers=headers,
            )

        return call

    return as_user


def test_a_question_is_taken_in_routed_and_explained(api: Callable[..., Call]) -> None:
    answered = api("contactcentre")("POST", "", {**ASKED, "contact": {"email": "boende@example.org"}})
    assert answered.status_code == 201
    told = answered.json()
    assert told["routed_to"] == ["urban-planning"]
    assert told["status"] == "new"
    assert told["because"]
    assert told["reference"]
    question = Question.objects.get(pk=told["id"])
    assert for_asker(told["code"]) == question
    assert question.reply_by == "email"
    assert told["warnings"] == []


def test_the_answer_that_is_kept_for_a_key_is_sealed_since_it_holds_the_code(api: Callable[..., Call]) -> None:
    call = api("contactcentre")
    first, again = (call("POST", "", ASKED, key="k1") for _time in range(2))
    assert first.content == again.content
    kept = Receipt.objects.get().outcome
    assert first.json()["code"] not in kept
    assert ASKED["text"] not in kept


def test_person_data_is_saved_and_told(api: Callable[..., Call]) -> None:
    told = api("contactcentre")("POST", "", {**ASKED, "text": "Ring 070-174 06 05"}).json()
    assert len(told["warnings"]) == 1
    assert Question.objects.get(pk=told["id"]).text == "Ring 070-174 06 05"


def test_one_key_makes_one_question(api: Callable[..., Call]) -> None:
    call = api("contactcentre")
    first, second = call("POST", "", ASKED, key="a-1"), call("POST", "", ASKED, key="a-1")
    assert first.json() == second.json()
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"matter": "nothing"}, "matter"),
        ({"area": "nowhere"}, "area"),
        ({"text": ""}, "text"),
        ({"text": "x" * 8001}, "text"),
        ({"asker_role": "king"}, "asker_role"),
        ({"contact": {"email": "no address"}}, "contact.email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(api: Callable[..., Call], change: dict[str, Any], field: str) -> None:
    answered = api("contactcentre")("POST", "", ASKED | change)
    assert answered.status_code == 422
    assert [error["field"] for error in answered.json()["errors"]] == [field]
    assert not Question.objects.exists()


def test_the_list_is_filtered_and_scoped(api: Callable[..., Call]) -> None:
    lamp, school = ask(), ask("school")
    call = api("contact.school")
    assert [one["id"] for one in call("GET").json()["items"]] == [str(school.pk)]
    everything = api("evaluator")
    found = everything("GET", query="?matter=lighting-and-streets&status=new&area=berga&since=2020-01-01&q=lampor")
    assert [one["id"] for one in found.json()["items"]] == [str(lamp.pk)]
    assert everything("GET", query="?department=education").json()["items"][0]["id"] == str(school.pk)
    assert everything("GET", query="?status=ended").json()["items"] == []
    assert everything("GET", query="?status=wrong").status_code == 422
    assert call("GET", f"/{lamp.pk}").status_code == 404


def test_pages_of_the_list_hold_each_question_once(api: Callable[..., Call]) -> None:
    made = {str(ask().pk) for _ in range(5)}
    call, seen, cursor = api("evaluator"), [], ""
    while True:
        page = call("GET", query=f"?limit=2&cursor={cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == 5
    assert set(seen) == made


def test_accept_return_forward_answer(api: Callable[..., Call]) -> None:
    question = ask("school")
    path = f"/{question.pk}"
    school, social = api("contact.school"), api("contact.social")
    assert school("POST", f"{path}/accept").json()["status"] == "accepted"
    returned = school("POST", f"{path}/return", {"department": "social-care", "reason": "Gäller stöd hemma"})
    assert returned.json()["routed_to"] == ["social-care"]
    assert social("POST", f"{path}/forward", {"department": "culture-leisure", "reason": "Er"}).json()["routed_to"] == [
        "culture-leisure"
    ]
    answered = api("contact.culture")("POST", f"{path}/answer", {"text": "Vi har öppet till nio"})
    assert answered.json()["status"] == "answered"
    assert answered.json()["answer"] == "Vi har öppet till nio"


@pytest.mark.parametrize("department", ["", "nowhere", "education"])
def test_returning_to_nobody_or_to_oneself_is_refused(api: Callable[..., Call], department: str) -> None:
    question = ask("school")
    call = api("contact.school")
    for verb in ("return", "forward"):
        answered = call("POST", f"/{question.pk}/{verb}", {"department": department, "reason": "Inte vår"})
        assert answered.status_code == 422
        assert [error["field"] for error in answered.json()["errors"]] == ["department"]


def test_a_department_that_does_not_lead_answers_its_part(api: Callable[..., Call]) -> None:
    question = ask("young-people-outdoors")
    told = api("contact.culture")("POST", f"/{question.pk}/answer", {"text": "Öppet"}).json()
    assert told["status"] == "accepted"
    assert [part["answer"] for part in told["parts"] if part["department"] == "culture-leisure"] == ["Öppet"]


@pytest.mark.django_db(transaction=True)
def test_the_second_answer_gets_409_and_its_text_is_kept(api: Callable[..., Call]) -> None:
    question = ask("school")
    path = f"/{question.pk}/answer"
    assert api("contact.school")("POST", path, {"text": "Först"}, key="1").status_code == 200
    answered = api("manager.school")("POST", path, {"text": "Sedan"}, key="2")
    assert answered.status_code == 409
    assert KeptText.objects.get().text == "Sedan"
    assert Question.objects.get().answer == "Först"


@pytest.mark.asvs("V8.3.1")
def test_what_one_may_not_do_is_not_there(api: Callable[..., Call]) -> None:
    question = ask("school")
    for username in ("contact.social", "outsider", "admin", "duty.officer", "partner.police"):
        call = api(username)
        assert call("GET", f"/{question.pk}").status_code == 404
        assert call("POST", f"/{question.pk}/accept").status_code == 404
        assert call("POST", f"/{question.pk}/answer", {"text": "x"}).status_code == 404
    assert part_of(question, "education").status == "new"


def test_a_token_reaches_no_further_than_its_scope(api: Callable[..., Call]) -> None:
    call = api("contactcentre", TokenScope.QUESTIONS_READ)
    assert call("GET").status_code == 200
    assert call("POST", "", ASKED).status_code == 403


@pytest.mark.asvs("V8.2.3", "V15.3.1")
def test_an_evaluator_reads_without_persons(api: Callable[..., Call]) -> None:
    question = ask(text="Ring Anna på 070-174 06 05 om lampan")
    told = api("evaluator")("GET", f"/{question.pk}").json()
    assert "070" not in told["text"]
    assert "lampan" in told["text"]
    assert question.code not in str(told)
