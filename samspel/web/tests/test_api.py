"""The API's frame: tokens and scopes, problems in every case, idempotency, pages, and its own description."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, get_args

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja import Schema
from openapi_spec_validator import validate
from pydantic import BaseModel, WithJsonSchema

from samspel.accounts import services
from samspel.accounts.api import Bearer, anyone
from samspel.accounts.models import ApiToken
from samspel.accounts.rules import Function, TokenScope
from samspel.core import clock, jobs, limits
from samspel.core.actors import Operator
from samspel.core.models import OutboxMessage, Receipt
from samspel.questions.models import Question
from samspel.web.api import api
from tests.cast import Cast, ClientAs

LISTS = ("areas", "departments", "bodies", "matters")
ASK = {"text": "The lamp by the playground is broken.", "asker_role": "resident"}
quickly = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def nothing_counted_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def token(cast: Cast) -> Any:
    """A function that issues a token: token("admin", "health")."""

    def issued(username: str = "contactcentre", *scopes: Any, days: int = 30) -> Any:
        wanted = [TokenScope(scope) for scope in scopes] or list(TokenScope)
        return services.issue_token(cast[username], name="test", scopes=wanted, days=days, by=Operator())[1]

    return issued


@pytest.fixture
def call(token: Any) -> Any:
    """A function that calls the API: call("GET", "areas"), call("POST", "questions", {...}, key="1")."""
    client = Client(raise_request_exception=False)

    def called(
        method: str,
        path: str,
        body: Any = None,
        *,
        secret: str | None = None,
        content_type: str = "application/json",
        language: str = "en",
        **headers: Any,
    ) -> Any:
        sent = {"Accept-Language": language, **{name.replace("_", "-"): value for name, value in headers.items()}}
        bearer = token() if secret is None else secret
        if bearer:
            sent["Authorization"] = f"Bearer {bearer}"
        data = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else ""
        return client.generic(method, f"/api/v1/{path}", data, content_type, headers=sent)

    return called


def is_problem(response: Any, status: int) -> Any:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert isinstance(body["errors"], list)
    return body


# --- What it says of itself ----------------------------------------------------------------------


def described() -> Any:
    return api.get_openapi_schema(path_prefix="/api/v1/")


def test_describes_itself_in_openapi_3_1(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    validate(schema)


def choices(shape: type[BaseModel]) -> set[type[Enum]]:
    """The choices that a shape's description names; what is described in place is not among them."""
    fields = [
        field for field in shape.model_fields.values() if not any(isinstance(m, WithJsonSchema) for m in field.metadata)
    ]
    types = [one for field in fields for one in (field.annotation, *get_args(field.annotation))]
    return {one for one in types if isinstance(one, type) and issubclass(one, Enum)}


def shapes(of: type[BaseModel] = Schema) -> set[type[BaseModel]]:
    return {one for each in of.__subclasses__() for one in (each, *shapes(each))}


def test_no_two_choices_are_described_under_one_name() -> None:
    found = {kind for shape in shapes() if shape.__module__.startswith("samspel") for kind in choices(shape)}
    assert len(found) > 10
    assert sorted(kind.__name__ for kind in found) == sorted({kind.__name__ for kind in found})


def test_every_operation_declares_its_token_or_that_it_needs_none() -> None:
    found = [
        (path, operation)
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]
    assert len(found) == len([1 for path in described()["paths"].values() for _operation in path])
    assert len(found) >= 17
    for path, operation in found:
        (auth,) = operation.auth_callbacks
        assert isinstance(auth, Bearer) or auth is anyone, path
        if not set(operation.methods) <= {"GET"}:
            assert isinstance(auth, Bearer)
            assert str(auth.scope).endswith(":write"), path
    assert [path for path, operation in found if operation.auth_callbacks == [anyone]] == [""]


def test_every_operation_but_health_describes_its_problems() -> None:
    for path, operations_there in described()["paths"].items():
        for operation in operations_there.values():
            if path.endswith("/health"):
                continue
            for status in (401, 403, 404, 409, 422, 500):
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"], path


