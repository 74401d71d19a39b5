"""From bytes to shapes in degrees. Nothing of the file is trusted: its size, depth, kinds and numbers are looked at."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Final, NoReturn

from django.utils.translation import gettext as _

from samspel.municipality.boundaries.told import LARGEST, Told, Unreadable, mended, noted, refused

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

MOST_POINTS: Final = 200_000
MOST_SHAPES: Final = 2_000
_MOST_OBJECTS: Final = 20_000
_LONGEST_TEXT: Final = 200
_SWEDEN: Final = (10.0, 55.0, 25.0, 70.0)
"""West, south, east, north: longitude and latitude can't be taken for each other within it."""
_OTHER_FILES: Final = {
    b"PK": "zip",
    b"\x1f\x8b": "gzip",
    b"\x00\x00\x27\x0a": "shapefile",
    b"SQLite": "GeoPackage",
    b"<": "XML (KML, GML)",
    b"%PDF": "PDF",
}
_DEGREES: Final = ("4326", "CRS84")


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature of the file: its properties as short texts, its polygons in degrees, longitude first."""

    number: int
    texts: Mapping[str, str]
    polygons: Sequence[Polygon]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, and what is told about it."""

    shapes: Sequence[Shape]
    told: Sequence[Told]


def read(content: bytes) -> Read:
    """The shapes of a GeoJSON file; raises Unreadable when it is not one that can be used."""
    collection = _collection(_parsed(_text(content)))
    _coordinate_system(collection)
    features = collection["features"]
    if len(features) > MOST_SHAPES:
        raise Unreadable(_("The file has %(count)d shapes; at most %(most)d can be read.") % _counts(features))
    shapes: list[Shape] = []
    told: list[Told] = []
    for number, feature in enumerate(features, 1):
        try:
            shapes.append(_shape(number, feature))
        except _Skipped as skipped:
            told.append(skipped.told)
        except _Broken as broken:
            told.append(refused(_named(number), str(broken)))
    if not shapes:
        first = f" {told[0]}" if told else ""
        raise Unreadable(_("The file holds no boundary: there must be polygons.") + first)
    return _in_degrees(shapes, told)


def _counts(features: Sequence[object]) -> dict[str, int]:
    return {"count": len(features), "most": MOST_SHAPES}


