"""A sign-in that ends while somebody writes costs them nothing that they wrote, and shows it to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser import axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from samspel.accounts.models import User
    from tests.cast import ClientAs

WRITTEN = "Mörka stråk gör kvällarna otrygga"
FORM = "/situation/challenges/new/"


@pytest.fixture
def signs_in(cast: dict[str, User], live_server: LiveServer) -> Callable[[Page, str], None]:
    """signs_in(page, "host.berga"): whoever sits at the browser is signed in from then on."""

    def signed_in(page: Page, username: str) -> None:
        client = Client()
        client.force_login(cast[username])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return signed_in


def signs_out_unseen(page: Page) -> None:
    """As when the time has run out."""
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def write(page: Page) -> None:
    page.goto(FORM)
    page.locator("[name=title]").fill(WRITTEN)
    page.get_by_text("Sparat på den här enheten tills det skickas.").wait_for()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_written_stands_in_the_form_again_after_signing_in(
    open_page: Callable[..., Page], signs_in: Callable[[Page, str], None]
) -> None:
    page = open_page()
    signs_in(page, "convenor.coordination")
    write(page)
    signs_out_unseen(page)
    page.locator("main form [type=submit]").first.click()
    page.get_by_role("heading", name="Du hade loggats ut").wait_for()
    assert WRITTEN in page.locator("main").inner_text() + page.locator("textarea").first.input_value()
    assert [str(violation) for violation in axe(page)] == []
    signs_in(page, "convenor.coordination")
    page.get_by_role("link", name="Logga in och gå tillbaka till formuläret").click()
    page.wait_for_url(f"**{FORM}")
    assert page.locator("[name=title]").input_value() == WRITTEN


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_one_has_written_on_a_device_is_not_shown_to_the_next_nor_after_signing_out(
    open_page: Callable[..., Page], signs_in: Callable[[Page, str], None]
) -> None:
    page = open_page()
    signs_in(page, "convenor.coordination")
    write(page)
    signs_in(page, "coordinator.berga")
    page.goto(FORM)
    assert page.locator("[name=title]").input_value() == ""
    signs_in(page, "convenor.coordination")
    page.goto(FORM)
    assert page.locator("[name=title]").input_value() == WRITTEN
    page.goto(reverse("account_logout"))
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/")
    signs_in(page, "convenor.coordination")
    page.goto(FORM)
    assert page.locator("[name=title]").input_value() == ""
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.django_db
def test_without_javascript_it_is_shown_on_the_way_to_the_sign_in(client: Client) -> None:
    here = {"Referer": f"http://testserver{FORM}?area=berga"}
    answer = client.post(FORM, {"title": f"{WRITTEN} <b>", "key": "a" * 32}, headers=here)
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert f"{WRITTEN} &lt;b&gt;" in shown
    assert "next=/situation/challenges/new/%3Farea%3Dberga" in shown
    assert "a" * 32 not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["https://elsewhere.example/steals/", "", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(client: Client, form: str) -> None:
    answer = client.post(FORM, {"title": WRITTEN}, headers={"Referer": form})
    assert "next=/situation/challenges/new/" in answer.content.decode()
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.django_db
def test_nothing_written_leads_straight_to_the_sign_in(client_as: ClientAs, client: Client) -> None:
    answer = client.post(FORM, {"key": "a" * 32})
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse(settings.LOGIN_URL))
    assert client_as("polare.ryd").post(FORM, {"title": WRITTEN}).status_code == 404
