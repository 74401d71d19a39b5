"""Signing in and out: no enumeration, limits, timeouts, a fresh session, and what stands in the log."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connections
from django.test import Client

from samspel.accounts.models import User
from samspel.core import clock
from samspel.core.models import LogRow
from tests.cast import Cast, ClientAs

PASSWORD = "vinter kanot apelsin"


@pytest.fixture(autouse=True)
def no_tries_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def member(cast: Cast) -> Any:
    """The evaluator, with a password."""
    user = cast["evaluator"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, username: str = "evaluator", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"login": username, "password": password, **more})


def verbs() -> Any:
    return list(LogRow.objects.order_by("pk").values_list("verb", flat=True))


def words(response: Any) -> Any:
    """The text of a page without what is different each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="[^"]*"', "", response.content.decode())


def test_signs_in_without_javascript_and_goes_to_the_first_page(client: Client, member: User) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_capitals_in_the_user_name_are_no_matter(client: Client, member: User) -> None:
    assert sign_in(client, "Evaluator").status_code == 302


def test_the_page_has_no_account_to_make(client: Client) -> None:
    assert client.get("/signup/").status_code == 404
    assert "signup" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("target", ["/account/", "/questions/?status=open"])
def test_goes_on_to_an_address_of_ours(client: Client, member: User, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == target


@pytest.mark.asvs("V1.2.2", "V3.7.2")
@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "\x09//evil.example",
    ],
)
def test_never_goes_to_another_host(client: Client, member: User, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == "/"


@pytest.mark.asvs("V6.3.1")
def test_the_same_answer_to_an_unknown_name_and_to_a_wrong_password(client: Client, member: User) -> None:
    wrong = sign_in(client, password="wrong")
    unknown = sign_in(client, "nobody.at.all", password="wrong")
    member.is_active = False
    member.save()
    closed = sign_in(client)
    assert wrong.status_code == unknown.status_code == closed.status_code == 200
    assert words(wrong) == words(unknown) == words(closed)


@pytest.mark.parametrize("username", ["evaluator", "nobody.at.all", "outsider"])
def test_hashes_once_whatever_the_name_so_that_time_tells_nothing(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    member.is_active = username != "evaluator"
    member.save()
    hashed = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counted(self: Any, *args: Any, original: Any = original, **kwargs: Any) -> Any:
            hashed.append(1)
            return original(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    sign_in(client, username, password="wrong")
    assert len(hashed) == 1


@pytest.mark.asvs("V6.3.1", "V2.3.2")
def test_five_wrong_passwords_and_the_door_is_shut_for_that_name(client: Client, member: User) -> None:
    for _attempt in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 200
    assert client.get("/account/").status_code == 302


def test_an_unknown_name_is_shut_out_the_same_way(client: Client, member: User) -> None:
    answers = []
    for username in ("evaluator", "nobody.at.all"):
        cache.clear()
        answers.append([words(sign_in(client, username, password="wrong")) for _attempt in range(7)])
    assert answers[0] == answers[1]


def test_many_names_from_one_address_are_shut_out(client: Client, cast: Cast) -> None:
    for number in range(20):
        sign_in(client, f"name{number}", password="wrong")
    answer = sign_in(client, "another", password="wrong")
    assert words(answer) != words(sign_in(Client(REMOTE_ADDR="10.1.2.3"), "another", password="wrong"))


@pytest.mark.django_db
def test_tries_are_counted_however_name_and_host_are_written(member: User) -> None:
    ways = [("evaluator", "testserver"), ("EVALUATOR", "testserver:1"), ("ｅvaluator", "testserver:2")] * 2
    for number, (name, host) in enumerate(ways[:5]):
        sign_in(Client(headers={"Host": host}), name, f"wrong {number}")
    assert sign_in(Client(headers={"Host": "testserver:99"})).status_code == 200, (
        "five were wrong: even the right one waits"
    )


def test_right_passwords_do_not_use_up_the_tries(member: User) -> None:
    for _attempt in range(8):
        assert sign_in(Client()).status_code == 302


@pytest.mark.asvs("V6.3.1")
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_no_more_than_five_tries(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def wrong(self: User, raw: str) -> bool:
        checked.append(raw)
        return False

    monkeypatch.setattr(User, "check_password", wrong)

    def attempt(number: int) -> Any:
        try:
            return sign_in(Client(), password=f"guess {number}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(attempt, range(20)))
    assert set(statuses) <= {200, 429}
    assert 1 <= len(checked) <= 5


@pytest.mark.asvs("V7.2.4")
def test_the_session_gets_a_fresh_id(client: Client, member: User) -> None:
    client.get("/sign-in/")
    session = client.session
    session["seen-before"] = True
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.asvs("V7.4.1", "V7.6.2")
def test_signing_out_takes_a_form_and_ends_the_session(client: Client, member: User) -> None:
    sign_in(client)
    key = client.cookies["sessionid"].value
    assert client.get("/sign-out/").status_code == 200
    client.post("/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(session_key=key).exists()
    assert client.get("/account/").status_code == 302


@pytest.mark.asvs("V16.3.1", "V16.2.5")
def test_sign_in_failure_and_sign_out_are_logged_without_what_was_typed(client: Client, member: User) -> None:
    before = LogRow.objects.count()
    sign_in(client, password="a secret guess")
    sign_in(client, "a secret in the wrong box", password="x")
    sign_in(client)
    client.post("/sign-out/")
    rows = LogRow.objects.order_by("pk")[before:]
    assert [row.verb for row in rows] == ["failed sign-in", "signed in", "signed out"]
    assert "secret" not in str([row.__dict__ for row in rows])
    assert {row.object_id for row in rows} == {str(member.pk)}


@pytest.mark.asvs("V7.3.1")
def test_an_idle_session_ends(client: Client, member: User, settings: Any) -> None:
    began = clock.now()
    sign_in(client)
    for minutes, status in ((0, 200), (119, 200), (237, 200), (237 + 121, 302)):
        with clock.at(began + timedelta(minutes=minutes)):
            assert client.get("/account/").status_code == status


@pytest.mark.asvs("V7.3.2")
def test_a_busy_session_ends_too(client: Client, member: User, settings: Any) -> None:
    began = clock.now()
    sign_in(client)
    statuses = []
    for minutes in range(0, 800, 60):
        with clock.at(began + timedelta(minutes=minutes)):
            statuses.append(client.get("/account/").status_code)
    assert statuses == [200] * 13 + [302]


def test_an_ended_session_says_so_and_leads_back(client: Client, member: User) -> None:
    began = clock.now()
    sign_in(client)
    client.get("/account/")
    with clock.at(began + timedelta(hours=13)):
        response = client.get("/account/sessions/", follow=True)
    assert response.redirect_chain == [("/sign-in/?next=/account/sessions/", 302)]
    assert response.context["messages"]


def test_a_quick_page_costs_no_write(client: Client, member: User, django_assert_max_num_queries: Any) -> None:
    sign_in(client)
    client.get("/account/")
    with django_assert_max_num_queries(40) as seen:
        client.get("/account/")
    assert not [query for query in seen.captured_queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.asvs("V6.4.1")
def test_a_temporary_password_is_changed_before_anything_else(client: Client, member: User) -> None:
    member.password_is_temporary = True
    member.save()
    sign_in(client)
    for address in ("/", "/account/", "/people/", "/account/sessions/"):
        assert client.get(address)["Location"] == "/account/password/"
    chosen = "lingon sommar traktor"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})
    assert client.get("/account/").status_code == 200
    member.refresh_from_db()
    assert member.check_password(chosen)
    assert not member.password_is_temporary


@pytest.mark.asvs("V6.2.2", "V7.4.3")
def test_a_new_password_keeps_this_browser_and_ends_the_others(client: Client, member: User) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    chosen = "lingon sommar traktor"
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})
    assert response.status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert UserSession.objects.filter(user=member).count() == 1


@pytest.mark.asvs("V6.2.3")
@pytest.mark.parametrize(
    "form",
    [
        {"oldpassword": "wrong", "password1": "lingon sommar traktor", "password2": "lingon sommar traktor"},
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
        {"oldpassword": PASSWORD, "password1": "lingon sommar traktor", "password2": "another one altogether"},
        {},
    ],
)
def test_a_password_is_not_changed_by_a_faulty_form(client: Client, member: User, form: dict[str, str]) -> None:
    sign_in(client)
    assert client.post("/account/password/", form).status_code == 200
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


@pytest.mark.asvs("V11.4.2")
def test_passwords_are_kept_by_argon2(member: User) -> None:
    assert member.password.startswith("argon2$")


def test_who_has_no_password_has_none_to_change(client_as: ClientAs) -> None:
    assert client_as("outsider").get("/account/password/").status_code == 404
    assert client_as("outsider").get("/again/").status_code == 404
