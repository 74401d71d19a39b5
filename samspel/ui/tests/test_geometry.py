"""The schematic map: directions are kept, places have room, labels can be read, cells do not overlap."""

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.ui import geometry as geo
from samspel.ui.elements import Place
from samspel.ui.samples import _TOWN

TOWN = [Place(name, north, east, team, mine=name == "Söderby") for name, north, east, team in _TOWN]
degrees = st.tuples(st.floats(55, 69), st.floats(11, 24))


def area(shape: geo.Polygon) -> float:
    """The area of a polygon (shoelace)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(shape, shape[1:] + shape[:1], strict=True))) / 2


def boxes(texts: list[str], spots: list[geo.Point]) -> list[geo.Box]:
    """What the labels take up."""
    return [label.box for label in geo.place_labels(texts, spots, [False] * len(spots))]


def test_twenty_places_have_room_and_readable_labels() -> None:
    spots = geo.spread(geo.project([(place.north, place.east) for place in TOWN]))
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(spots, 2)) > 30
    labels = boxes([place.label for place in TOWN], spots)
    assert sum(a.overlap(b) for a, b in combinations(labels, 2)) < 60  # half a letter, in all
    assert all(box.outside(geo.WIDTH, geo.HEIGHT) == 0 for box in labels)


def test_directions_are_kept() -> None:
    north, south, east = geo.project([(60.1, 17.0), (59.9, 17.0), (60.0, 17.5)])
    assert north[1] < south[1]
    assert east[0] > max(north[0], south[0])


def test_ones_own_place_is_drawn_last() -> None:
    drawn = geo.draw_map(TOWN, words="A town")
    assert [point.mine for point in drawn.points] == [False] * 19 + [True]
    assert drawn.points[-1].label == "Söderby"
    assert drawn.words == "A town"


def test_nothing_and_one_place_can_be_drawn() -> None:
    assert geo.draw_map([]).points == []
    (only,) = geo.draw_map([Place("Ensam", 60, 17)]).points
    assert (only.x, only.y) == (geo.WIDTH / 2, geo.HEIGHT / 2)


def test_a_label_with_no_room_beside_its_place_is_led_to_it() -> None:
    crowd = [(180.0 + dx, 170.0 + dy) for dx in (-24, 0, 24) for dy in (-20, 0, 20)]
    labels = geo.place_labels(["Långt namn"] * 9, crowd, [False] * 9)
    assert any(label.leader.startswith("M") for label in labels)


@given(st.lists(degrees, min_size=1, max_size=24))
@settings(max_examples=60, deadline=None)
def test_every_place_is_inside_the_frame_and_its_cell_around_it(places: list[tuple[float, float]]) -> None:
    spots = geo.spread(geo.project(places))
    for spot in spots:
        assert 0 <= spot[0] <= geo.WIDTH
        assert 0 <= spot[1] <= geo.HEIGHT
    total = sum(area(geo.cell(spot, spots)) for spot in set(spots))
    assert total <= (geo.WIDTH + 40) * (geo.HEIGHT + 40) + 1  # cells that overlapped would add up to more


@given(st.lists(degrees, min_size=2, max_size=12))
@settings(max_examples=30, deadline=None)
def test_the_same_places_give_the_same_map(places: list[tuple[float, float]]) -> None:
    rows = [Place(str(index), *place) for index, place in enumerate(places)]
    assert geo.draw_map(rows) == geo.draw_map(rows)


@given(st.floats(-50, 410), st.floats(-50, 390))
def test_a_cut_keeps_only_the_inner_side(x: float, y: float) -> None:
    square: geo.Polygon = [(0, 0), (100, 0), (100, 100), (0, 100)]
    kept = geo._cut(square, (x, y), (1, 0))
    assert all(point[0] <= x + 1e-6 for point in kept)
    assert area(kept) <= area(square) + 1e-6 if kept else True