def test_the_docs_are_own_files_without_inline_script(client: Client) -> None:
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "http" not in text.replace("https://samspel", "")
    assert "<script>" not in text
    assert "style=" not in text


def test_nothing_is_at_the_root(client: Client) -> None:
    is_problem(client.get("/api/v1/"), 404)


# --- Tokens --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_any_valid_token(call: Any, token: Any, name: str) -> None:
    response = call("GET", name, secret=token("outsider", "health"))
    assert response.status_code == 200
    items = response.json()["items"]
    assert items
    assert all(item["code"] and item["name"] for item in items)


def test_matters_are_in_the_language_asked_where_it_is_written(call: Any) -> None:
    swedish, english = (call("GET", "matters", language=language).json()["items"] for language in ("sv", "en"))
    assert [one["code"] for one in swedish] == [one["code"] for one in english]


@pytest.mark.asvs("V3.5.2")
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "bearer\t", "Bearer \xff", "Bearer " + "x" * 5000]
)
def test_without_a_valid_token_401(client: Client, db: None, header: str) -> None:
    response = client.get("/api/v1/areas", headers={"Authorization": header} if header else {})
    is_problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.asvs("V9.2.1")
def test_an_ended_a_revoked_and_a_closed_accounts_token_are_as_unknown(call: Any, token: Any, cast: Cast) -> None:
    ended, revoked, closed = token(days=1), token(), token("evaluator")
    services.revoke_token(ApiToken.objects.get(digest=services.digest(revoked)), by=Operator())
    services.deactivate(cast["evaluator"], by=Operator())
    with clock.at(clock.now() + timedelta(days=2)):
        answers = [call("GET", "areas", secret=secret) for secret in (ended, revoked, closed, "unknown")]
    assert [is_problem(answer, 401) for answer in answers] == [is_problem(answers[0], 401)] * 4


@pytest.mark.asvs("V10.3.2")
def test_a_scope_that_the_token_lacks_403(call: Any, token: Any) -> None:
    body = is_problem(call("POST", "questions", ASK, secret=token("contactcentre", "questions:read")), 403)
    assert "questions:write" in body["detail"]


def test_a_token_reaches_no_further_than_its_user(call: Any, token: Any) -> None:
    assert call("GET", "questions", secret=token("outsider")).json()["items"] == []
    is_problem(call("GET", "health/details", secret=token("coordinator.berga")), 404)


def test_an_ended_function_bites_at_the_next_call(call: Any, token: Any, cast: Cast) -> None:
    secret = token("admin")
    services.assign(cast["outsider"], Function.ADMINISTRATOR, by=Operator())
    assert call("GET", "health/details", secret=secret).status_code == 200
    services.end_assignment(cast["admin"].assignments.get(), by=Operator())
    is_problem(call("GET", "health/details", secret=secret), 404)


@pytest.mark.asvs("V3.5.2")
def test_a_session_is_no_token(client_as: ClientAs) -> None:
    is_problem(client_as("admin").get("/api/v1/areas"), 401)


@pytest.mark.asvs("V14.2.4", "V13.3.2")
def test_only_the_hash_of_a_token_is_kept(token: Any) -> None:
    secret = token()
    assert secret not in str(list(ApiToken.objects.values()))


def test_when_it_was_used_is_noted_once_a_minute(call: Any, token: Any) -> None:
    secret = token()
    row = ApiToken.objects.get(digest=services.digest(secret))
    call("GET", "areas", secret=secret)
    row.refresh_from_db()
    first = row.used_at
    call("GET", "areas", secret=secret)
    row.refresh_from_db()
    assert row.used_at == first is not None


# --- Problems ------------------------------------------------------------------------------------


def test_an_unknown_address_404(call: Any) -> None:
    is_problem(call("GET", "nothing"), 404)


@pytest.mark.asvs("V3.5.3")
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_a_wrong_method_405(call: Any, method: str) -> None:
    response = call(method, "areas")
    is_problem(response, 405)
    assert "GET" in response["Allow"]


