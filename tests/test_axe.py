"""Every page in a browser, for each function that may see it: usable by everybody, in light and dark, on any screen.

What is checked is what differs: a page whose matter was seen already, letter by letter, is not tried again. The frame
around it is tried with each function's first page. A run that is not thorough tries each other page once, as the first
function that sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ViewportSize

from tests.browser import DESKTOP, PHONE, axe
from tests.routes import Things, address, lift, make_things, pages
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from samspel.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOBODYS = ""
ONE_OF_EACH = (
    "coordinator.berga", "district.berga", "outreach.ryd", "bridge.berga", "host.berga", "polare.ryd", "contactcentre",
    "contact.urban", "manager.social", "management.social", "member.coordination", "convenor.coordination",
    "security.head", "duty.officer", "evaluator", "partner.police", "protection.officer",
    "admin", "outsider", NOBODYS,
)  # fmt: skip
NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 640, "height": 450}
"""A screen of 1280 pixels at 200 per cent."""
FRAMES = [("light", PHONE), ("dark", DESKTOP)]
OTHERS = [("dark", PHONE), ("light", DESKTOP)]
BARE = {
    "municipality:areas",
    "web:robots",
    "web:manifest",
    "web:security",
    "web:favicon",
    "web:api",
    "questions:export",
    "commissions:save",
    "protection:export_looks",
    "protection:export_done",
}
FRAGMENTS = {"questions:preview", "escalation:preview", "targets:preview", "web:import_progress"}
MATTER = re.compile(r"<main.*</main>", re.DOTALL)
VARIES = re.compile(
    r'value="[0-9a-f]{32}"|csrfmiddlewaretoken" value="\w+"|<time[^>]*>[^<]*</time>|data:image/[^"]+|\d{2}[.:]\d{2}'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|/\d+/|\d{4}-\d{4}"
)
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

_seen: set[str] = set()


@pytest.mark.parametrize("username", ONE_OF_EACH)
def test_every_page_can_be_used_by_everybody(
    username: str,
    cast: dict[str, User],
    client_as: Callable[..., Client],
    open_page: Callable[..., Page],
    live_server: LiveServer,
) -> None:
    things = make_things(cast)
    lift(cast["coordinator.berga"])
    client = client_as(username)
    page = _signed_in(open_page, client, live_server.url)
    faults: list[str] = []
    for name, there in _to_visit(client, things):
        faults += [f"{name} for {username or 'nobody'}: {fault}" for fault in _faults(page, there, name)]
    assert faults == []


def _to_visit(client: Client, things: Things) -> list[tuple[str, str]]:
    """The pages that answer with some matter that nobody has seen yet."""
    found = []
    for route in pages():
        if route.name in BARE | FRAGMENTS:
            continue
        there = address(route, things)
        response = client.get(there)
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code == 200 and page and _is_new(route.name, response.content.decode()):
            found.append((route.name, there))
    return found


def _is_new(name: str, text: str) -> bool:
    key = name
    if THOROUGH or name == "web:today":
        matter = MATTER.search(text)
        key = VARIES.sub("", matter.group() if matter and name != "web:today" else text)
    known = key in _seen
    _seen.add(key)
    return not known


def _signed_in(open_page: Callable[..., Page], client: Client, home: str) -> Page:
    page = open_page()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": home}])
    return page


def _faults(page: Page, there: str, name: str) -> list[str]:
    """What is wrong with one page: axe in light and dark, small and large, details and dialogs open; and its width."""
    page.goto(there)
    page.evaluate(OPEN_ALL)
    found = []
    for scheme, size in [*FRAMES, *(OTHERS if name == "web:today" else ())]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found += [f"{scheme}, {size['width']} px: {one}" for one in axe(page)]
        found += [f"{scheme}, {size['width']} px, in a dialog: {one}" for one in _in_dialogs(page)]
    for size in (NARROW, ZOOMED):
        page.set_viewport_size(size)
        if page.evaluate(TOO_WIDE) > 0:
            found.append(f"scrolls sideways at {size['width']} px")
    return found


def _in_dialogs(page: Page) -> list[object]:
    found: list[object] = []
    for one in page.locator("dialog[popover]").all():
        one.evaluate("one => one.showPopover()")
        found += axe(page, within=f"#{one.get_attribute('id')}")
        one.evaluate("one => one.hidePopover()")
    return found
