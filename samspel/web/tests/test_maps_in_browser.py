"""Maps in a browser: zoomed on demand, a pin put by mouse, by key and by the phone; usable by everybody, and told."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from samspel.accounts.models import User
from samspel.core import clock
from samspel.core.actors import Job
from samspel.municipality.boundaries import services
from samspel.municipality.boundaries.checking import check
from samspel.municipality.boundaries.queries import described
from samspel.municipality.tests.ground import collection, feature, ring
from samspel.questions.models import Question
from tests.browser import DESKTOP, PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]


@pytest.fixture
def ground(cast: dict[str, User]) -> None:
    """Berga and its neighbour have boundaries."""
    shapes = [feature(name, ring(west, 58.38, 0.03, 0.025)) for name, west in (("Berga", 15.63), ("Ekholmen", 15.66))]
    services.bring_in(check(collection(*shapes), described()), clock.today(), file_name="a.geojson", by=Job("tests"))


def put(page: Page) -> tuple[str, str]:
    """Where the pin stands, by the form's own fields."""
    page.get_by_text("Nålen sitter").wait_for()
    return page.input_value("[name=lat]"), page.input_value("[name=lon]")


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESKTOP)])
def test_a_pin_is_put_by_pressing_on_the_map(open_page: Opens, scheme: str, size: dict[str, int]) -> None:
    page = open_page(viewport=size, color_scheme=scheme)
    page.goto(reverse("portal:ask"))
    page.fill("[name=text]", "Lampan är trasig.")
    page.get_by_role("button", name="Visa på kartan").click()
    page.locator(".livemap path.land").first.wait_for()
    assert [str(violation) for violation in axe(page)] == []
    page.locator("[data-pin-map]").click(position={"x": 120, "y": 190})
    lat, lon = put(page)
    assert 58 < float(lat) < 59
    assert 15 < float(lon) < 16
    assert [str(violation) for violation in axe(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Skicka frågan").click()
    page.wait_for_url("**/thanks/**")
    assert f"{Question.objects.get().latitude:.5f}" == lat


@pytest.mark.usefixtures("ground")
def test_a_pin_is_put_with_the_keyboard_alone(open_page: Opens) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(reverse("portal:ask"))
    page.get_by_role("button", name="Visa på kartan").press("Enter")
    page.locator(".livemap path.land").first.wait_for()
    page.locator("[data-pin-map]").press("ArrowRight")
    page.get_by_role("button", name="Sätt nålen mitt i kartan").press("Enter")
    lat, _lon = put(page)
    assert lat
    page.get_by_role("button", name="Ta bort nålen").press("Enter")
    page.get_by_text("Nålen är borttagen.").wait_for()
    assert page.input_value("[name=lat]") == ""


@pytest.mark.usefixtures("ground")
def test_the_phone_says_where_it_is(open_page: Opens) -> None:
    page = open_page(geolocation={"latitude": 58.392, "longitude": 15.6439}, permissions=["geolocation"])
    page.goto(reverse("portal:ask"))
    page.get_by_role("button", name="Använd min plats").click()
    page.get_by_text("Nålen sitter i Berga.").wait_for()
    assert put(page) == ("58.39200", "15.64390")


def test_without_javascript_there_is_no_map_and_the_name_says_where(open_page: Opens) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(reverse("portal:ask"))
    assert not page.get_by_role("button", name="Visa på kartan").is_visible()
    assert page.locator("[name=where]").is_visible()
