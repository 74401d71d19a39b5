"""The living page in a real browser: usable by everybody, narrow and wide, light and dark, either way one reads."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route

from tests.browser import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
SIZES = [320, 390, 1440]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_everybody_can_use_it(open_page: Opens, width: int, scheme: str) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(reverse("ui:elements"))
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert [str(violation) for violation in axe(page)] == []
    assert sideways(page) == 0


@pytest.mark.parametrize("width", SIZES)
def test_nothing_scrolls_sideways_from_right_to_left(open_page: Opens, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(reverse("ui:elements"))
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert sideways(page) == 0


def test_a_dialog_is_modal_and_can_be_left(open_page: Opens) -> None:
    page = open_page()
    page.goto(reverse("ui:elements"))
    dialog = page.locator("#sample-dialog")
    page.locator("button[popovertarget=sample-dialog]").first.click()
    assert dialog.evaluate("(each) => each.matches(':modal')")
    assert [str(violation) for violation in axe(page)] == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_a_dialog_opens_without_javascript(open_page: Opens) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(reverse("ui:elements"))
    page.locator("button[popovertarget=sample-dialog]").first.click()
    assert page.locator("#sample-dialog").is_visible()


def test_light_or_dark_is_remembered(open_page: Opens) -> None:
    page = open_page(color_scheme="light")
    page.goto(reverse("ui:elements"))
    page.get_by_role("button", name="Mörkt").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 24, 21)"
    assert page.url.endswith(reverse("ui:elements"))


FORM = """<!doctype html><form data-keep="report"><input type="hidden" name="key" value="{key}">
<textarea name="text">{text}</textarea><input name="phone" data-forget>
<label><input type="radio" name="kind" value="a"></label><label><input type="radio" name="kind" value="b"></label>
<p data-kept hidden>Kept</p></form><script src="/static/ui/app.js"></script>"""


def form_page(page: Page, key: str, text: str = "") -> None:
    """Opens a form as the server would give it."""
    page.route("**/kept/", lambda route: route.fulfill(body=FORM.format(key=key, text=text), content_type="text/html"))
    page.goto("/kept/")


def test_what_was_typed_survives_a_lost_connection_and_is_sent_with_the_same_key(page: Page) -> None:
    form_page(page, "one")
    page.locator("[name=text]").fill("Mörkt i tunneln")
    page.locator("[name=phone]").fill("070-174 06 31")
    page.locator("[value=b]").check()
    assert page.get_by_text("Kept").is_visible()
    form_page(page, "two")
    assert page.locator("[name=text]").input_value() == "Mörkt i tunneln"
    assert page.locator("[value=b]").is_checked()
    assert page.locator("[name=key]").input_value() == "one"
    assert page.locator("[name=phone]").input_value() == ""
    assert "070" not in page.evaluate("JSON.stringify(localStorage)")


def test_what_the_server_wrote_is_not_overwritten(page: Page) -> None:
    form_page(page, "one")
    page.locator("[name=text]").fill("Mitt")
    form_page(page, "two", "Serverns")
    assert page.locator("[name=text]").input_value() == "Serverns"
    assert page.locator("[name=key]").input_value() == "two"


WAITING = """<!doctype html><form method="post" action="/sent/"><input type="hidden" name="key" value="one">
<p data-waits hidden>It waits</p><button name="kind" value="alarm">Send</button></form>
<script src="/static/ui/app.js"></script>"""


def test_what_is_sent_where_there_is_no_net_leaves_by_itself_once_when_there_is(page: Page) -> None:
    sent: list[str] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="done", content_type="text/html")

    page.route("**/waits/", lambda route: route.fulfill(body=WAITING, content_type="text/html"))
    page.route("**/sent/", take)
    page.goto("/waits/")
    page.context.set_offline(True)
    for _press in range(2):
        page.get_by_role("button").click()
    assert page.get_by_text("It waits").is_visible()
    assert sent == []
    page.context.set_offline(False)
    page.wait_for_url("**/sent/")
    assert sent == ["key=one&kind=alarm"]


def test_what_was_done_is_forgotten(page: Page) -> None:
    form_page(page, "one")
    page.locator("[name=text]").fill("Mitt")
    page.evaluate("document.cookie = 'done=one; path=/'")
    page.goto(reverse("ui:elements"))
    assert page.evaluate("localStorage.length") == 0
    form_page(page, "two")
    assert page.locator("[name=text]").input_value() == ""
