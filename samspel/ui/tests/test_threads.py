"""The thread as a picture: everything has its place, nothing lies on anything else, and no line crosses a word."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui.threads import HALF, PlacedThread, ThreadEdge, ThreadKnot, ThreadPicture, lay

STOPS = ("Observation", "Challenge", "Goal", "Measure", "Intervention")


def picture(edges: str, *, other: str = "") -> ThreadPicture:
    """ "a0 b1, b1 c2": knots by name and column, and their edges; `other` names those of other threads."""
    pairs = [pair.split() for pair in edges.split(",")]
    names = sorted({name for pair in pairs for name in pair})
    knots = [ThreadKnot(name, int(name[-1]), name, other=name in other) for name in names]
    return ThreadPicture(STOPS, knots, [ThreadEdge(one, two) for one, two in pairs])


def places(placed: PlacedThread) -> dict[str, int]:
    """The half row of each knot."""
    return {one.knot.key: one.at for stop in placed.stops for one in stop.knots}


def heights(path: str) -> list[float]:
    """The heights at which a path runs, from its start: one for each level part."""
    return [float(found) for found in re.findall(r"(?:^M[\d.]+ |C[\d.]+ [\d.]+ [\d.]+ [\d.]+ [\d.]+ )([\d.]+)", path)]


def level_at(path: str) -> dict[float, float]:
    """Where level parts of a path end (x), and at which height (y)."""
    y = float(re.findall(r"^M[\d.]+ ([\d.]+)", path)[0])
    found = {}
    for level, turned in re.findall(r"H([\d.]+)|C[\d.]+ [\d.]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+)", path):
        y = float(turned or y)
        if level:
            found[float(level)] = y
    return found


def test_a_thread_without_branches_is_a_straight_line() -> None:
    placed = lay(picture("a0 b1,b1 c2,c2 d3"))
    assert set(places(placed).values()) == {0}
    assert all("C" not in one.path for one in placed.edges)
    assert placed.height == 2 * HALF


def test_what_branches_stands_in_the_middle_of_its_branches() -> None:
    placed = places(lay(picture("a0 b1,b1 c2,b1 d2")))
    assert placed == {"a0": 1, "b1": 1, "c2": 0, "d2": 2}


def test_an_edge_that_passes_a_column_keeps_off_the_words_in_it() -> None:
    placed = lay(picture("a0 b1,b1 c2,a0 c2"))
    passing = next(one for one in placed.edges if (one.edge.earlier, one.edge.later) == ("a0", "c2"))
    word = places(placed)["b1"] * HALF
    at = heights(passing.path)[1]
    assert not word < at - 14 < word + 2 * HALF


def test_other_threads_stand_below_ones_own() -> None:
    placed = places(lay(picture("a0 b1,c0 b1,x0 y1", other="x0 y1")))
    assert placed["x0"] > max(placed["a0"], placed["c0"])
    assert placed["y1"] > placed["b1"]


def test_a_broken_edge_keeps_off_the_knots_that_it_does_not_join() -> None:
    whole = picture("a0 b1")
    broken = ThreadPicture(whole.stops, whole.knots, [ThreadEdge("a0", "b1", "broken")])
    assert lay(broken).edges[0].path != lay(whole).edges[0].path
    assert lay(broken).edges[0].path.startswith("M22.0")


def test_an_edge_that_does_not_lead_onwards_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lead onwards"):
        lay(picture("a1 b0"))


def test_an_empty_thread_can_be_drawn() -> None:
    assert lay(ThreadPicture(STOPS, [], [])).height > 0


def test_a_place_is_told_by_classes_digit_by_digit() -> None:
    placed = lay(picture(",".join(f"a0 {letter}1" for letter in "bcdefg")))
    for stop in placed.stops:
        for one in stop.knots:
            assert sum(int(digit[1:]) for digit in one.place.split()) == one.at


_PICTURES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 4), st.integers(0, 4)).filter(
        lambda found: found[0] < found[1]
    ),
    max_size=25,
).map(
    lambda found: picture(
        ",".join(sorted({f"{'abcde'[one]}{first} {'abcde'[two]}{last}" for first, last, one, two in found})) or "a0 a1"
    )
)


@given(_PICTURES)
def test_every_knot_has_a_place_of_its_own_and_every_edge_its_way(drawn: ThreadPicture) -> None:
    placed = lay(drawn)
    assert sorted(places(placed)) == sorted(knot.key for knot in drawn.knots)
    for stop in placed.stops:
        assert all(one.at + 2 <= other.at for one, other in pairwise(stop.knots))
        assert all(one.at >= 0 and (one.at + 2) * HALF <= placed.height for one in stop.knots)
    for one in placed.edges:
        levels = heights(one.path)
        assert levels[0] == places(placed)[one.edge.earlier] * HALF + 14
        assert levels[-1] == places(placed)[one.edge.later] * HALF + 14


@given(_PICTURES)
def test_no_line_crosses_a_word(drawn: ThreadPicture) -> None:
    """Where an edge passes a column, no knot of it has its words at that height."""
    placed = lay(drawn)
    column = {knot.key: knot.column for knot in drawn.knots}
    knot_x = [round(index * ((1000 - 4 * 23) / 5 + 23) + 8, 1) for index in range(5)]
    for one in placed.edges:
        levels = level_at(one.path)
        for index in range(column[one.edge.earlier] + 1, column[one.edge.later]):
            height = levels[knot_x[index]] - 14
            assert not any(knot.at * HALF <= height < (knot.at + 2) * HALF for knot in placed.stops[index].knots)
