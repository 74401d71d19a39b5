"""Passkeys in a real browser, with a virtual authenticator: set up, signed in with, asked for again, taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from samspel.accounts import services
from samspel.core.actors import Operator
from samspel.core.models import LogRow
from tests.browser import axe
from tests.journeys import reads

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from samspel.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "vinter kanot apelsin"
Opens = Callable[..., "Page"]


@pytest.fixture
def admin(cast: dict[str, User], transactional_db: None) -> User:
    """An administrator with a password: their function demands more."""
    cache.clear()
    services.set_password(cast["admin"], PASSWORD, by=Operator())
    return cast["admin"]


class Phone:
    """A phone's authenticator, whose owner lends a finger unless told not to."""

    def __init__(self, page: Page) -> None:
        self.talk = page.context.new_cdp_session(page)
        self.talk.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = self.talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id = made["authenticatorId"]

    def lends_finger(self, *, willing: bool) -> None:
        """Whether its owner is recognised."""
        self.talk.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": willing})

    def keys(self) -> list[Any]:
        """The keys in it."""
        found: list[Any] = self.talk.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return found


@pytest.fixture
def page_and_phone(open_page: Opens) -> tuple[Page, Phone]:
    """A browser on a phone."""
    page = open_page()
    page.goto("/sign-in/")
    return page, Phone(page)


def signs_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


def sets_up(page: Page) -> None:
    page.goto("/account/passkeys/add/")
    assert axe(page) == []
    page.fill("[name=name]", "Min jobbtelefon")
    page.get_by_role("button", name="Skaffa den").click()
    page.wait_for_url("**/recovery-codes/")


def test_a_passkey_from_the_first_day_to_the_last(admin: User, page_and_phone: tuple[Page, Phone]) -> None:
    page, phone = page_and_phone
    signs_in(page)
    reads(page, "En nyckel till för ditt konto", "Administratör")
    assert axe(page) == []
    sets_up(page)
    (key,) = phone.keys()
    assert key["isResidentCredential"]
    assert key["rpId"] == "localhost"
    assert key["userName"] == "admin"
    page.goto("/people/")
    reads(page, "konton")
    page.context.clear_cookies()
    page.goto("/sign-in/?next=/people/")
    page.get_by_role("button", name="Logga in med passernyckel").click()
    page.wait_for_url(re.compile(r"localhost:\d+/people/$"))
    page.goto("/account/")
    reads(page, "Passernyckel: Min jobbtelefon")
    page.get_by_role("link", name="Ta bort passernyckeln").click()
    page.get_by_role("button", name="Ta bort passernyckeln").click()
    page.wait_for_url("**/account/factor-needed/")
    assert not Authenticator.objects.filter(user=admin).exists()
    verbs = list(LogRow.objects.filter(object_id=str(admin.pk)).order_by("pk").values_list("verb", flat=True))
    assert verbs[-5:] == ["signed in", "added passkey", "signed in", "removed passkey", "ended other sessions"]


def test_who_writes_the_password_shows_the_passkey_as_the_second_step(
    admin: User, page_and_phone: tuple[Page, Phone]
) -> None:
    page, _phone = page_and_phone
    signs_in(page)
    sets_up(page)
    page.context.clear_cookies()
    signs_in(page)
    page.wait_for_url("**/sign-in/code/")
    page.get_by_role("button", name="Visa passernyckeln").click()
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    page.goto("/people/")
    assert page.url.endswith("/people/")


def test_a_finger_that_is_not_its_owners_opens_nothing(admin: User, page_and_phone: tuple[Page, Phone]) -> None:
    page, phone = page_and_phone
    signs_in(page)
    sets_up(page)
    page.context.clear_cookies()
    phone.lends_finger(willing=False)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Logga in med passernyckel").click()
    page.get_by_text("Passernyckeln visades inte").wait_for()
    page.goto("/people/")
    assert "/sign-in/" in page.url


def test_it_shows_who_it_is_before_what_is_sensitive(
    admin: User, page_and_phone: tuple[Page, Phone], settings: Any
) -> None:
    page, _phone = page_and_phone
    signs_in(page)
    sets_up(page)
    settings.AGAIN_SECONDS = 0
    page.goto("/account/passkeys/add/")
    assert "/again/" in page.url
    page.get_by_role("link", name="Använd din passernyckel i stället").click()
    assert axe(page) == []
    settings.AGAIN_SECONDS = 900
    page.get_by_role("button", name="Visa passernyckeln").click()
    page.wait_for_url("**/account/passkeys/add/")


def test_a_closed_account_does_not_open_by_its_passkey(admin: User, page_and_phone: tuple[Page, Phone]) -> None:
    page, _phone = page_and_phone
    signs_in(page)
    sets_up(page)
    page.context.clear_cookies()
    type(admin).objects.filter(pk=admin.pk).update(is_active=False)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Logga in med passernyckel").click()
    page.get_by_text("Det gick inte att logga in dig").wait_for()


def test_without_javascript_there_are_words_and_another_way(open_page: Opens, admin: User) -> None:
    page = open_page(java_script_enabled=False)
    signs_in(page)
    page.goto("/account/passkeys/add/")
    reads(page, "är JavaScript avstängt", "Skaffa koder")


@pytest.mark.parametrize("sent", ["", "x", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "x"}}', "7"])
def test_what_is_no_passkey_opens_nothing_and_breaks_nothing(admin: User, sent: str) -> None:
    cache.clear()
    client = Client()
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": sent})["Location"] == "/sign-in/"
    client.post("/sign-in/", {"login": "admin", "password": PASSWORD})
    assert client.post("/account/passkeys/add/", {"credential": sent, "name": "x" * 900}).status_code == 200
    assert not Authenticator.objects.exists()
