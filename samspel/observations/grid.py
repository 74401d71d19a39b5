"""The grid over the municipality: squares of 250 metres in SWEREF 99 TM (EPSG:3006), Sweden's own plane."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry import Polygon

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SIDE: Final = 250
"""Metres."""
_DEGREES, _METRES = "EPSG:4326", "EPSG:3006"
_BOUNDS: Final = (54.0, 72.0, 6.0, 28.0)
"""South, north, west and east of where the plane is of use: outside it nothing is put in a cell."""


@dataclass(frozen=True, order=True)
class Cell:
    """A square by the steps of its south-west corner, east and north of the plane's origin."""

    east: int
    north: int

    @property
    def corner(self) -> tuple[int, int]:
        """Metres east and north of its south-west corner."""
        return self.east * SIDE, self.north * SIDE


@cache
def _to_metres() -> Transformer:
    return Transformer.from_crs(_DEGREES, _METRES, always_xy=True)


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(_METRES, _DEGREES, always_xy=True)


def cell(north: float, east: float) -> Cell | None:
    """The cell of a point in degrees; None outside Sweden."""
    south, top, west, right = _BOUNDS
    if not (south <= north <= top and west <= east <= right):
        return None
    x, y = _to_metres().transform(east, north)
    return Cell(int(x // SIDE), int(y // SIDE))


def degrees(east: float, north: float) -> tuple[float, float]:
    """Metres of SWEREF 99 TM -> degrees, north first."""
    longitude, latitude = _to_degrees().transform(east, north)
    return latitude, longitude


def cells(north: FloatArray, east: FloatArray) -> IntArray:
    """The same for many points at once, all in Sweden: a row of steps east and north for each."""
    x, y = _to_metres().transform(east, north)
    found: IntArray = np.floor_divide(np.column_stack([x, y]), SIDE).astype(int)
    return found


_RADIUS: Final = 700


def disc(north: float, east: float) -> Polygon:
    """A round form at a point in degrees, longitude first: stands for an area whose boundary is not known."""
    x, y = _to_metres().transform(east, north)
    ring = np.array(shapely.Point(x, y).buffer(_RADIUS).exterior.coords)
    longitude, latitude = _to_degrees().transform(ring[:, 0], ring[:, 1])
    return Polygon(np.column_stack([longitude, latitude]))


def outlines(cells: list[Cell]) -> list[Polygon]:
    """The squares in degrees, longitude first, in the order given."""
    if not cells:
        return []
    corners = np.array([one.corner for one in cells], dtype=float)[:, None, :]
    square = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)], dtype=float)
    points = corners + square
    longitude, latitude = _to_degrees().transform(points[..., 0].ravel(), points[..., 1].ravel())
    rings = np.column_stack([longitude, latitude]).reshape(len(cells), 5, 2)
    drawn: Any = shapely.polygons(rings)
    return list(drawn)
