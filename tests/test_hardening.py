"""What every answer carries, what no answer tells, and what callers can't make us believe."""

from __future__ import annotations

import json
import logging
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from samspel.accounts import services
from samspel.core import crypto, limits, logs, middleware
from samspel.core.actors import Operator
from samspel.core.errors import Refused
from samspel.municipality.models import Municipality
from tests.routes import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from samspel.accounts.models import User

OPEN = ("/", "/ask/", "/sign-in/", "/api/v1/health", "/api/v1/nothing", "/nothing-here/", "/robots.txt")
WITHOUT_TOKEN = {"accounts:provider_signed_out"}
"""The provider calls it, and signs what it says."""
GOOD = "lingon sommar traktor"


@pytest.mark.asvs("V3.4.3", "V3.4.4", "V3.4.5", "V3.4.6", "V3.4.2", "V3.2.1", "V4.1.1", "V14.2.3")
@pytest.mark.parametrize("address", OPEN)
def test_every_answer_says_what_it_is_and_what_may_be_done_with_it(client: Client, db: None, address: str) -> None:
    answer = client.get(address, headers={"Origin": "https://evil.example"})
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https://tiles", ""), "nothing is fetched from, or told to, anybody else"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert not answer.has_header("Access-Control-Allow-Origin")
    if answer.content:
        assert re.match(r"(text/[a-z]+; charset=utf-8|application/(problem\+)?json)", answer["Content-Type"]), address


