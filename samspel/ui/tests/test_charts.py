"""Charts: the axis is round, the geometry stays in its box, what lies outside what was expected is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui.charts import SIDE, plot, top_of
from samspel.ui.elements import Bar, Chart

numbers = st.floats(0, 1e9)


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (1, 4), (4, 4), (5, 8), (34, 40), (41, 80), (100, 120), (401, 800), (2001, 4000)]
)
def test_the_axis_ends_at_a_number_with_round_quarters(highest: float, top: float) -> None:
    assert top_of(highest) == top


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=60))
def test_all_geometry_lies_in_the_box(rows: list[tuple[float, float, float]]) -> None:
    plotted = plot(Chart("t", [Bar("x", value, min(a, b), max(a, b)) for value, a, b in rows]))
    for column in plotted.bars:
        assert 0 <= column.x <= column.x + column.width <= SIDE + 0.1
        assert -0.1 <= column.y <= SIDE
        assert column.height >= 0
        assert column.expected_height >= -0.01


@pytest.mark.parametrize(("value", "out"), [(1, True), (2, False), (5, False), (6, True)])
def test_outside_what_was_expected(value: float, out: bool) -> None:
    assert Bar("x", value, 2, 5).out is out


def test_without_anything_expected_nothing_is_outside() -> None:
    assert not Bar("x", 99).out
    assert not plot(Chart("t", [Bar("x", 99)])).has_expected
    assert plot(Chart("t", [Bar("x", 99)])).expected == ""


def test_an_empty_chart_can_be_drawn() -> None:
    plotted = plot(Chart("t", []))
    assert (plotted.line, plotted.bars, plotted.labels) == ("", [], [])


def test_a_line_has_about_six_labels_first_and_last_among_them() -> None:
    labels = plot(Chart("t", [Bar(str(week), 1) for week in range(26)])).labels
    assert (labels[0], labels[-1], len(labels)) == ("0", "25", 6)
