"""Stacked bars: what a sum is made of, all rows in one scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui.stacks import SHADES, Stacked, StackRow, plot_stacked, shade_of


def chart(*rows: list[int]) -> Stacked:
    series = [str(index) for index in range(max(len(row) for row in rows))]
    return Stacked("", series, [StackRow("", row, [], "") for row in rows], step="")


@given(st.lists(st.lists(st.integers(0, 10**12), min_size=1, max_size=8), min_size=1, max_size=6))
def test_parts_stand_in_a_row_and_none_is_wider_than_the_box(rows: list[list[int]]) -> None:
    for plotted in plot_stacked(chart(*rows)):
        at = 0.0
        for piece in plotted.pieces:
            assert piece.x == pytest.approx(at, abs=0.02 * 8)
            at = piece.x + piece.width
        assert at <= 100.1


def test_the_longest_bar_fills_the_box_and_the_others_are_in_its_scale() -> None:
    long, short = plot_stacked(chart([300, 100], [0, 200]))
    assert [(piece.x, piece.width) for piece in long.pieces] == [(0, 75), (75, 25)]
    assert [(piece.x, piece.width, piece.shade) for piece in short.pieces] == [(0, 50, 2)]


def test_bars_of_nothing_are_drawn_as_nothing() -> None:
    assert [plotted.pieces for plotted in plot_stacked(chart([0, 0]))] == [[]]


def test_series_beyond_the_shades_share_the_last_one() -> None:
    assert [shade_of(index) for index in range(7)] == [1, 2, 3, 4, 5, 5, 5]
    assert SHADES == 5
