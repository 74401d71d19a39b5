"""Files of boundaries: sound ones are taken, odd ones mended and told, hostile ones refused in a sentence."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from samspel.municipality.boundaries.checking import LEFT_OUT, MOST_NAMES, Checked, check
from samspel.municipality.boundaries.reading import MOST_POINTS, MOST_SHAPES
from samspel.municipality.boundaries.told import LARGEST, MUNICIPALITY, Kind, Unreadable
from samspel.municipality.tests.ground import (
    AREAS,
    DESCRIBED,
    SIDE,
    SOUTH,
    WEST,
    all_four,
    collection,
    feature,
    moved,
    ring,
    square,
)

ONE = square("hamnen")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def zipped(content: bytes) -> bytes:
    """The file in an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", content)
    return held.getvalue()


def with_ring(text: str) -> bytes:
    """A file whose only polygon has this text as its ring."""
    return collection(feature("Hamnen", [[0.0, 0.0]])).replace(b"[[0.0, 0.0]]", text.encode())


def geometry(value: Any) -> bytes:
    """A file whose only shape has this as its geometry."""
    return collection({"type": "Feature", "properties": {"name": "Hamnen"}, "geometry": value})


SPIRAL = json.dumps([[16, i % 2] for i in range(2 * MOST_POINTS)], separators=(",", ":"))
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "only blanks": (b" \n\t ", "empty"),
    "too large": (b" " * (LARGEST + 1), "too large"),
    "a zip archive": (zipped(collection(*all_four())), "zip"),
    "a zip bomb": (zipped(b" " * 50_000_000), "zip"),
    "gzip": (gzip.compress(collection(*all_four())), "gzip"),
    "a shapefile": (b"\x00\x00\x27\x0a" + b"\x00" * 96, "shapefile"),
    "a GeoPackage": (b"SQLite format 3\x00", "GeoPackage"),
    "KML": (b"<?xml version='1.0'?><kml/>", "XML"),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', "XML"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "latin-1": (collection(*all_four()).decode().replace("\\u00c5", "Å").encode("latin-1"), "UTF-8"),
    "utf-16": (collection(*all_four()).decode().encode("utf-16"), "UTF-8"),
    "NUL": (b'{"type": "FeatureCollection", "features": ["\x00"]}', "not JSON"),
    "cut off": (collection(*all_four())[:200], "not JSON: line 1"),
    "text": (b"Hamnen; 57,1; 16,6", "not JSON"),
    "nested without end": (b"[" * 100_000, "too deeply"),
    "nested deep and closed": (b"[" * 50_000 + b"]" * 50_000, "too deeply"),
    "objects without end": (b'{"a":' * 15_000, "too deeply"),
    "a million points": (with_ring("[" + "[1,2]," * 800_000 + "[1,2]]"), "too many points"),
    "more points than can be drawn": (with_ring(SPIRAL), "too many points"),
    "a million empty objects": (
        b'{"type": "FeatureCollection", "features": [' + b"{}," * 500_000 + b"{}]}",
        "too many",
    ),
    "a million zeros": (b"[" + b"0," * 1_500_000 + b"0]", "too many"),
    "NaN": (with_ring("[[NaN, 57], [16, 57], [16, 58]]"), "a number that is none"),
    "Infinity": (with_ring("[[16, Infinity], [16, 57], [16, 58]]"), "a number that is none"),
    "minus Infinity": (with_ring("[[16, -Infinity], [16, 57], [16, 58]]"), "a number that is none"),
    "beyond floats": (with_ring("[[1e999, 57], [16, 57], [16, 58]]"), "beyond all maps"),
    "huge whole number": (with_ring(f"[[{'9' * 4000}, 57], [16, 57], [16, 58]]"), "beyond all maps"),
    "a number of many digits": (with_ring(f"[[{'9' * 6000}, 57], [16, 57], [16, 58]]"), "a number that is none"),
    "a list": (b"[]", "FeatureCollection"),
    "a word": (b'"FeatureCollection"', "FeatureCollection"),
    "a geometry alone": (json.dumps({"type": "Polygon", "coordinates": [ONE]}).encode(), "FeatureCollection"),
    "TopoJSON": (b'{"type": "Topology", "objects": {}, "arcs": []}', "TopoJSON"),
    "features that are no list": (b'{"type": "FeatureCollection", "features": {"0": 1}}', "FeatureCollection"),
    "no features": (collection(), "no boundary"),
    "features that are none": (collection(1, "a", None, []), "no boundary"),
    "points": (geometry({"type": "Point", "coordinates": [16.6, 57.1]}), "no boundary"),
    "lines": (geometry({"type": "LineString", "coordinates": ONE}), "no boundary"),
    "no geometry": (geometry(None), "no boundary"),
    "a geometry that is a list": (geometry([[1, 2]]), "no boundary"),
    "a kind that is a list": (geometry({"type": ["Polygon"], "coordinates": []}), "no boundary"),
    "coordinates that are a word": (geometry({"type": "Polygon", "coordinates": "here"}), "nested wrongly"),
    "coordinates nested too little": (geometry({"type": "Polygon", "coordinates": ONE}), "nested wrongly"),
    "coordinates nested too much": (geometry({"type": "Polygon", "coordinates": [[ONE]]}), "nested wrongly"),
    "coordinates that are words": (with_ring('[["16", "57"], ["16", "58"]]'), "no numbers"),
    "coordinates that are true": (with_ring("[[true, false], [true, true]]"), "no numbers"),
    "coordinates of one number": (with_ring("[[16], [17]]"), "nested wrongly"),
    "empty polygons": (geometry({"type": "Polygon", "coordinates": []}), "empty"),
    "too many shapes": (collection(*[feature("a", ONE)] * (MOST_SHAPES + 1)), "shapes"),
    "too many names": (collection(*[feature(f"a{i}", ONE) for i in range(MOST_NAMES + 1)]), "names"),
    "metres of SWEREF 99 TM": (moved(all_four(), lambda x, y: [x * 3e4, y * 1.13e5]), "SWEREF 99"),
    "metres, northing first": (moved(all_four(), lambda x, y: [y * 1.13e5, x * 3e4]), "SWEREF 99"),
    "a local zone of SWEREF 99": (moved(all_four(), lambda x, y: [x * 9e3, y * 1.12e5]), "SWEREF 99"),
    "Web Mercator": (moved(all_four(), lambda x, y: [x * 111_319, y * 1.37e5]), "3857"),
    "feet of nowhere": (moved(all_four(), lambda x, y: [x * -99, y * 77]), "not degrees"),
    "another system by name": (
        collection(*all_four(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}),
        "EPSG::3006",
    ),
    "a system that is a word": (collection(*all_four(), crs="EPSG:4326"), "?"),
}


