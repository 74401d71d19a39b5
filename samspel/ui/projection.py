"""Degrees and metres: a flat plane that is true around one point, good for a municipality.

Lengths of a degree by the ellipsoid WGS 84 (the usual series in the cosine of the latitude), so that areas of a few
hundred square kilometres are right within a few parts in a thousand.
"""

from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DECIMALS: Final = 6
"""Of a stored degree: about a decimetre."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres east and north of a point in degrees."""

    north: float
    east: float

    @property
    def north_metres(self) -> float:
        """Metres in a degree of latitude here."""
        angle = radians(self.north)
        return 111132.92 - 559.82 * cos(2 * angle) + 1.175 * cos(4 * angle)

    @property
    def east_metres(self) -> float:
        """Metres in a degree of longitude here."""
        angle = radians(self.north)
        return 111412.84 * cos(angle) - 93.5 * cos(3 * angle)

    def metres(self, north: float, east: float) -> tuple[float, float]:
        """Degrees -> (metres east, metres north)."""
        return (east - self.east) * self.east_metres, (north - self.north) * self.north_metres

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """(Metres east, metres north) -> degrees (north, east)."""
        return y / self.north_metres + self.north, x / self.east_metres + self.east

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees (longitude first) -> the same in metres."""
        scale, origin = np.array([self.east_metres, self.north_metres]), np.array([self.east, self.north])
        flat: BaseGeometry = shapely.transform(shape, lambda points: (points - origin) * scale)
        return flat

    def round(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in metres -> the same in degrees, longitude first."""
        scale, origin = np.array([self.east_metres, self.north_metres]), np.array([self.east, self.north])
        round_: BaseGeometry = shapely.transform(shape, lambda points: points / scale + origin)
        return round_


def around(*shapes: BaseGeometry) -> Projection:
    """The projection that is true in the middle of what the shapes (in degrees) take up."""
    bounds: Any = shapely.total_bounds(list(shapes))
    return Projection(north=float(bounds[1] + bounds[3]) / 2, east=float(bounds[0] + bounds[2]) / 2)


def square_metres(shape: BaseGeometry) -> float:
    """The area of a geometry in degrees."""
    return float(around(shape).flat(shape).area) if not shape.is_empty else 0.0