def test_a_point_goes_in_and_comes_out_with_five_decimals(call: Any) -> None:
    asked = call("POST", "questions", {"text": "Lampan", "point": {"lat": 58.392001234, "lon": 15.6439}}).json()
    assert asked["point"] == {"lat": 58.392, "lon": 15.6439}
    assert call("GET", f"questions/{asked['id']}").json()["point"] == asked["point"]
    assert call("POST", "questions", {"text": "Lampan"}).json()["point"] is None


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""])
def test_another_content_type_415(call: Any, content_type: str) -> None:
    is_problem(call("POST", "questions", ASK, content_type=content_type), 415)


def test_another_charset_415(call: Any) -> None:
    is_problem(call("POST", "questions", ASK, content_type="application/json; charset=latin-1"), 415)


MALFORMED = [b"{", b"\xff\xfe", b"[" * 100_000, b"{'a': 1}", b'{"text": NaN}', b"1" * 5000, b'"\\u12"', b"nul"]


@pytest.mark.asvs("V1.5.2")
@pytest.mark.parametrize("body", MALFORMED)
def test_what_is_not_json_400(call: Any, body: Any) -> None:
    is_problem(call("POST", "questions", body), 400)


@pytest.mark.asvs("V2.2.1", "V2.2.2", "V1.4.2")
@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        b'"text"',
        {"text": ""},
        {"text": 7},
        {"text": "x" * 8001},
        {"text": "a\x00b"},
        b'{"text": "half \\ud800"}',
        {"text": "x", "asker_role": "emperor"},
        {"text": "x", "point": {"lat": 1e308, "lon": 0}},
        {"text": "x", "point": {"lat": 58}},
        {"text": "x", "point": {"lat": False, "lon": 16}},
        {"text": "x", "point": {"lat": "58", "lon": 16}},
        {"text": "x", "matter": "no such"},
        {"text": "x", "contact": "anna@example.com"},
        {"text": "x", "contact": {"email": "no address"}},
        json.loads("[" * 30 + "]" * 30),
    ],
)
def test_what_cannot_be_422(call: Any, body: Any) -> None:
    sent = json.dumps(body) if body is None else body
    is_problem(call("POST", "questions", sent), 422)
    assert not Question.objects.exists()


def test_each_faulty_field_is_named_in_the_language_asked(call: Any) -> None:
    body = {"text": "", "asker_role": "emperor"}
    english = is_problem(call("POST", "questions", body), 422)["errors"]
    swedish = is_problem(call("POST", "questions", body, language="sv"), 422)["errors"]
    assert [one["field"] for one in english] == [one["field"] for one in swedish] == ["text", "asker_role"]
    assert all(one["detail"] != other["detail"] for one, other in zip(english, swedish, strict=True))
    assert "emperor" not in str(english)


@pytest.mark.asvs("V5.2.1")
def test_a_body_that_is_too_large_413(call: Any) -> None:
    is_problem(call("POST", "questions", {"text": "x" * 1_100_000}), 413)


def test_nul_in_the_address_400(call: Any) -> None:
    is_problem(call("GET", "questions?q=%00"), 400)
    is_problem(call("GET", "areas%00"), 400)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=99999999999999999999",
        "cursor=x",
        "since=yesterday",
        "since=0.5",
        "status=odd",
    ],
)
def test_odd_filters_422(call: Any, query: str) -> None:
    is_problem(call("GET", f"questions?{query}"), 422)


@pytest.mark.asvs("V2.4.1", "V2.3.2")
def test_too_many_writes_429(call: Any, token: Any, settings: Any) -> None:
    settings.LIMITS = {"api_write": (2, 60)}
    secret = token()
    with clock.at(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        statuses = [call("POST", "questions", {}, secret=secret).status_code for _attempt in range(3)]
        assert statuses == [422, 422, 429]
        assert call("GET", "areas", secret=secret).status_code == 200
    with clock.at(datetime(2026, 3, 2, 9, 1, tzinfo=UTC)):
        assert call("POST", "questions", {}, secret=secret).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_those_who_come_at_once_are_counted_one_by_one_and_none_too_many_is_turned_away(settings: Any) -> None:
    settings.LIMITS = {"api_write": (15, 3600)}

    def count(_number: int) -> bool:
        try:
            return limits.within("api_write", "one token")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(count, range(20))) == 15


