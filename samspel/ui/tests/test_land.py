"""Maps from boundaries: north is up, names stand where they belong, one's own is drawn last."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from samspel.ui import samples
from samspel.ui.elements import AreaMap, Place
from samspel.ui.land import Bounds, bounds_of, draw_land, frame

SQUARES = {"Väst": (16.0, 58.0), "Öst": (16.1, 58.0), "Nord": (16.0, 58.05)}


def places(mine: str = "", without: str = "") -> list[Place]:
    """Three squares, each of a team."""
    return [
        Place(
            name, south + 0.025, west + 0.05, number, mine=name == mine,
            outline=None if name == without else box(west, south, west + 0.1, south + 0.05),
        )
        for number, (name, (west, south)) in enumerate(SQUARES.items(), 1)
    ]  # fmt: skip


def drawn(given: list[Place], *, teams: bool = False) -> AreaMap:
    """The map of them."""
    return draw_land(given, frame(bounds_of(given), 360, 400), words="x", teams=teams)


def spots(path: str) -> list[tuple[float, float]]:
    """The points of an SVG path."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_north_is_up_and_east_is_right() -> None:
    by_name = {point.label: point for point in drawn(places()).points}
    assert by_name["Nord"].y < by_name["Väst"].y
    assert by_name["Öst"].x > by_name["Väst"].x


def test_distances_are_true_in_both_directions() -> None:
    (square,) = drawn([Place("A", 58.0, 16.0, outline=box(16.0, 58.0, 16.1, 58.0 + 0.1 * 0.5311))]).points
    xs, ys = zip(*spots(square.cell), strict=True)
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), rel=0.01)


def test_ones_own_place_is_drawn_last() -> None:
    assert [point.mine for point in drawn(places("Väst")).points] == [False, False, True]


def test_what_has_no_boundary_is_a_ring_in_its_place() -> None:
    found = drawn(places(without="Öst"))
    assert found.kind == "both"
    ring = next(point for point in found.points if point.label == "Öst")
    assert (ring.mark, ring.cell) == ("ring", "")
    assert drawn(places()).kind == "boundaries"


def test_a_name_that_has_room_stands_inside_without_a_dot() -> None:
    for point in drawn(places()).points:
        assert (point.mark, point.leader) == ("", "")
        xs, ys = zip(*spots(point.cell), strict=True)
        assert min(xs) < point.label_x < max(xs)
        assert min(ys) < point.label_y < max(ys)


def test_a_name_without_room_is_beside_its_dot() -> None:
    long = [replace(place, label="Ett mycket långt namn på ett område") for place in places()]
    assert {point.mark for point in drawn(long).points} == {"dot"}
    assert {point.mark for point in drawn(long, teams=True).points} == {"shape"}


def test_each_teams_ground_is_one_shape() -> None:
    found = drawn([replace(place, team=1 if place.team == 2 else place.team) for place in places()], teams=True)
    assert [land.team for land in found.teams] == [1, 3]
    assert found.teams[0].path.count("M") == 1


def test_a_posters_neighbour_that_reaches_its_name_is_a_line() -> None:
    given = [replace(place, team=1, mine=place.label == "Öst") for place in places()]
    seen = frame(bounds_of(given[1:2]), 870, 300, margin=-20, at=0.62, fits=False)
    found = draw_land(given, seen, poster=True)
    assert found.poster_box == "0 0 870 300"
    assert {point.label: point.team for point in found.points} == {"Väst": None, "Öst": 1}


bounds = st.tuples(st.floats(11, 23), st.floats(55, 68), st.floats(0.001, 1), st.floats(0.001, 1)).map(
    lambda one: (one[0], one[1], one[0] + one[2], one[1] + one[3])
)


@given(bounds, st.floats(0, 1), st.floats(0, 1))
def test_what_is_framed_is_seen_and_comes_back(held: Bounds, across: float, up: float) -> None:
    west, south, east, north = held
    seen = frame(held, 360, 420)
    at = (south + up * (north - south), west + across * (east - west))
    x, y = seen.spot(*at)
    assert -1 <= x <= seen.width + 1
    assert -1 <= y <= seen.height + 1
    back = seen.degrees(x, y)
    assert seen.middle.metres(*back) == pytest.approx(seen.middle.metres(*at), abs=seen.metres * 0.1)


@given(st.lists(st.tuples(st.floats(16, 16.2), st.floats(58, 58.2)), min_size=3, max_size=9))
def test_any_shape_can_be_drawn(corners: list[tuple[float, float]]) -> None:
    shape = Polygon(corners)
    place = Place("A", 58.1, 16.1, 1, outline=shape)
    given_ = [place, *places()]
    found = drawn(given_, teams=shape.is_valid)
    assert all(re.fullmatch(r"(M[-\d. L]+Z)*", point.cell) for point in found.points)


def test_the_sample_shows_every_place() -> None:
    assert len(samples._land().listed) == 12
