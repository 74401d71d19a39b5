"""Geometry by property: points fall where shapely says, degrees come back, mended shapes are sound and keep size."""

from math import cos, hypot, pi, sin

import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from samspel.municipality.boundaries.coverage import Coverage
from samspel.municipality.boundaries.ground import EDGE
from samspel.municipality.boundaries.mending import TOLERANCE, mend
from samspel.municipality.boundaries.reading import Shape
from samspel.ui.projection import Projection, square_metres

latitudes, longitudes = st.floats(55, 69), st.floats(11, 24)
MIDDLE = (58.0, 16.0)


@st.composite
def stars(draw: st.DrawFn) -> Polygon:
    """A polygon of any form that does not cross itself, about ten kilometres across."""
    reaches = draw(st.lists(st.floats(0.01, 0.08), min_size=3, max_size=24))
    north, east = MIDDLE[0] + draw(st.floats(-0.1, 0.1)), MIDDLE[1] + draw(st.floats(-0.1, 0.1))
    turn = 2 * pi / len(reaches)
    return Polygon([(east + 2 * r * cos(turn * i), north + r * sin(turn * i)) for i, r in enumerate(reaches)])


points = st.tuples(st.floats(MIDDLE[0] - 0.3, MIDDLE[0] + 0.3), st.floats(MIDDLE[1] - 0.5, MIDDLE[1] + 0.5))


@given(latitudes, longitudes, st.floats(-60_000, 60_000), st.floats(-60_000, 60_000))
def test_a_point_comes_back_from_the_plane(north: float, east: float, x: float, y: float) -> None:
    here = Projection(north, east)
    back = here.metres(*here.degrees(x, y))
    assert hypot(back[0] - x, back[1] - y) < 0.001


@given(latitudes, longitudes)
def test_a_degree_is_as_long_as_on_the_ellipsoid(north: float, east: float) -> None:
    here = Projection(north, east)
    assert 111_300 < here.north_metres < 111_600
    assert abs(here.east_metres / here.north_metres - cos(north * pi / 180)) < 0.005


@settings(max_examples=60)
@given(st.lists(stars(), min_size=1, max_size=4), points)
def test_a_point_is_placed_where_shapely_says(shapes: list[Polygon], at: tuple[float, float]) -> None:
    apart: list[Polygon] = []
    for shape in shapes:
        rest = shape.difference(shapely.union_all(apart)) if apart else shape
        apart += [one for one in shapely.get_parts(rest) if isinstance(one, Polygon) and one.area > 1e-6]
    known = Coverage(dict(enumerate(apart, 10)))
    point = Point(at[1], at[0])
    edge = min(shape.boundary.distance(point) for shape in apart) * 50_000  # metres, on the safe side
    assume(edge > 2 * EDGE)
    inside = [number for number, shape in enumerate(apart, 10) if shape.contains(point)]
    assert known.at(*at) == (inside[0] if inside else None)


LEFT = Polygon([(16.0, 58.0), (16.1, 58.0), (16.1, 58.1), (16.0, 58.1)])
RIGHT = Polygon([(16.1, 58.0), (16.2, 58.0), (16.2, 58.1), (16.1, 58.1)])
BESIDE = Polygon([(16.2005, 58.0), (16.3, 58.0), (16.3, 58.1), (16.2005, 58.1)])


def test_a_point_on_a_border_belongs_to_the_first_of_those_that_share_it() -> None:
    assert Coverage({7: LEFT, 3: RIGHT}).at(58.05, 16.1) == 7
    assert Coverage({3: RIGHT, 7: LEFT}).at(58.05, 16.1) == 3


def test_a_crack_between_two_belongs_to_the_nearest_and_farther_out_to_nobody() -> None:
    known = Coverage({1: LEFT, 2: RIGHT, 3: BESIDE})
    assert known.at(58.05, 16.2001) == 2
    assert known.at(58.05, 16.2004) == 3
    assert known.at(58.05, 16.301) is None
    assert known.at(59.0, 16.1) is None


def test_outside_the_municipality_is_told_when_its_boundary_is_known() -> None:
    assert Coverage({1: LEFT}).outside(58.05, 17.0) is None
    known = Coverage({1: LEFT}, LEFT | RIGHT)
    assert known.outside(58.05, 17.0) is True
    assert known.outside(58.05, 16.15) is False
    assert known.outside(58.05, 16.2003) is False  # within an edge


def test_borders_that_two_share_stay_shared_with_fewer_points() -> None:
    wave = [(16.1 + 0.002 * sin(i), 58.0 + i * 0.001) for i in range(101)]
    left, right = Polygon([(16.0, 58.0), *wave, (16.0, 58.1)]), Polygon([(16.2, 58.0), *wave, (16.2, 58.1)])
    drawn = Coverage({1: left, 2: right}).outlines(256.0)
    assert len(shapely.get_coordinates(drawn[1])) < 60
    assert (drawn[1] & drawn[2]).area < 1e-9
    assert shapely.union_all(list(drawn.values())).difference(left | right).area < 0.001


@settings(max_examples=80)
@given(stars(), st.integers(0, 30), st.floats(1e-6, 3e-4), st.booleans())
def test_what_is_mended_is_sound_and_keeps_its_size(shape: Polygon, where: int, slip: float, is_open: bool) -> None:
    ring = [(float(x), float(y)) for x, y in shape.exterior.coords]
    at = where % (len(ring) - 1)
    x, y = ring[at]
    # A slip of the hand: back and over the line that was just drawn.
    slipped = [*ring[: at + 1], (x + slip, y + slip), (x + slip, y - slip), (x - slip, y), *ring[at + 1 :]]
    drawn = slipped[:-1] if is_open else slipped
    mended, told = mend(Shape(1, {}, [[drawn]]), "A")
    if mended is None:
        assert told
        return
    assert mended.is_valid
    assert (
        abs(square_metres(mended) - square_metres(shape)) < TOLERANCE * square_metres(shape) + (4 * slip * 111_000) ** 2
    )


@settings(max_examples=80)
@given(st.lists(st.tuples(st.floats(16, 16.1), st.floats(58, 58.1)), min_size=0, max_size=12))
def test_any_ring_is_mended_or_refused(ring: list[tuple[float, float]]) -> None:
    mended, told = mend(Shape(1, {}, [[ring]]), "A")
    assert told if mended is None else mended.is_valid
