"""Boundaries in the database: versions by date, the past kept, the same twice nothing, a mistake taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from samspel.core import clock, log
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused
from samspel.core.models import LogRow
from samspel.municipality.boundaries import queries, services
from samspel.municipality.boundaries.checking import check
from samspel.municipality.models import Area, Boundary, BoundaryFile, BoundaryVersion, Place
from samspel.municipality.tests.ground import collection, feature, ring

pytestmark = pytest.mark.django_db
BY = Job("tests")
EARLY, LATE = date(2024, 1, 1), date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def around(code: str, side: float, name: str = "") -> dict[str, object]:
    """A square around the area's centre point."""
    area = Area.objects.get(code=code)
    return feature(name or area.name, ring(area.longitude - side / 2, area.latitude - side / 2, side, side))


def bring(*features: object, on: date = EARLY) -> BoundaryVersion | None:
    """Import a file of these shapes."""
    return services.bring_in(check(collection(*features), queries.described(on)), on, file_name="a.geojson", by=BY)


def at(code: str, east: float = 0.0, on: date | None = None) -> str | None:
    """In which area a point lies, so far east of the centre point of another."""
    area = Area.objects.get(code=code)
    found = queries.placed(area.latitude, area.longitude + east, on).area
    return found.code if found else None


def test_a_point_is_placed_in_its_area_as_of_a_day() -> None:
    bring(around("berga", 0.01))
    bring(around("berga", 0.02), on=LATE)
    assert at("berga", on=EARLY - timedelta(days=1)) is None
    assert at("berga", on=EARLY) == "berga"
    assert at("berga", 0.008, on=LATE - timedelta(days=1)) is None
    assert at("berga", 0.008, on=LATE) == at("berga", 0.008) == "berga"


def test_an_earlier_day_imported_later_does_not_cover_a_later_one() -> None:
    bring(around("berga", 0.02), on=LATE)
    bring(around("berga", 0.01))
    assert at("berga", 0.008, on=LATE) == "berga"
    assert at("berga", 0.008, on=EARLY) is None


def test_the_same_twice_changes_nothing() -> None:
    first = bring(around("berga", 0.01), around("ulrika", 0.01))
    written = log.written()
    again = around("berga", 0.01)
    turned = ring_from(again, start=2)
    assert bring(turned, around("ulrika", 0.01)) is None
    assert bring(around("ulrika", 0.01), on=LATE) is None
    assert log.written() == written
    assert list(BoundaryVersion.objects.all()) == [first]


def ring_from(shape: dict[str, object], start: int) -> dict[str, object]:
    """The same ring, begun at another corner."""
    (line,) = shape["geometry"]["coordinates"]  # type: ignore[index]
    turned = [*line[start:-1], *line[:start], line[start]]
    return {**shape, "geometry": {"type": "Polygon", "coordinates": [turned]}}


def test_areas_that_a_file_does_not_bring_keep_what_they_have() -> None:
    bring(around("berga", 0.01), around("ulrika", 0.01))
    bring(around("ulrika", 0.02), on=LATE)
    assert at("berga") == "berga"
    assert [row.area.code for row in queries.rows() if row.area] == ["berga", "ulrika"]


def test_a_version_that_is_taken_back_gives_way_to_what_it_covered() -> None:
    bring(around("berga", 0.01))
    wrong = bring(around("berga", 0.04), on=LATE)
    assert wrong
    assert at("berga", 0.015) == "berga"
    services.take_back(wrong.pk, by=BY)
    assert at("berga", 0.015) is None
    assert at("berga") == "berga"
    with pytest.raises(Refused):
        services.take_back(wrong.pk, by=BY)
    with pytest.raises(Missing):
        services.take_back(wrong.pk + 1000, by=BY)


def test_what_stops_a_file_is_not_written() -> None:
    with pytest.raises(Refused):
        bring(around("berga", 0.01), around("berga", 0.01, "Ulrika"))
    assert not BoundaryVersion.objects.exists()


def test_an_import_is_logged_with_the_areas_and_no_geometry() -> None:
    bring(around("berga", 0.01))
    row = LogRow.objects.latest("pk")
    assert (row.verb, row.fields) == ("boundaries.imported", ["berga"])


def test_a_retired_areas_ground_is_nobodys() -> None:
    bring(around("berga", 0.01))
    Area.objects.filter(code="berga").update(retired_on=clock.today())
    assert at("berga") is None
    assert at("berga", on=clock.today() - timedelta(days=1)) == "berga"


def test_outside_the_municipality_is_told() -> None:
    municipality = around("berga", 0.1, "Linköping")
    bring(municipality, around("berga", 0.01))
    berga = Area.objects.get(code="berga")
    assert queries.placed(berga.latitude, berga.longitude + 0.03).outside is False
    assert queries.placed(berga.latitude, berga.longitude + 0.2).outside is True


def test_a_known_place_near_a_point_is_named() -> None:
    place = Place.objects.all()[0]
    near = queries.placed(place.latitude + 0.001, place.longitude)
    assert near.place == place
    assert 100 < near.metres < 125
    assert queries.placed(place.latitude + 1, place.longitude).place is None


def test_asking_again_reads_no_geometry(django_assert_num_queries: Any) -> None:
    bring(around("berga", 0.01))
    first = queries.coverage()
    with django_assert_num_queries(1):
        assert queries.coverage() is first


def test_a_file_is_kept_for_a_day_and_no_longer() -> None:
    content = collection(around("berga", 0.01))
    kept = services.take_in("b.geojson", content, by=BY)
    assert queries.file(kept.pk).content == content.decode()
    BoundaryFile.objects.update(at=clock.now() - timedelta(hours=25))
    with pytest.raises(Missing):
        queries.file(kept.pk)
    services.take_in("c.geojson", content, by=BY)
    assert [one.name for one in BoundaryFile.objects.all()] == ["c.geojson"]
    with pytest.raises(Missing):
        queries.file(uuid4())


def test_a_file_that_cannot_be_read_is_not_kept() -> None:
    with pytest.raises(Refused) as no:
        services.take_in("b.geojson", b"{", by=BY)
    assert no.value.field == "file"
    assert not BoundaryFile.objects.exists()


def test_geometry_is_kept_as_geojson_in_degrees() -> None:
    bring(around("berga", 0.01))
    stored = Boundary.objects.get().geometry
    assert stored["type"] == "MultiPolygon"
    berga = Area.objects.get(code="berga")
    assert stored["coordinates"][0][0][0] == pytest.approx([berga.longitude - 0.005, berga.latitude - 0.005])
