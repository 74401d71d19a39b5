"""An observation is told on a phone: in less than a minute, without a network, with another's beside it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from PIL import Image

from samspel.accounts.models import User
from samspel.observations.models import Observation, Picture
from tests.browser import DESKTOP, axe

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "/observations/new/"
KEPT = "form[data-opens=anywhere]"


@pytest.fixture
def sign_in(cast: dict[str, User], live_server: "LiveServer") -> Callable[..., None]:
    """sign_in(page, "host.berga"): from now on the page's browser is theirs."""

    def now(page: "Page", username: str) -> None:
        client = Client()
        client.force_login(cast[username])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return now


@pytest.fixture
def page_as(open_page: Callable[..., "Page"], sign_in: Callable[..., None]) -> Callable[..., "Page"]:
    """page_as("host.berga"): a fresh page where they are signed in; takes what a browser context takes."""

    def signed_in(username: str, **options: object) -> "Page":
        page = open_page(**options)
        sign_in(page, username)
        return page

    return signed_in


@pytest.fixture
def offline(page_as: Callable[..., "Page"]) -> Iterator["Page"]:
    """A host's phone where the page has been opened once, and the network then is gone."""
    page = page_as("host.berga")
    page.goto(NEW)
    page.locator(KEPT).wait_for()
    page.context.set_offline(True)
    yield page
    page.context.set_offline(False)


def choose(page: "Page", kind: str = "damage") -> None:
    page.locator(f"input[name=kind][value={kind}]").check()


def send(page: "Page") -> None:
    page.get_by_role("button", name="Skicka observationen").click()


def waiting(page: "Page") -> Any:
    return page.locator("[data-waiting-list] li")


@pytest.mark.parametrize("script", [True, False])
def test_three_presses_are_enough(page_as: Callable[..., "Page"], script: bool) -> None:
    page = page_as("host.berga", java_script_enabled=script)
    page.goto(NEW)
    choose(page)
    send(page)
    page.get_by_text("Observationen är skickad").wait_for()
    one = Observation.objects.get()
    assert (one.kind.code, one.area and one.area.code, one.when_known) == ("damage", "berga", "exact")


@pytest.mark.parametrize("script", [True, False])
def test_one_more_keeps_place_and_time(page_as: Callable[..., "Page"], script: bool) -> None:
    page = page_as("host.berga", java_script_enabled=script)
    page.goto(NEW)
    choose(page)
    page.fill("input[name=place_text]", "Gångtunneln, från skolan till centrum")
    page.locator("input[name=when][value=unknown]").check()
    page.get_by_role("button", name="berätta om en till här").click()
    page.get_by_text("Observationen är skickad").wait_for()
    assert page.locator("input[name=place_text]").input_value() == "Gångtunneln, från skolan till centrum"
    assert page.locator("input[name=when][value=unknown]").is_checked()
    assert page.locator("input[name=kind]:checked").count() == 0


def test_what_is_told_without_a_network_is_sent_once_when_there_is_one(offline: "Page") -> None:
    choose(offline)
    offline.fill("textarea[name=text]", "Krossade rutor vid ingången")
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    assert waiting(offline).count() == 1
    assert not Observation.objects.exists()
    offline.reload()  # The page opens all the same, and what was told is still there.
    choose(offline, "litter")
    send(offline)
    waiting(offline).nth(1).wait_for()
    offline.context.set_offline(False)
    offline.get_by_text("Det som låg kvar har skickats").wait_for()
    assert waiting(offline).count() == 0
    assert sorted(one.kind.code for one in Observation.objects.all()) == ["damage", "litter"]
    assert Observation.objects.get(kind__code="damage").text == "Krossade rutor vid ingången"


