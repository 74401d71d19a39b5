"""Charts: the axis is round, the geometry stays in its box, what lies outside what was expected is known."""

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui import pictured
from samspel.ui.charts import SIDE, plot, top_of
from samspel.ui.elements import Bar, Chart
from samspel.ui.templatetags import ui

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


def test_a_chart_that_says_the_same_is_drawn_once_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def counted(template: str, context: dict[str, object]) -> str:
        drawn.append(template)
        return f"{len(drawn)} {get_language()}"

    monkeypatch.setattr(pictured, "render_to_string", counted)
    pictured._drawn.cache_clear()

    def page(value: int) -> str:
        return str(pictured.pictured("chart", Chart("Så många", [Bar("v. 46", value)]), dict))

    with override("sv"):
        first = page(34)
        assert page(34) == first == "1 sv"
        assert page(35) == "2 sv"
    with override("en"):
        assert page(34) == "3 en"
    pictured._drawn.cache_clear()


def test_what_is_escaped_is_never_taken_for_what_is_not() -> None:
    pictured._drawn.cache_clear()
    own, others = (Chart(title, [Bar("v. 46", 3)]) for title in (SafeString("<b>Så många</b>"), "<b>Så många</b>"))
    first, second = (ui.chart(one) for one in (own, others))
    assert "<b>Så många</b>" in first
    assert "<b>" not in second
