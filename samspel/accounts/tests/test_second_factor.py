"""The second factor: set up with a picture, asked for at sign-in, lost and found."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from samspel.accounts import services
from samspel.accounts.models import User
from samspel.core.actors import Operator
from samspel.core.models import LogRow
from tests.cast import Cast, ClientAs

PASSWORD = "vinter kanot apelsin"


@pytest.fixture(autouse=True)
def a_moment_that_stands_still(db: None) -> Iterator[Any]:
    """A code is valid for half a minute, and no test shall meet its end."""
    cache.clear()
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture
def member(cast: Cast, client: Client) -> Any:
    """The evaluator, with a password, signed in."""
    user = cast["evaluator"]
    user.set_password(PASSWORD)
    user.save()
    client.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    return user


def code_for(secret: str) -> Any:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def again(client: Client) -> Any:
    return client.post("/again/?next=/account/second-factor/activate/", {"password": PASSWORD})


def set_up(client: Client) -> Any:
    """Activate; returns the secret and the page of recovery codes."""
    again(client)
    page = client.get("/account/second-factor/activate/")
    secret = page.context["form"].secret
    done = client.post("/account/second-factor/activate/", {"code": code_for(secret)})
    assert done.status_code == 302, done.context["form"].errors
    return secret, client.get(done["Location"])


@pytest.mark.asvs("V7.5.1")
def test_asks_who_it_is_first(client: Client, member: User) -> None:
    assert client.get("/account/second-factor/activate/").status_code == 200, "it was shown when they signed in"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        response = client.get("/account/second-factor/activate/")
        assert response["Location"].startswith("/again/")
        assert again(client)["Location"] == "/account/second-factor/activate/"


def test_the_picture_stands_on_white_in_the_page_itself(client: Client, member: User) -> None:
    again(client)
    page = client.get("/account/second-factor/activate/")
    assert b'src="data:image/svg+xml;base64,' in page.content
    assert 'fill="white"' in page.context["totp_svg"]
    assert "script-src 'self'" in page["Content-Security-Policy"]


def test_set_up_gives_recovery_codes_once(client: Client, member: User) -> None:
    _secret, codes = set_up(client)
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["can_view_codes"]
    assert not client.get("/account/recovery-codes/").context["can_view_codes"]


@pytest.mark.asvs("V14.2.4")
def test_the_secret_is_sealed_in_the_database(client: Client, member: User) -> None:
    secret, _codes = set_up(client)
    assert secret not in str(Authenticator.objects.get(user=member, type="totp").data)


@pytest.mark.asvs("V6.3.3", "V2.3.1")
def test_sign_in_takes_two_steps(client: Client, member: User, client_as: ClientAs) -> None:
    secret, _codes = set_up(client)
    browser = client_as()
    first = browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD, "next": "/account/sessions/"})
    assert first["Location"].startswith("/sign-in/code/")
    assert browser.get("/account/").status_code == 302
    second = browser.post("/sign-in/code/", {"code": code_for(secret)})
    assert second["Location"] == "/account/sessions/"
    assert browser.get("/account/").status_code == 200


@pytest.mark.asvs("V6.5.1")
def test_a_wrong_code_does_not_open_and_a_code_opens_once(client: Client, member: User, client_as: ClientAs) -> None:
    secret, _codes = set_up(client)
    used = code_for(secret)
    for code, status in (("000000", 200), (used, 302)):
        browser = client_as()
        browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
        assert browser.post("/sign-in/code/", {"code": code}).status_code == status
    again_browser = client_as()
    again_browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    assert again_browser.post("/sign-in/code/", {"code": used}).status_code == 200


def test_guessing_codes_is_limited(client: Client, member: User, client_as: ClientAs) -> None:
    set_up(client)
    browser = client_as()
    browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    pages = [browser.post("/sign-in/code/", {"code": f"00000{number}"}) for number in range(8)]
    errors = [str(page.context["form"].errors["code"]) for page in pages]
    assert errors[0] != errors[-1]


@pytest.mark.asvs("V6.5.1")
def test_a_recovery_code_opens_once(client: Client, member: User, client_as: ClientAs) -> None:
    _secret, codes = set_up(client)
    code = codes.context["unused_codes"][0]
    for status in (302, 200):
        browser = client_as()
        browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
        assert browser.post("/sign-in/code/", {"code": code}).status_code == status


def test_new_codes_replace_the_old(client: Client, member: User) -> None:
    _secret, codes = set_up(client)
    client.post("/account/recovery-codes/new/")
    new = client.get("/account/recovery-codes/").context["unused_codes"]
    assert set(new).isdisjoint(codes.context["unused_codes"])


def test_what_is_changed_stands_in_the_log_without_the_secret(client: Client, member: User) -> None:
    before = LogRow.objects.count()
    secret, _codes = set_up(client)
    client.post("/account/recovery-codes/new/")
    client.post("/account/second-factor/deactivate/")
    rows = LogRow.objects.order_by("pk")[before:]
    assert [row.verb for row in rows] == [
        "set up second factor",
        "made recovery codes",
        "took away second factor",
        "ended other sessions",
    ]
    assert secret not in str([row.__dict__ for row in rows])


def test_it_can_be_taken_away_by_oneself(client: Client, member: User) -> None:
    set_up(client)
    assert client.get("/account/second-factor/deactivate/").status_code == 200
    client.post("/account/second-factor/deactivate/")
    assert not Authenticator.objects.filter(user=member).exists()


def test_what_was_asked_goes_on_after_it_is_shown_who_it_is(client: Client, member: User) -> None:
    set_up(client)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        stopped = client.post("/account/second-factor/deactivate/")
        assert stopped["Location"] == "/again/?next=%2Faccount%2Fsecond-factor%2Fdeactivate%2F"
        assert client.post(stopped["Location"], {"password": "wrong"}).status_code == 200
        assert Authenticator.objects.filter(user=member).exists()
        assert client.post(stopped["Location"], {"password": PASSWORD}).status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()


def test_a_code_shows_who_it_is_as_well_as_the_password(client: Client, member: User) -> None:
    secret, _codes = set_up(client)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        assert client.get("/again/code/").status_code == 200
        done = client.post("/again/code/?next=/account/recovery-codes/new/", {"code": code_for(secret)})
        assert done["Location"] == "/account/recovery-codes/new/"
        assert client.get("/account/recovery-codes/new/").status_code == 200


def test_an_administrator_takes_away_a_lost_one(client: Client, member: User, client_as: ClientAs) -> None:
    set_up(client)
    page = f"/people/{member.pk}/second-factor/"
    key = client_as("admin").get(page).context["form"]["key"].value()
    client_as("admin").post(page, {"key": key})
    browser = client_as()
    assert browser.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})["Location"] == "/"


def test_the_command_line_resets_it_too(client: Client, member: User) -> None:
    set_up(client)
    services.reset_second_factor(member, by=Operator())
    assert not Authenticator.objects.filter(user=member).exists()
