"""The pin of a question: it says the area, is as exact as was wanted, and is seen as far as the question is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samspel.accounts.who import NOBODY, Who
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.errors import Refused
from samspel.core.models import LogRow
from samspel.municipality.boundaries import pins as points
from samspel.municipality.boundaries import services as boundaries
from samspel.municipality.boundaries.checking import check
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.boundaries.queries import described
from samspel.municipality.models import Area, Place
from samspel.municipality.tests.ground import collection, feature, ring
from samspel.questions import pins, queries, services
from samspel.questions.models import Question
from samspel.questions.permissions import reach_of
from samspel.questions.services import Asked

pytestmark = pytest.mark.django_db
Whos = Callable[[str], Who]
ClientAs = Callable[..., Client]
BERGA = Pin(58.392, 15.6439)


@pytest.fixture
def ground() -> None:
    """Berga and its municipality have boundaries: squares around their middle."""
    shapes = [
        feature(name, ring(BERGA.east - side / 2, BERGA.north - side / 2, side, side))
        for name, side in (("Linköping", 0.4), ("Berga", 0.02))
    ]
    checked = check(collection(*shapes), described())
    assert boundaries.bring_in(checked, clock.today(), file_name="a.geojson", by=Job("tests"))


def asked(pin: Pin | None = BERGA, **more: Any) -> Question:
    """A resident asks, with a pin."""
    north, east = (pin.north, pin.east) if pin else (None, None)
    return services.ask(Asked(subject="", text="Lampan är trasig.", latitude=north, longitude=east, **more), by=NOBODY)


# ---------- What is kept


@given(st.floats(55, 69), st.floats(11, 24))
def test_a_rough_pin_is_near_and_stays_where_it_is(north: float, east: float) -> None:
    pin = points.exact(north, east)
    rough = points.rough(pin)
    assert abs(rough.north - pin.north) <= points.ROUGH_NORTH / 2 + 1e-5
    assert abs(rough.east - pin.east) <= points.ROUGH_EAST / 2 + 1e-5
    assert points.rough(rough) == rough


@pytest.mark.usefixtures("ground")
def test_the_pin_says_the_area_when_nobody_did() -> None:
    question = asked()
    assert question.area == Area.objects.get(code="berga")
    assert (question.latitude, question.longitude) == (BERGA.north, BERGA.east)


@pytest.mark.usefixtures("ground")
def test_an_area_that_was_named_stays() -> None:
    ryd = Area.objects.get(code="ryd")
    assert asked(area=ryd).area == ryd


def test_a_known_place_near_the_pin_is_named_when_no_place_was() -> None:
    place = Place.objects.all()[0]
    near = Pin(place.latitude + 0.0005, place.longitude)
    assert asked(near).place == place.name
    assert asked(near, place="Vid skolan").place == "Vid skolan"


def test_five_decimals_are_kept() -> None:
    assert asked(Pin(58.39212345678, 15.64391111)).latitude == 58.39212


def test_half_a_point_is_none() -> None:
    question = services.ask(Asked(subject="", text="Hej", latitude=58.392), by=NOBODY)
    assert (question.latitude, question.longitude) == (None, None)


@pytest.mark.usefixtures("ground")
def test_a_pin_outside_the_municipality_is_refused() -> None:
    with pytest.raises(Refused) as no:
        asked(Pin(59.9, 17.6))
    assert no.value.field == "point"
    assert not Question.objects.exists()


def test_without_boundaries_a_pin_is_kept_all_the_same() -> None:
    assert asked(Pin(59.9, 17.6)).area is None


@pytest.mark.usefixtures("ground")
def test_that_there_was_a_pin_is_logged_but_not_where() -> None:
    asked()
    row = LogRow.objects.get(verb="question.asked")
    assert {"latitude", "longitude"} <= set(row.fields)
    assert "58.39" not in f"{row.because}{row.object_label}"


# ---------- Changed and taken away


@pytest.mark.usefixtures("ground")
def test_who_steers_moves_rounds_and_takes_the_pin_away(who: Whos) -> None:
    question, by = asked(), who("coordinator.berga")
    berga = Area.objects.get(code="berga")
    moved = services.change_area(question.pk, berga, "", points.rough(BERGA), by=by)
    assert (moved.latitude, moved.longitude) == (points.rough(BERGA).north, points.rough(BERGA).east)
    assert moved.version == question.version + 1
    gone = services.change_area(question.pk, berga, "", None, by=by)
    assert (gone.latitude, gone.longitude) == (None, None)
    row = LogRow.objects.filter(verb="question.area_changed").latest("pk")
    assert row.fields == ["area", "place", "latitude", "longitude"]


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize(("keep", "pin"), [("", BERGA), ("rough", points.rough(BERGA)), ("away", None)])
def test_the_page_keeps_the_pin_as_it_is_told(client_as: ClientAs, keep: str, pin: Pin | None) -> None:
    question = asked()
    client = client_as("coordinator.berga")
    where = reverse("questions:area", args=[question.pk])
    form = client.get(where).context["form"]
    sent = {name: form[name].value() for name in ("key", "version", "area", "lat", "lon")}
    assert client.post(where, sent | {"place": "", "keep": keep}).status_code == 302
    question.refresh_from_db()
    found = (question.latitude, question.longitude)
    assert found == ((pin.north, pin.east) if pin else (None, None))


# ---------- Who sees it


@pytest.mark.usefixtures("ground")
def test_the_evaluator_sees_the_pin_roughly(who: Whos, client_as: ClientAs) -> None:
    question = asked()
    for username, pin in (("coordinator.berga", BERGA), ("evaluator", points.rough(BERGA))):
        reach = reach_of(who(username))
        assert pins.pin_of(reach, queries.one(reach, question.pk)) == pin
        text = client_as(username).get(reverse("questions:one", args=[question.pk])).content.decode()
        assert points.words(pin) in text
        assert (points.words(BERGA) in text) is (pin == BERGA)


@pytest.mark.usefixtures("ground")
def test_the_question_shows_its_pin_in_its_area(client_as: ClientAs) -> None:
    question = asked()
    text = (
        client_as("coordinator.berga", language="en").get(reverse("questions:one", args=[question.pk])).content.decode()
    )
    assert 'aria-label="Map of Berga with the pin."' in text
    assert 'class="pinmark"' in text
    assert 'href="geo:58.39200,15.64390"' in text
    bare = asked(None)
    assert (
        'class="pinmark"'
        not in client_as("coordinator.berga").get(reverse("questions:one", args=[bare.pk])).content.decode()
    )


# ---------- Forms


def send(client: Client, **given: str) -> Any:
    """Ask on the residents' page."""
    form = client.get(reverse("portal:ask")).context["form"]
    data = {"key": form["key"].value(), "text": "Lampan är trasig.", "reply_by": "code", "asker_role": "resident"}
    return client.post(reverse("portal:ask"), data | given)


