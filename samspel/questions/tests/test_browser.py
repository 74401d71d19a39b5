"""The pages in a browser: what JavaScript makes smoother, and that everything works without it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from samspel.accounts.models import User
from samspel.questions.models import KeptText, Question
from samspel.questions.tests.given import WhoIs, ask, part_of
from tests.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page_as(
    open_page: Callable[..., "Page"], cast: dict[str, User], live_server: "LiveServer"
) -> Callable[..., "Page"]:
    """page_as("contact.school"): a fresh page where they are signed in; takes what a browser context takes."""

    def signed_in(username: str, **options: object) -> "Page":
        client = Client()
        client.force_login(cast[username])
        page = open_page(**options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return signed_in


def test_a_draft_saves_itself_while_one_writes(page_as: Callable[..., "Page"]) -> None:
    question = ask("school")
    page = page_as("contact.school")
    page.goto(f"/questions/{question.pk}/")
    page.locator("textarea[name=text]").press_sequentially("Hej! Vi öppnar")
    page.get_by_text("Sparat som utkast").wait_for()
    assert KeptText.objects.get().text == "Hej! Vi öppnar"
    page.reload()
    assert page.locator("textarea[name=text]").input_value() == "Hej! Vi öppnar"


def test_the_route_is_shown_when_the_matter_is_chosen(page_as: Callable[..., "Page"]) -> None:
    page = page_as("bridge.berga")
    page.goto("/questions/new/")
    page.select_option("select[name=matter]", "leisure")
    page.locator("#going b", has_text="Kultur").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_in_the_street_within_a_minute(page_as: Callable[..., "Page"], script: bool) -> None:
    page = page_as("host.berga", java_script_enabled=script)
    page.goto("/questions/new/")
    page.locator("textarea[name=text]").fill("Lampan vid lekplatsen är trasig")
    page.select_option("select[name=matter]", "lighting-and-streets")
    page.get_by_role("button", name="Skicka frågan").click()
    page.get_by_role("heading", name="har frågan").wait_for()
    assert part_of(Question.objects.get(), "urban-planning").leads


def test_an_end_asks_for_what_it_needs(page_as: Callable[..., "Page"]) -> None:
    question = ask("school")
    page = page_as("contact.school")
    page.goto(f"/questions/{question.pk}/")
    to = page.locator("select[name=to]")
    assert not to.is_visible()
    page.get_by_text("Hänvisad vidare").click()
    assert to.is_visible()
    assert axe(page) == []


def test_a_part_is_accepted_and_returned_on_a_phone(page_as: Callable[..., "Page"], who: WhoIs) -> None:
    question = ask("school")
    page = page_as("contact.school", java_script_enabled=False)
    page.goto(f"/questions/{question.pk}/")
    page.get_by_role("button", name="Ta emot").click()
    page.get_by_role("link", name="Återsänd").click()
    page.select_option("select[name=department]", "social-care")
    page.locator("textarea[name=reason]").fill("Gäller stöd hemma")
    page.get_by_role("button", name="Återsänd frågan").click()
    page.get_by_text("har gått vidare").wait_for()
    assert part_of(question, "social-care").leads


def focused(page: "Page") -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_who_answers_many_needs_no_mouse(page_as: Callable[..., "Page"]) -> None:
    first, second = ask("school", subject="Den första"), ask("school", subject="Den andra")
    page = page_as("contact.school")
    page.goto("/questions/")
    page.keyboard.press("j")
    assert focused(page) == "Den första"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Den andra"
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert page.locator("input[name=chosen]:checked").count() == 1
    page.keyboard.press("o")
    page.wait_for_url(f"**/questions/{first.pk}/**")
    page.keyboard.press("a")
    page.keyboard.type("Vi lagar det nu.")
    page.get_by_role("button", name="Skicka svaret").click()
    page.get_by_text("Svaret är skickat").wait_for()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(f"**/questions/{second.pk}/**")
    page.keyboard.press("u")
    page.wait_for_url("**/questions/?*")


def test_single_keys_do_nothing_in_a_field_and_can_be_turned_off(page_as: Callable[..., "Page"]) -> None:
    ask("school", subject="Den första")
    page = page_as("contact.school")
    page.goto("/questions/")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.evaluate("document.activeElement.value") == "jk?"
    page.get_by_role("link", name="Den första").focus()
    page.keyboard.press("?")
    box = page.get_by_label("Använd enstaka tangenter")
    assert axe(page, within="#keys") == []
    box.uncheck()
    page.reload()
    page.keyboard.press("j")
    assert focused(page) != "Den första"
    page.keyboard.press("?")
    assert not box.is_visible()


def test_what_others_have_asked_is_shown_while_one_writes(page_as: Callable[..., "Page"]) -> None:
    other = ask()
    page = page_as("coordinator.berga")
    page.goto("/questions/new/")
    page.locator("textarea[name=text]").press_sequentially("Gatubelysnigen i gångtuneln är trasig")
    page.get_by_label(other.subject).check()
    assert axe(page) == []
    page.get_by_role("button", name="Skicka frågan").click()
    page.get_by_text("Den är samlad med de andra").wait_for()
    other.refresh_from_db()
    assert other.joint is not None