@pytest.mark.asvs("V16.5.1")
def test_a_fault_of_ours_500_without_its_words(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("samspel.web.lists.Body.objects.current", broken)
    assert "secret" not in str(is_problem(call("GET", "bodies"), 500))


@pytest.mark.asvs("V16.5.2")
def test_without_the_database_503(call: Any, token: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("connection refused: secret host")

    secret = token()
    monkeypatch.setattr("samspel.web.lists.Body.objects.current", down)
    assert "secret" not in str(is_problem(call("GET", "bodies", secret=secret), 503))


# --- Health --------------------------------------------------------------------------------------


@pytest.mark.asvs("V13.4.5")
def test_health_is_up_and_says_nothing_else(client: Client, db: None) -> None:
    response = client.get("/api/v1/health")
    assert (response.status_code, response.json()) == (200, {"status": "up"})


def test_health_is_down_without_the_database(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspel.web.health.database_answers", lambda: False)
    response = client.get("/api/v1/health")
    assert (response.status_code, response.json()) == (503, {"status": "down"})


@pytest.mark.asvs("V13.4.5")
def test_the_details_are_an_administrators(call: Any, token: Any) -> None:
    details = call("GET", "health/details", secret=token("admin")).json()
    assert details["database"] == "up"
    assert details["worker"] == "down"
    assert details["outbox_waiting"] == 1  # a token was made, which its owner is told of
    assert (details["outbox_given_up"], details["log_published_age"], details["log_heads"]) == (0, None, "here")
    is_problem(call("GET", "health/details", secret=token("admin", "questions:read")), 403)


def test_the_details_count_every_job_that_runs_by_the_clock(call: Any, token: Any) -> None:
    secret = token("admin")
    never = call("GET", "health/details", secret=secret).json()
    named = {one["name"] for one in never["jobs"]}
    assert never["jobs_late"] == len(named) > 15
    assert {"core.seal_log", "core.publish_head", "core.tidy", "questions.dispose", "questions.find_recurring"} <= named
    for name in named:
        jobs.beat(name)
    assert call("GET", "health/details", secret=secret).json()["jobs_late"] == 0
    with clock.at(clock.now() + timedelta(minutes=20)):
        late = [one["name"] for one in call("GET", "health/details", secret=secret).json()["jobs"] if one["late"]]
    assert {"core.sweep_outbox", "core.seal_log"} <= set(late)
    assert "questions.dispose" not in late


def test_the_details_count_letters_that_were_given_up_this_week(call: Any, token: Any) -> None:
    secret = token("admin")
    OutboxMessage.objects.update(given_up_at=clock.now())
    assert call("GET", "health/details", secret=secret).json()["outbox_given_up"] == 1
    with clock.at(clock.now() + timedelta(days=8)):
        assert call("GET", "health/details", secret=secret).json()["outbox_given_up"] == 0


# --- Idempotency ---------------------------------------------------------------------------------


def test_the_same_call_again_gets_the_same_answer_and_changes_nothing(call: Any, token: Any) -> None:
    secret = token()
    first, second = (call("POST", "questions", ASK, secret=secret, Idempotency_Key="one") for _attempt in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert Question.objects.count() == 1


def test_the_order_of_fields_is_no_matter(call: Any, token: Any) -> None:
    secret = token()
    call("POST", "questions", '{"text": "x", "asker_role": "staff"}', secret=secret, Idempotency_Key="one")
    answer = call("POST", "questions", '{"asker_role": "staff",  "text": "x"}', secret=secret, Idempotency_Key="one")
    assert answer.status_code == 201
    assert Question.objects.count() == 1


def test_the_same_key_with_other_content_422(call: Any, token: Any) -> None:
    secret = token()
    call("POST", "questions", ASK, secret=secret, Idempotency_Key="one")
    is_problem(call("POST", "questions", {**ASK, "text": "Another"}, secret=secret, Idempotency_Key="one"), 422)


def test_a_key_is_each_callers_own(call: Any, token: Any) -> None:
    for username in ("contactcentre", "coordinator.berga"):
        call("POST", "questions", ASK, secret=token(username), Idempotency_Key="one")
    assert Question.objects.count() == 2


@pytest.mark.asvs("V16.5.3")
def test_a_failed_call_frees_its_key(call: Any, token: Any) -> None:
    secret = token()
    is_problem(call("POST", "questions", {**ASK, "matter": "no such"}, secret=secret, Idempotency_Key="one"), 422)
    assert not Receipt.objects.exists()
    assert call("POST", "questions", ASK, secret=secret, Idempotency_Key="one").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 101, "å"])
def test_an_odd_key_422(call: Any, key: Any) -> None:
    is_problem(call("POST", "questions", ASK, Idempotency_Key=key), 422)


def test_without_a_key_each_call_counts(call: Any, token: Any) -> None:
    secret = token()
    for _attempt in range(2):
        call("POST", "questions", ASK, secret=secret)
    assert Question.objects.count() == 2


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("key", "made"), [("one", 1), (None, 20)])
def test_twenty_calls_at_once_with_one_key_make_one(token: Any, key: Any, made: int) -> None:
    secret = token()

    def post(_number: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        try:
            response = Client().post("/api/v1/questions", ASK, content_type="application/json", headers=headers)
            return response.status_code, response.json()["id"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(post, range(20)))
    assert {status for status, _id in answers} == {201}
    assert len(answers) == Question.objects.count() == made


# --- Pages ---------------------------------------------------------------------------------------


def test_pages_hold_everything_once_while_more_comes_in(call: Any, token: Any) -> None:
    secret = token()
    for number in range(7):
        call("POST", "questions", {**ASK, "subject": str(number)}, secret=secret)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = call("GET", f"questions?limit=3&cursor={cursor}", secret=secret).json()
        seen += [one["subject"] for one in page["items"]]
        cursor = page["next"]
        if len(seen) == 3:
            call("POST", "questions", {**ASK, "subject": "new"}, secret=secret)
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


@pytest.mark.asvs("V9.1.1", "V9.2.2")
def test_a_tampered_cursor_422(call: Any, token: Any) -> None:
    secret = token()
    for _number in range(2):
        call("POST", "questions", ASK, secret=secret)
    cursor = call("GET", "questions?limit=1", secret=secret).json()["next"]
    for tampered in (cursor[:-1], cursor[1:], f"{cursor}x", "%FF", "WyJ4Il0"):
        is_problem(call("GET", f"questions?cursor={tampered}", secret=secret), 422)


# --- Anything at all -----------------------------------------------------------------------------

ADDRESSES = st.sampled_from(["questions", "questions/0/answer", "escalations", "escalations/1/acknowledge", "areas"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["text", "subject", "matter", "area", "asker_role", "contact", "point", "kinds", "what"])


@pytest.mark.asvs("V2.2.1")
@quickly
@given(path=ADDRESSES, body=st.binary(max_size=200))
def test_random_bytes_are_never_a_fault_of_ours(call: Any, path: str, body: Any) -> None:
    cache.clear()
    assert 400 <= call("POST", path, body).status_code < 500


@quickly
@given(path=ADDRESSES, body=st.dictionaries(FIELDS, VALUES, max_size=5))
def test_random_values_are_never_a_fault_of_ours(call: Any, path: str, body: Any) -> None:
    cache.clear()
    assert call("POST", path, json.dumps(body)).status_code < 500


@quickly
@given(query=st.text(max_size=60), path=st.sampled_from(["questions", "escalations", "escalations/preview", "areas"]))
def test_random_addresses_are_never_a_fault_of_ours(call: Any, query: str, path: str) -> None:
    assert call("GET", f"{path}?q={query}&{query}").status_code < 500
