"""The administrator's pages for boundaries, and the maps that are drawn from them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.models import LogRow
from samspel.municipality.boundaries import queries, services
from samspel.municipality.boundaries.checking import check
from samspel.municipality.boundaries.told import LARGEST
from samspel.municipality.models import Area, Boundary, BoundaryFile, BoundaryVersion, Place
from samspel.municipality.tests.ground import collection, feature, ring
from samspel.municipality.tests.test_boundary_files import UNREADABLE
from tests.routes import square

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]


def ground(*codes: str, side: float = 0.01) -> bytes:
    """A file of squares around the centre points of areas."""
    areas = Area.objects.filter(code__in=codes)
    corner = [(area, area.longitude - side / 2, area.latitude - side / 2) for area in areas]
    return collection(*[feature(area.name, ring(west, south, side, side)) for area, west, south in corner])


def bring(content: bytes, days_ago: int = 0) -> BoundaryVersion:
    """Import a file from a day."""
    day = clock.today() - timedelta(days=days_ago)
    made = services.bring_in(check(content, queries.described(day)), day, file_name="a.geojson", by=Job("tests"))
    assert made
    return made


@pytest.fixture
def admin(client_as: ClientAs) -> Client:
    return client_as("admin", language="en")


def fields(answer: Any) -> dict[str, str]:
    """What stands in the last form of a page."""
    html = answer.content.decode()
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', html)
    chosen = re.findall(r'<select[^>]*name="([^"]+)".*?<option value="([^"]*)"\s+selected', html, re.DOTALL)
    return dict(inputs) | dict(chosen)


def upload(client: Client, content: bytes, name: str = "areas.geojson") -> Any:
    """Send a file to be looked through."""
    page = client.get(reverse("web:boundaries"))
    sent = SimpleUploadedFile(name, content, "application/geo+json")
    return client.post(reverse("web:boundaries"), {"key": fields(page)["key"], "file": sent})


def look(client: Client, answer: Any, **given: str) -> tuple[str, Any]:
    """The page of an uploaded file; sent back with what is given when anything is."""
    where = answer.headers["Location"]
    page = client.get(where)
    return where, client.post(where, fields(page) | given) if given else page


def test_a_file_is_looked_through_and_then_imported(admin: Client) -> None:
    answer = upload(admin, ground("berga", "ulrika"))
    assert answer.status_code == 302
    assert not Boundary.objects.exists()
    where, page = look(admin, answer)
    text = page.content.decode()
    assert "2 boundaries can be imported" in text
    assert "<svg" in text
    done = admin.post(where, fields(page) | {"source": "The survey, CC0"}, follow=True)
    assert "The boundaries are imported." in done.content.decode()
    assert Boundary.objects.count() == 2
    assert not BoundaryFile.objects.exists()
    verbs = list(LogRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["boundaries.uploaded", "boundaries.imported", "boundaries.let_go"]


def test_the_same_file_again_changes_nothing_and_says_so(admin: Client) -> None:
    bring(ground("berga"))
    where, page = look(admin, upload(admin, ground("berga")))
    assert "as it is" in page.content.decode()
    done = admin.post(where, fields(page), follow=True)
    assert "These boundaries hold already" in done.content.decode()
    assert BoundaryVersion.objects.count() == 1


def test_names_are_matched_by_hand_and_looked_at_again(admin: Client) -> None:
    answer = upload(admin, square("Gamla bergakvarteret", 15.6439, 58.392, 0.01))
    _, page = look(admin, answer)
    assert "is none of the municipality&#x27;s areas by its name" in page.content.decode()
    assert "The file can't be imported as it is" in page.content.decode()
    _, again = look(admin, answer, **{"name-0": "berga", "again": "1"})
    assert "1 boundary can be imported" in again.content.decode()
    assert not Boundary.objects.exists()
    _, done = look(admin, answer, **{"name-0": "berga"})
    assert done.status_code == 302
    assert Boundary.objects.get().area == Area.objects.get(code="berga")


def test_what_stops_a_file_cannot_be_pressed_through(admin: Client) -> None:
    both = collection(*[feature(name, ring(15.64, 58.39, 0.01, 0.01)) for name in ("Berga", "Ekholmen")])
    answer = upload(admin, both)
    where, page = look(admin, answer)
    assert "Import the boundaries" not in page.content.decode()
    forced = admin.post(where, fields(page))
    assert forced.status_code == 422
    assert not Boundary.objects.exists()


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_broken_file_is_refused_at_its_field(admin: Client, case: tuple[bytes, str]) -> None:
    answer = upload(admin, case[0])
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert not BoundaryFile.objects.exists()


def test_a_file_that_is_too_large_is_not_kept_in_memory(admin: Client) -> None:
    answer = upload(admin, b" " * (LARGEST + 500_000))
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()
    assert upload(admin, b" " * (2 * LARGEST)).status_code >= 400


def test_no_other_page_takes_a_file(admin: Client, client_as: ClientAs) -> None:
    file = {"text": SimpleUploadedFile("a.txt", b"abc")}
    for where in ("portal:ask", "web:today", "account_login"):
        assert Client(raise_request_exception=False).post(reverse(where), file).status_code == 400, where
    more = {"file": [SimpleUploadedFile("a", b"1"), SimpleUploadedFile("b", b"2")]}
    assert admin.post(reverse("web:boundaries"), more).status_code == 400


def test_a_version_is_taken_back_from_the_page(admin: Client) -> None:
    version = bring(ground("berga"))
    page = admin.get(reverse("web:boundaries"))
    where = reverse("web:boundary_take_back", args=[version.pk])
    assert where in page.content.decode()
    sent = {"key": fields(page)["key"]}
    assert admin.post(where, sent).status_code == 302
    assert not queries.coverage()
    assert "Taken back" in admin.get(reverse("web:boundaries")).content.decode()
    again = admin.post(where, {"key": "anotherone"}, follow=True)
    assert "have been taken back already" in again.content.decode()


@pytest.mark.parametrize("starts", ["", "soon", "2026-02-30", "0001-01-01", "9999-12-31", "2026-13-40T"])
def test_a_day_that_is_none_is_asked_for_again(admin: Client, starts: str) -> None:
    answer = upload(admin, ground("berga"))
    _, page = look(admin, answer, starts=starts or " ")
    assert page.status_code == 422
    assert not Boundary.objects.exists()


# ---------- The maps


def test_maps_are_drawn_from_boundaries_where_they_are_known(client_as: ClientAs) -> None:
    client = client_as("coordinator.berga", language="en")
    assert "Schematic map" in client.get(reverse("web:areas")).content.decode()
    bring(ground("berga", "ekholmen"))
    for where in (reverse("web:areas"), reverse("web:area", args=["berga"]), reverse("web:today")):
        text = client.get(where).content.decode()
        assert "Schematic map:" not in text, where
        assert "A ring stands for an area whose boundary is not known." in text
        assert "data-zoom" in text
    ulrika = client.get(reverse("web:area", args=["ulrika"])).content.decode()
    assert "Schematic map:" in ulrika  # of Ulrika's team no area has a boundary


def test_equal_maps_are_drawn_once(client_as: ClientAs) -> None:
    from samspel.web.queries import maps

    bring(ground("berga"))
    client = client_as("coordinator.berga")
    client.get(reverse("web:areas"))
    drawn = maps._drawn.cache_info().misses
    client.get(reverse("web:areas"))
    assert maps._drawn.cache_info().misses == drawn


def test_the_ground_is_given_to_the_maps_of_browsers(client: Client) -> None:
    empty = client.get(reverse("municipality:areas")).json()
    assert len(empty["areas"]) > 1
    assert {len(one["parts"]) for one in empty["areas"]} == {0}
    assert empty["tiles"] is None
    bring(ground("berga"))
    found = client.get(reverse("municipality:areas")).json()
    (berga,) = found["areas"]
    assert (berga["name"], berga["team"]) == ("Berga", 3)
    (south, west), (north, east) = found["bounds"]
    assert south < 58.392 < north
    assert west < 15.6439 < east
    assert berga["parts"][0][0][0] == pytest.approx([south, west], abs=0.011)


def test_a_place_on_the_map_is_said_in_words(client: Client) -> None:
    bring(ground("berga"))
    where = reverse("municipality:placed")
    found = client.get(where, {"lat": "58.392", "lon": "15.6439"}, headers={"Accept-Language": "en"}).json()
    assert found == {"area": "berga", "bounded": True, "place": "", "outside": None, "text": "The pin lies in Berga."}


def test_without_boundaries_a_pin_near_a_known_place_offers_its_area(client: Client) -> None:
    place = Place.objects.filter(area__code="ryd").first()
    assert place is not None
    at, english = {"lat": str(place.latitude), "lon": str(place.longitude)}, {"Accept-Language": "en"}
    found = client.get(reverse("municipality:placed"), at, headers=english).json()
    assert (found["area"], found["bounded"], found["place"]) == ("ryd", False, place.name)
    assert found["text"] == f"The pin lies in Ryd, near {place.name}."


NO_PLACES: list[dict[str, str]] = [
    {},
    {"lat": "58"},
    {"lat": "nan", "lon": "inf"},
    {"lat": "91", "lon": "0"},
    {"lat": "a", "lon": "b"},
    {"lat": "1e999", "lon": "1"},
]


@pytest.mark.parametrize("given", NO_PLACES)
def test_a_place_that_is_none_is_not_there(client: Client, given: dict[str, str]) -> None:
    assert client.get(reverse("municipality:placed"), given).status_code == 404


def test_browsers_may_ask_for_the_place_of_the_phone_and_nothing_else(client: Client) -> None:
    answer = client.get(reverse("portal:ask"))
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    assert "img-src 'self' data:;" in f"{answer.headers['Content-Security-Policy']};"