@pytest.mark.usefixtures("ground")
def test_a_resident_puts_a_pin(client: Client) -> None:
    assert send(client, lat="58.392", lon="15.6439").status_code == 302
    question = Question.objects.get()
    assert (question.latitude, question.area_id) == (58.392, Area.objects.get(code="berga").pk)


@pytest.mark.usefixtures("ground")
def test_a_resident_puts_a_rough_pin(client: Client) -> None:
    assert send(client, lat="58.392", lon="15.6439", rough="on").status_code == 302
    question = Question.objects.get()
    assert (question.latitude, question.longitude) == (points.rough(BERGA).north, points.rough(BERGA).east)


@pytest.mark.usefixtures("ground")
def test_a_pin_says_more_exactly_where_than_a_name(client: Client) -> None:
    send(client, lat="58.392", lon="15.6439", where="Ryd")
    assert Question.objects.get().area == Area.objects.get(code="berga")


def test_without_a_map_the_name_says_where(client: Client) -> None:
    assert send(client, where="Ryd", lat="", lon="").status_code == 302
    question = Question.objects.get()
    assert (question.area, question.latitude) == (Area.objects.get(code="ryd"), None)


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize(("lat", "lon"), [("59.9", "17.6"), ("nan", "1"), ("x", "y"), ("91", "15"), ("1e999", "0")])
def test_a_point_that_cannot_be_is_told_and_the_text_stays(client: Client, lat: str, lon: str) -> None:
    answer = send(client, lat=lat, lon=lon)
    assert answer.status_code == 422
    assert "Lampan är trasig." in answer.content.decode()
    assert not Question.objects.exists()


@pytest.mark.usefixtures("ground")
def test_staff_put_a_pin(client_as: ClientAs) -> None:
    client = client_as("host.berga")
    form = client.get(reverse("questions:new")).context["form"]
    data = {"key": form["key"].value(), "text": "Lampan", "reply_by": "none", "asker_role": "resident", "area": ""}
    assert client.post(reverse("questions:new"), data | {"lat": "58.392", "lon": "15.6439"}).status_code == 302
    assert Question.objects.get().area == Area.objects.get(code="berga")
