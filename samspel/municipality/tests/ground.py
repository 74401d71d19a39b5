"""A made-up municipality of four squares, and files of it: sound, odd and broken."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from samspel.municipality.boundaries.checking import Described
from samspel.municipality.boundaries.ground import Centre

SIDE = 0.05
WEST, SOUTH = 16.6, 57.1
Ring = list[list[float]]

AREAS = {
    "hamnen": Centre("Hamnen", SOUTH + SIDE / 2, WEST + SIDE / 2),
    "angsberget": Centre("Ängsberget", SOUTH + SIDE / 2, WEST + 1.5 * SIDE),
    "alnas": Centre("Ålnäs", SOUTH + 1.5 * SIDE, WEST + SIDE / 2),
    "ostra-marken": Centre("Östra marken/Sjöbo", SOUTH + 1.5 * SIDE, WEST + 1.5 * SIDE),
}
CORNERS = {"hamnen": (0, 0), "angsberget": (1, 0), "alnas": (0, 1), "ostra-marken": (1, 1)}
DESCRIBED = Described(("Almviks kommun", "Almvik"), AREAS, {})


def ring(west: float, south: float, wide: float = SIDE, high: float = SIDE) -> Ring:
    """A rectangle, against the clock."""
    east, north = west + wide, south + high
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def square(code: str) -> Ring:
    """The area's ground."""
    x, y = CORNERS[code]
    return ring(WEST + x * SIDE, SOUTH + y * SIDE)


def feature(name: object, *rings: Ring, kind: str = "Polygon", **more: Any) -> dict[str, Any]:
    """A shape with a name."""
    coordinates: Any = list(rings) if kind == "Polygon" else [[one] for one in rings]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry, **more}


def collection(*features: Any, **more: Any) -> bytes:
    """A file."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def all_four(names: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The four areas, under the names of the municipality or others."""
    return [feature((names or {}).get(code, AREAS[code].name), square(code)) for code in AREAS]


def moved(features: Sequence[dict[str, Any]], by: Any) -> bytes:
    """The file with every point changed."""
    changed = [
        {
            **one,
            "geometry": {
                **one["geometry"],
                "coordinates": [[by(*point) for point in line] for line in one["geometry"]["coordinates"]],
            },
        }
        for one in features
    ]
    return collection(*changed)