def test_without_the_worker_the_page_does_not_open(page_as: Callable[..., "Page"]) -> None:
    """The control: it is the worker that opens it above."""
    page = page_as("host.berga", service_workers="block")
    page.goto(NEW)
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def test_an_answer_that_is_lost_on_the_way_makes_no_second_one(page_as: Callable[..., "Page"]) -> None:
    page = page_as("host.berga", service_workers="block")
    page.goto(NEW)
    lost: list[int] = []

    def lose_the_first(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route(f"**{NEW}", lose_the_first)
    choose(page)
    send(page)
    page.get_by_text("Ligger kvar på enheten").first.wait_for()
    assert lost == [201]
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Det som låg kvar har skickats").wait_for()
    assert Observation.objects.count() == 1


def test_when_the_session_has_ended_it_waits_and_asks_to_sign_in(offline: "Page", sign_in: Callable[..., None]) -> None:
    choose(offline)
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    Session.objects.all().delete()
    offline.context.set_offline(False)
    offline.get_by_text("Du har blivit utloggad").wait_for()
    assert not Observation.objects.exists()
    sign_in(offline, "host.berga")
    offline.goto(NEW)
    offline.get_by_text("Det som låg kvar har skickats").wait_for()
    assert Observation.objects.count() == 1


def test_what_another_has_told_is_not_sent_by_who_signs_in_next(offline: "Page", sign_in: Callable[..., None]) -> None:
    choose(offline)
    offline.fill("input[name=place_text]", "Bakom skolan")
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    offline.context.clear_cookies()
    sign_in(offline, "outreach.ryd")
    offline.context.set_offline(False)
    offline.goto(NEW)
    offline.get_by_text("Någon annan har också observationer").wait_for()
    assert "Bakom skolan" not in offline.content()
    assert not Observation.objects.exists()
    sign_in(offline, "host.berga")
    offline.goto(NEW)
    offline.get_by_text("Det som låg kvar har skickats").wait_for()
    assert Observation.objects.get().reported_by == User.objects.get(username="host.berga")


def test_signing_out_warns_of_what_is_not_sent(offline: "Page") -> None:
    choose(offline)
    offline.fill("textarea[name=text]", "Ring 070-174 06 31")
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    offline.context.set_offline(False)
    # It comes back to be put right, and so still waits on the device.
    offline.get_by_role("button", name="Öppna den").wait_for()
    offline.goto("/sign-out/")
    offline.get_by_text("har inte skickats").wait_for()
    assert offline.locator("[data-unsent-count]").inner_text() == "1"


def test_signing_out_says_nothing_where_nothing_waits(page_as: Callable[..., "Page"]) -> None:
    page = page_as("host.berga")
    page.goto("/sign-out/")
    page.wait_for_timeout(300)
    assert page.locator("[data-unsent]").is_hidden()


def test_what_must_be_put_right_is_shown_where_it_is_typed(offline: "Page") -> None:
    choose(offline)
    offline.fill("textarea[name=text]", "Ring 070-174 06 31")
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    offline.context.set_offline(False)
    offline.get_by_role("button", name="Öppna den").click()
    offline.get_by_text("ser ut som personuppgifter").first.wait_for()
    assert offline.locator("textarea[name=text]").input_value() == "Ring 070-174 06 31"
    offline.fill("textarea[name=text]", "Ring kommunen")
    send(offline)
    offline.get_by_text("Observationen är skickad").wait_for()
    assert Observation.objects.get().text == "Ring kommunen"


def test_a_picture_told_without_a_network_is_sent_too(offline: "Page") -> None:
    made = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, "PNG")
    choose(offline)
    offline.set_input_files(
        "input[name=picture]", {"name": "ruta.png", "mimeType": "image/png", "buffer": made.getvalue()}
    )
    send(offline)
    offline.get_by_text("Ligger kvar på enheten").first.wait_for()
    offline.context.set_offline(False)
    offline.get_by_text("Det som låg kvar har skickats").wait_for()
    assert (Picture.objects.get().width, Picture.objects.get().height) == (40, 30)


def test_a_stretch_is_pressed_on_the_map(page_as: Callable[..., "Page"]) -> None:
    page = page_as("host.berga")
    page.goto(NEW)
    page.get_by_role("button", name="Visa på kartan").click()
    ground = page.locator("[data-pin-map]")
    ground.locator(".leaflet-pane").first.wait_for(state="attached")
    page.locator("[data-pin-along]").check()
    for x in (120, 180):
        ground.click(position={"x": x, "y": 120})
        page.wait_for_timeout(300)
    choose(page)
    send(page)
    page.get_by_text("Observationen är skickad").wait_for()
    one = Observation.objects.get()
    assert one.stretch
    assert len(one.stretch) == 2
    assert one.latitude is not None


@pytest.mark.parametrize("options", [{}, {"viewport": DESKTOP}, {"color_scheme": "dark"}])
def test_everybody_can_use_the_pages(page_as: Callable[..., "Page"], options: dict[str, Any]) -> None:
    page = page_as("host.berga", **options)
    page.goto(NEW)
    page.locator("input[name=when][value=span]").check()
    assert axe(page) == []
    page.fill("input[name=starts]", "00:00")
    page.fill("input[name=ends]", "00:01")
    choose(page)
    send(page)
    page.get_by_text("Observationen är skickad").wait_for()
    assert axe(page) == []
    page.goto("/observations/")
    assert axe(page) == []