@pytest.mark.asvs("V3.4.1")
def test_by_tls_browsers_are_told_to_come_back_by_tls_for_a_year(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    assert (
        Client().get("/robots.txt", secure=True)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    )


@pytest.mark.asvs("V3.3.1", "V3.3.2", "V3.3.3", "V3.3.4")
def test_by_tls_every_cookie_is_this_hosts_own(client_as: Callable[..., Client], db: None) -> None:
    client = client_as("")
    client.get("/sign-in/", secure=True)
    client.post("/theme/", {"theme": "dark", "next": "/"}, secure=True)
    made = dict(client.cookies.items())
    assert {"__Host-csrftoken", "__Host-theme"} <= made.keys()
    for name, cookie in made.items():
        assert name.startswith("__Host-")
        assert cookie["secure"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"] or name == "__Host-done"


def test_by_tls_a_session_is_kept_under_its_own_name_and_no_other_is_believed(
    client_as: Callable[..., Client], cast: dict[str, User]
) -> None:
    session = client_as("coordinator.berga").cookies[configured.SESSION_COOKIE_NAME].value
    ours, others = Client(), Client()
    ours.cookies["__Host-sessionid"] = session
    others.cookies["sessionid"] = session
    assert ours.get("/account/", secure=True).status_code == 200
    assert others.get("/account/", secure=True).status_code == 302


@pytest.mark.asvs("V3.5.1")
def test_a_form_without_its_token_does_nothing(cast: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["coordinator.berga"])
    tried = [route for route in pages() if not route.takes_a_thing and route.name not in WITHOUT_TOKEN]
    assert len(tried) > 40
    for route in tried:
        assert client.post(f"/{route.pattern}", {"text": "a"}).status_code == 403, route.name


@pytest.mark.asvs("V4.1.2")
def test_a_call_of_the_api_without_tls_is_refused_and_a_page_is_sent_on(settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    call, page = Client().get("/api/v1/health"), Client().get("/sign-in/")
    assert (call.status_code, page.status_code) == (403, 301)
    assert "https" in json.loads(call.content)["detail"]
    assert Client().get("/api/v1/health", secure=True).status_code == 200


@pytest.mark.asvs("V4.1.3", "V15.3.4")
def test_without_a_proxy_nobody_can_say_whence_or_how_they_come(rf: RequestFactory) -> None:
    request = rf.get(
        "/", headers={"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}, REMOTE_ADDR="192.0.2.7"
    )
    assert limits.network(request) == "192.0.2.7"
    assert not request.is_secure()


@pytest.mark.asvs("V4.2.1")
def test_the_server_is_started_so_that_no_header_of_a_proxy_is_taken_from_callers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from click.testing import CliRunner

    from samspel.cli import web

    called: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, words: called.append(words))
    CliRunner().invoke(web.command, [])
    words = called[0]
    given = dict(pairwise(words))
    assert given["--forwarded-allow-ips"] == given["--forwarder-headers"] == ""
    assert given["--worker-class"] == "samspel.web.door.Worker"
    assert not {"--permit-obsolete-folding", "--strip-header-spaces", "--casefold-http-method"} & set(words)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(db: None) -> None:
    client = Client(raise_request_exception=False)
    answer = client.generic(
        "POST", "/sign-in/", b"--x", "multipart/form-data; boundary=x", CONTENT_LENGTH="10000000000"
    )
    assert answer.status_code == 400


@pytest.mark.asvs("V5.3.2")
def test_a_file_where_none_is_taken_is_refused_whatever_its_name(db: None) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = Client(raise_request_exception=False)
    for name in ("../../etc/passwd", "a\x00b", "con", "a" * 5000, "%2e%2e%2f", "\u202egpj.exe"):
        assert client.post("/sign-in/", {"login": SimpleUploadedFile(name, b"a")}).status_code == 400, name


@pytest.mark.asvs("V13.4.1", "V13.4.3", "V13.4.4")
@pytest.mark.parametrize("address", ["/.git/config", "/.env", "/static/", "/var/", "/config/settings.py", "/uv.lock"])
def test_neither_source_nor_folders_nor_settings_are_served(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.generic("TRACE", "/sign-in/").status_code == 405


@pytest.mark.asvs("V14.2.1")
def test_no_form_that_holds_a_secret_goes_by_the_address(client: Client, db: None) -> None:
    for address in ("/sign-in/", "/ask/code/", "/ask/"):
        for form in re.findall(r"<form.*?</form>", client.get(address).content.decode(), re.DOTALL):
            secret = re.search(r'type="password"|name="(code|text|password|contact)"', form)
            assert not secret or re.search(r'<form[^>]*method="post"', form), address


@pytest.mark.asvs("V6.2.6", "V6.2.7")
def test_a_password_is_masked_and_may_be_pasted_and_kept_by_a_manager(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in page


@pytest.mark.asvs("V6.2.5", "V6.2.8", "V6.2.9")
@pytest.mark.parametrize("password", ["å" * 5 + " 漢字 \t🌍 " + "x" * 20, "a b" * 40, "  mellanslag runt om  "])
def test_a_password_is_taken_as_it_was_typed_whatever_it_is_made_of(cast: dict[str, User], password: str) -> None:
    user = services.set_password(cast["evaluator"], password, by=Operator())
    assert user.check_password(password)
    assert not user.check_password(password.strip()) or password == password.strip()
    assert not user.check_password(password[:72]) or len(password) <= 72


@pytest.mark.asvs("V6.2.11")
@pytest.mark.parametrize("like", ["{name}-2026", "Samspel!2026!", "LösenordSamspel", "{name} samspel 26"])
def test_a_password_of_words_that_others_would_guess_is_refused(cast: dict[str, User], like: str) -> None:
    password = like.format(name=Municipality.objects.get().name)
    with pytest.raises(Refused):
        services.set_password(cast["evaluator"], password, by=Operator())
    services.set_password(cast["evaluator"], f"{password} lingon traktor", by=Operator())


@pytest.mark.asvs("V7.4.5")
def test_a_new_password_by_the_administrator_ends_their_sessions(
    cast: dict[str, User], client_as: Callable[..., Client]
) -> None:
    client = Client()
    user = cast["evaluator"]
    services.set_password(user, GOOD, by=Operator())
    cache.clear()
    client.post("/sign-in/", {"login": user.username, "password": GOOD})
    assert client.get("/account/").status_code == 200
    services.set_password(user, GOOD + " två", by=Operator(), temporary=True)
    assert client.get("/account/").status_code == 302


@pytest.mark.asvs("V11.3.3")
def test_what_is_sealed_cannot_be_changed_unseen() -> None:
    sealed = crypto.seal("070-174 06 31")
    for at in range(10, len(sealed) - 4, 7):
        spoilt = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(ValueError, match="sealed"):
            crypto.unseal(spoilt)
    assert crypto.unseal(sealed) == "070-174 06 31"


@pytest.mark.asvs("V16.4.1")
def test_nobody_writes_a_line_into_the_operators_log() -> None:
    row = logging.LogRecord("a", logging.WARNING, "", 0, "%s", ('x\n{"event": "forged"}\r\x1b[2J',), None)
    written = logs.formatter().format(row)
    assert "\n" not in written
    assert "\x1b" not in written
    assert json.loads(written)["event"].startswith("x\n")


def test_cookies_are_left_as_they_are_without_tls(rf: RequestFactory) -> None:
    answered = HttpResponse()
    answered.set_cookie("a", "b", max_age=5)
    handle = middleware.cookies(lambda _request: answered)
    request: Any = rf.get("/")
    assert set(handle(request).cookies) == {"a"}


# Limits of the library at what is not offered here: nobody signs up, and no way in or back leads over a letter.
NOT_OFFERED = {
    "signup": "account_signup",
    "manage_email": "account_email",
    "confirm_email": "account_confirm_email",
    "change_phone": "account_change_phone",
    "verify_phone": "account_verify_phone",
    "reset_password": "account_reset_password",
    "reset_password_from_key": "account_reset_password_from_key",
    "request_login_code": "account_request_login_code",
}


def test_every_limit_there_is_is_attacked_by_the_drill() -> None:
    from allauth.account import app_settings as account
    from allauth.mfa import app_settings as factors

    from drill.attacks import limits

    assert limits.attacked() == {*configured.LIMITS, *account.RATE_LIMITS, *factors.RATE_LIMITS} - set(NOT_OFFERED)


def test_every_limit_there_is_is_one_of_ours() -> None:
    from allauth.account import app_settings as account
    from allauth.mfa import app_settings as factors

    ours = {*configured.ACCOUNT_RATE_LIMITS, *configured.MFA_RATE_LIMITS}
    assert {*account.RATE_LIMITS, *factors.RATE_LIMITS} - set(NOT_OFFERED) == ours


@pytest.mark.parametrize("page", NOT_OFFERED.values())
def test_what_has_a_limit_that_nobody_attacks_is_not_offered(page: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(page)