# ---------- The file


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        words = {"most": LARGEST // 1_000_000}
        raise Unreadable(_("The file is too large: at most %(most)d MB. Save it with fewer points.") % words)
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    for begins, kind in _OTHER_FILES.items():
        if content.lstrip().startswith(begins):
            raise Unreadable(_("This is a file of the kind %(kind)s. Save it as GeoJSON.") % {"kind": kind})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable(_("The file is not text in UTF-8. Save it as GeoJSON in UTF-8.")) from fault


def _parsed(text: str) -> Any:
    """The JSON; what would fill the memory is counted before it is read."""
    if text.count("[") > 2 * MOST_POINTS or text.count("{") > _MOST_OBJECTS or text.count(",") > 6 * MOST_POINTS:
        words = {"most": f"{MOST_POINTS:_}".replace("_", " ")}
        raise Unreadable(_("The file has too many points: at most %(most)s. Save it with fewer.") % words)
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        where = {"line": fault.lineno, "column": fault.colno}
        raise Unreadable(_("The file is not JSON: line %(line)d, column %(column)d.") % where) from fault
    except RecursionError as fault:
        raise Unreadable(_("The file is nested too deeply to be GeoJSON.")) from fault
    except ValueError as fault:
        raise Unreadable(_("The file holds a number that is none.")) from fault


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _collection(data: Any) -> dict[str, Any]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        found: dict[str, Any] = data
        return found
    if kind == "Feature":
        return {**data, "type": "FeatureCollection", "features": [data]}
    if kind == "Topology":
        raise Unreadable(_("This is TopoJSON. Save it as GeoJSON."))
    raise Unreadable(_("The file is JSON, but not GeoJSON: it must be a FeatureCollection."))


def _coordinate_system(collection: Mapping[str, Any]) -> None:
    """Older files name their coordinate system; whatever is named must be degrees."""
    named = collection.get("crs")
    if named is None:
        return
    properties = named.get("properties") if isinstance(named, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name.upper().replace("::", ":").endswith(_DEGREES):
        words = {"name": clean(name) or "?"}
        raise Unreadable(
            _("The file says that its coordinates are %(name)s. Save it in EPSG:4326 (WGS 84, degrees).") % words
        )


# ---------- A feature


class _Skipped(Exception):
    def __init__(self, told: Told) -> None:
        super().__init__(str(told))
        self.told = told


class _Broken(Exception):
    """Coordinates that are none."""


def _named(number: int) -> str:
    return _("Shape %(number)d") % {"number": number}


def clean(text: str) -> str:
    """A text of the file that can be stored and shown: printable, on one line, not too long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * _LONGEST_TEXT])
    return " ".join(plain.split())[:_LONGEST_TEXT]


def _shape(number: int, feature: Any) -> Shape:
    if not isinstance(feature, dict):
        raise _Broken(_("is no GeoJSON feature"))
    geometry, properties = feature.get("geometry"), feature.get("properties")
    drawn: dict[str, Any] = geometry if isinstance(geometry, dict) else {}
    kind = drawn.get("type") if isinstance(drawn.get("type"), str) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        word = clean(kind) if kind else _("nothing")
        raise _Skipped(noted(_named(number), _("was left out: it is %(kind)s, no polygon") % {"kind": word}))
    coordinates = drawn.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return Shape(number, _texts(properties), [_polygon(one) for one in _listed(polygons)])


def _texts(properties: Any) -> dict[str, str]:
    given = properties.items() if isinstance(properties, dict) else ()
    named = ((clean(key), clean(value)) for key, value in given if isinstance(value, str))
    return {key: value for key, value in named if key and value}


def _polygon(rings: Any) -> Polygon:
    return [[_point(point) for point in _listed(ring)] for ring in _listed(rings)]


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Broken(_("has coordinates that are nested wrongly"))
    return value


def _point(value: Any) -> Point:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise _Broken(_("has coordinates that are nested wrongly"))
    return _number(value[0]), _number(value[1])


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Broken(_("has coordinates that are no numbers"))
    if not -1e9 < value < 1e9 or not isfinite(value):
        raise _Broken(_("has coordinates beyond all maps"))
    return float(value)


# ---------- Which way round, and in what unit


def _points(shapes: Sequence[Shape]) -> Iterator[Point]:
    return (point for shape in shapes for polygon in shape.polygons for ring in polygon for point in ring)


def _in_degrees(shapes: Sequence[Shape], told: Sequence[Told]) -> Read:
    """The shapes, longitude first; raises Unreadable when the numbers can't be degrees."""
    points = list(_points(shapes))
    if not points:
        raise Unreadable(_("The file holds no boundary: its polygons are empty."))
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    if max(-west, east) > 180 or max(-south, north) > 90:
        raise Unreadable(_not_degrees(west, south, east, north))
    least_x, least_y, most_x, most_y = _SWEDEN
    if least_y <= west and east <= most_y and least_x <= south and north <= most_x:
        turned = [replace(shape, polygons=[_turned(one) for one in shape.polygons]) for shape in shapes]
        text = _("Latitude stood before longitude everywhere. They have changed places.")
        return Read(turned, [mended("", text), *told])
    return Read(shapes, told)


def _turned(polygon: Polygon) -> Polygon:
    return [[(y, x) for x, y in ring] for ring in polygon]


def _not_degrees(west: float, south: float, east: float, north: float) -> str:
    advice = _("Save it in EPSG:4326 (WGS 84, degrees).")
    if max(south, west) >= 6e6 and max(north, east) <= 7.8e6 and 0 <= min(south, west) <= 1.2e6:
        return f"{_('The coordinates look like metres in SWEREF 99, not degrees.')} {advice}"
    if west >= 1e6 and east <= 3e6 and south >= 7e6 and north <= 1.2e7:
        return f"{_('The coordinates look like Web Mercator (EPSG:3857), not degrees.')} {advice}"
    return f"{_('The coordinates are not degrees.')} {advice}"
