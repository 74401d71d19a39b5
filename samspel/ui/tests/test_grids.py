"""Grids: steps of a hue, squares with numbers where they are not small, frames around what is more than expected."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui import grids
from samspel.ui.elements import Place
from samspel.ui.projection import Projection

HERE = Projection(58.4, 15.6)
CENTRE = Place("Centrum", 58.4, 15.6)


def square(east: float, north: float, count: int, *, up: bool = False) -> grids.Square:
    """A square of 250 metres, so many metres from the middle."""
    return grids.Square(HERE.round(shapely.box(east, north, east + 250, north + 250)), count, up)


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 11)), st.tuples(st.integers(1, 99), st.booleans())))
def test_more_is_never_lighter_and_nothing_has_no_ground(counted: dict[tuple[int, int], tuple[int, bool]]) -> None:
    rows = grids.heat_rows([str(row) for row in range(12)], 7, counted)
    cells = [cell for row in rows for cell in row.cells]
    assert sum(cell.count for cell in cells) == sum(count for count, _up in counted.values())
    steps = [cell.step for cell in sorted(cells, key=lambda cell: cell.count)]
    assert steps == sorted(steps)
    assert all((cell.step == 0) == (cell.count == 0) and cell.step <= grids.STEPS for cell in cells)


def test_a_small_square_has_no_number() -> None:
    counted = [square(0, 0, 2), square(250, 0, 3), square(500, 0, 6)]
    drawn, up = grids.draw_squares(counted, grids.square_frame(counted, CENTRE))
    assert [(one.step, one.number) for one in drawn] == [(1, ""), (2, "3"), (3, "6")]
    assert up == ""


def test_squares_that_touch_have_one_frame() -> None:
    near = [square(0, 0, 6, up=True), square(250, 0, 6, up=True)]
    apart = [square(0, 0, 6, up=True), square(1000, 0, 6, up=True)]
    frames = [grids.draw_squares(one, grids.square_frame(one, CENTRE))[1].count("M") for one in (near, apart)]
    assert frames == [1, 2]


def test_what_is_seen_is_no_wider_than_that_numbers_can_be_read() -> None:
    counted = [square(0, 0, 9), square(300, 0, 5), square(40_000, 0, 1)]
    seen = grids.square_frame(counted, CENTRE)
    drawn, _up = grids.draw_squares(counted, seen)
    assert seen.metres * seen.width < 6000
    assert [one.number for one in drawn] == ["9", "5"]


def test_without_squares_the_middle_of_the_place_is_seen() -> None:
    seen = grids.square_frame([], CENTRE)
    assert (round(seen.middle.north, 4), round(seen.middle.east, 4)) == (58.4, 15.6)