@pytest.mark.parametrize(("content", "says"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_file_of_boundaries_is_refused_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as no:
        check(content, DESCRIBED)
    assert says in no.value.message
    assert len(no.value.message) < 250


def told(checked: Checked, kind: Kind) -> str:
    """Everything of a kind that was told, in one text."""
    return "\n".join(str(one) for one in checked.told if one.kind is kind)


def test_a_sound_file_needs_no_telling() -> None:
    checked = check(collection(*all_four()), DESCRIBED)
    assert checked.shapes.keys() == AREAS.keys()
    assert not checked.told
    assert not checked.stopped


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_degrees_may_be_named(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert not check(collection(*all_four(), crs=crs), DESCRIBED).stopped


def test_a_single_feature_a_mark_of_byte_order_and_heights_are_taken() -> None:
    high = feature("Hamnen", [[*point, 12.5] for point in ONE])
    assert check(b"\xef\xbb\xbf" + json.dumps(high).encode(), DESCRIBED).shapes.keys() == {"hamnen"}


MENDED: dict[str, tuple[bytes, str]] = {
    "latitude first": (moved(all_four(), lambda x, y: [y, x]), "changed places"),
    "an open ring": (collection(*all_four()[1:], feature("Hamnen", ONE[:-1])), "closed"),
    "a loop at a corner": (
        collection(
            *all_four()[1:],
            feature("Hamnen", [*ONE[:-1], [WEST + 1e-4, SOUTH - 1e-4], [WEST - 1e-4, SOUTH - 1e-4], ONE[0]]),
        ),
        "crossed itself",
    ),
    "a speck": (
        collection(*all_four()[1:], feature("Hamnen", ONE, ring(WEST - 0.01, SOUTH, 5e-5, 5e-5), kind="MultiPolygon")),
        "speck",
    ),
    "a tiny hole": (
        collection(*all_four()[1:], feature("Hamnen", ONE, ring(WEST + 0.01, SOUTH + 0.01, 5e-5, 5e-5))),
        "hole",
    ),
    "two shapes of one area": (
        collection(
            *all_four()[1:],
            feature("Hamnen", ring(WEST, SOUTH, SIDE / 2)),
            feature("Hamnen", ring(WEST + SIDE / 2, SOUTH, SIDE / 2)),
        ),
        "joined",
    ),
    "a strip that two have": (
        collection(*all_four()[1:], feature("Hamnen", ring(WEST, SOUTH, SIDE + 2e-4))),
        "strip",
    ),
}


@pytest.mark.parametrize(("content", "says"), MENDED.values(), ids=MENDED.keys())
def test_what_can_be_mended_safely_is_and_is_told(content: bytes, says: str) -> None:
    checked = check(content, DESCRIBED)
    assert says in told(checked, Kind.MENDED)
    assert not checked.stopped
    assert checked.shapes.keys() == AREAS.keys()
    assert all(shape.is_valid for shape in checked.shapes.values())
    sound = check(collection(*all_four()), DESCRIBED).shapes
    for code, shape in checked.shapes.items():
        assert shape.symmetric_difference(sound[code]).area < 0.02 * sound[code].area


BOW = [[WEST, SOUTH], [WEST + SIDE, SOUTH + SIDE], [WEST + SIDE, SOUTH], [WEST, SOUTH + SIDE], [WEST, SOUTH]]
STOPPED: dict[str, tuple[bytes, str]] = {
    "a bow tie": (collection(feature("Hamnen", BOW)), "Hamnen: crosses itself"),
    "one point many times": (collection(feature("Hamnen", [ONE[0]] * 9)), "no polygon with an area"),
    "a line there and back": (collection(feature("Hamnen", [ONE[0], ONE[1], ONE[0]])), "no polygon with an area"),
    "only specks": (collection(feature("Hamnen", ring(WEST, SOUTH, 1e-5, 1e-5))), "no polygon with an area"),
    "two on one ground": (collection(*all_four(), feature("Ängsberget", ONE)), "lies over"),
    "far away": (collection(feature("Hamnen", ring(WEST - 3, SOUTH))), "from the area's centre point"),
    "another country": (collection(feature("Hamnen", ring(100, -30))), "from the area's centre point"),
    "a broken shape among sound ones": (collection(*all_four(), 7), "Shape 5: is no GeoJSON feature"),
    "outside the municipality": (
        collection(feature("Almviks kommun", square("alnas")), feature("Hamnen", ONE)),
        "lies outside the municipality",
    ),
}


@pytest.mark.parametrize(("content", "says"), STOPPED.values(), ids=STOPPED.keys())
def test_what_cannot_be_mended_stops_the_import_and_says_which_shape(content: bytes, says: str) -> None:
    checked = check(content, DESCRIBED)
    assert says in told(checked, Kind.REFUSED)
    assert checked.stopped


def test_what_stops_is_told_first() -> None:
    checked = check(collection(*all_four()[:2], feature("Ålnäs", BOW), feature("Någonstans", ONE)), DESCRIBED)
    kinds = [one.kind for one in checked.told]
    assert kinds == sorted(kinds, key=[Kind.REFUSED, Kind.MENDED, Kind.NOTED].index)
    assert Kind.REFUSED in kinds


def test_gaps_are_told_with_size_and_place() -> None:
    whole = feature("Almvik", ring(WEST, SOUTH, 2 * SIDE, 2 * SIDE))
    checked = check(collection(whole, *all_four()[:3]), DESCRIBED)
    assert "km² belong to no area, at 57.17" in told(checked, Kind.NOTED).replace("\N{NO-BREAK SPACE}", " ")
    assert not checked.stopped


def test_without_the_municipality_a_hole_between_areas_is_a_gap() -> None:
    outer = ring(WEST, SOUTH)
    hole = ring(WEST + 0.01, SOUTH + 0.01, 0.02, 0.02)[::-1]
    checked = check(collection(feature("Hamnen", outer, hole)), DESCRIBED)
    assert "belong to no area" in told(checked, Kind.NOTED)


def test_a_centre_point_outside_its_boundary_is_told() -> None:
    checked = check(collection(feature("Hamnen", ring(WEST - 0.1, SOUTH))), DESCRIBED)
    assert "does not hold the area's centre point" in told(checked, Kind.NOTED)
    assert not checked.stopped


def test_areas_that_the_file_does_not_bring_are_told_and_stay_schematic() -> None:
    checked = check(collection(*all_four()[:3]), DESCRIBED)
    assert "No boundary for: Östra marken/Sjöbo" in told(checked, Kind.NOTED)


def test_what_is_in_force_beside_the_file_is_looked_at_too() -> None:
    held = check(collection(*all_four()[1:]), DESCRIBED).shapes
    known = replace(DESCRIBED, in_force=held)
    assert not check(collection(feature("Hamnen", ONE)), known).stopped
    wide = check(collection(feature("Hamnen", ring(WEST, SOUTH, 1.5 * SIDE))), known)
    assert "lies over Ängsberget as it is in force" in told(wide, Kind.REFUSED)


def test_names_that_are_none_of_ours_are_told_and_matched_by_hand() -> None:
    content = collection(*all_four({"hamnen": "Gamla hamnkvarteret"}))
    checked = check(content, DESCRIBED)
    assert "Gamla hamnkvarteret: is none of the municipality's areas" in told(checked, Kind.NOTED)
    assert checked.shapes.keys() == AREAS.keys() - {"hamnen"}
    by_hand = check(content, DESCRIBED, {"Gamla hamnkvarteret": "hamnen"})
    assert by_hand.shapes.keys() == AREAS.keys()


def test_what_is_left_out_by_hand_stops_nothing() -> None:
    content = collection(*all_four()[1:], feature("Hamnen", BOW))
    assert check(content, DESCRIBED).stopped
    assert not check(content, DESCRIBED, {"Hamnen": LEFT_OUT}).stopped


def test_a_name_that_holds_two_areas_is_told_apart() -> None:
    checked = check(collection(*all_four({"hamnen": "Hamnen/Ålnäs"})), DESCRIBED)
    assert "holds several areas: Hamnen, Ålnäs" in told(checked, Kind.NOTED)


def test_the_municipality_itself_is_known_by_its_names() -> None:
    for name in ("Almvik", "Almviks kommun", "ALMVIKS  KOMMUN", "Almviks municipality"):
        checked = check(collection(feature(name, ring(WEST, SOUTH, 2 * SIDE, 2 * SIDE))), DESCRIBED)
        assert checked.shapes.keys() == {MUNICIPALITY}, name


def test_odd_names_are_shown_as_plain_text() -> None:
    odd = ["<script>alert(1)</script>", "\ud800", "a\x00b\nc", "å" * 5000, "\u202egnol", ""]
    checked = check(collection(*[feature(name, ONE) for name in odd], *all_four()[1:]), DESCRIBED)
    for one in checked.named:
        assert one.name.isprintable()
        assert len(one.name) <= 200
        one.name.encode()
