"""The boundaries of a day as one thing that can be asked: where is a point, and what shall be drawn. Plain geometry."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from samspel.municipality.boundaries.ground import EDGE
from samspel.ui.projection import Projection, around

_NOWHERE: Final = Projection(0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Coverage:
    """Boundaries in degrees: of areas by id (in the order that decides on a shared border), and the municipality's.

    Made once for each set of boundaries and kept, so that asking costs microseconds and what was drawn from it can be
    kept with it. `source` says where they come from.
    """

    areas: Mapping[int, BaseGeometry]
    municipality: BaseGeometry | None = None
    source: str = ""

    def __bool__(self) -> bool:
        """Whether there is any boundary at all."""
        return bool(self.areas) or self.municipality is not None

    def at(self, north: float, east: float) -> int | None:
        """The area that a point (degrees) lies in.

        On a border it is the first of those that share it; in a crack between two, no wider than an edge, the
        nearest. None when it lies in none.
        """
        point = Point(self._here.metres(north, east))
        inside = self._tree.query(point, predicate="intersects")
        near = inside if inside.size else self._tree.query_nearest(point, max_distance=EDGE, all_matches=True)
        return self._ids[int(near.min())] if near.size else None

    def outside(self, north: float, east: float) -> bool | None:
        """Whether a point lies outside the municipality, farther than an edge; None when its boundary isn't known."""
        if self._whole is None:
            return None
        point = Point(self._here.metres(north, east))
        return not self._whole.intersects(point) and bool(self._whole.distance(point) > EDGE)

    def outlines(self, tolerance: float) -> dict[int, BaseGeometry]:
        """The areas in degrees, with fewer points: none is moved farther than about `tolerance` metres, and borders
        that two share stay shared."""
        found = self._outlines.get(tolerance)
        if found is None:
            flat = np.array(self._flat, dtype=object)
            drawn: Any = shapely.coverage_simplify(flat, tolerance) if tolerance and flat.size else flat
            found = {pk: self._here.round(shape) for pk, shape in zip(self._ids, drawn, strict=True)}
            self._outlines[tolerance] = found
        return found

    def outline(self, tolerance: float) -> BaseGeometry | None:
        """The municipality in degrees, with fewer points."""
        whole = self._whole
        return None if whole is None else self._here.round(whole.simplify(tolerance))

    # ---------- Made once

    @cached_property
    def _here(self) -> Projection:
        shapes = [*self.areas.values(), *([self.municipality] if self.municipality is not None else [])]
        return around(*shapes) if shapes else _NOWHERE

    @cached_property
    def _ids(self) -> list[int]:
        return list(self.areas)

    @cached_property
    def _flat(self) -> list[BaseGeometry]:
        flat = [self._here.flat(shape) for shape in self.areas.values()]
        shapely.prepare(flat)
        return flat

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree(self._flat)

    @cached_property
    def _whole(self) -> BaseGeometry | None:
        if self.municipality is None:
            return None
        whole = self._here.flat(self.municipality)
        shapely.prepare(whole)
        return whole

    @cached_property
    def _outlines(self) -> dict[float, dict[int, BaseGeometry]]:
        return {}
